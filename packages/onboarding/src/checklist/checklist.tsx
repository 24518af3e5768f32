/** A checklist as its visitor sees it: how far it is, and its items, of which one is unfolded. */

import { checkPath, chevronDownPath } from '@docent/ui/checklist-icon-paths'
import { directionOf, type Translator } from '@docent/ui/i18n'
import { icon } from '@docent/ui/icon.tsx'
import { TextBody } from '@docent/ui/text-nodes.tsx'
import type { VNode } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { ChecklistOnScreen, Tasks } from '../onboarding-types.ts'
import type { checklistWords } from './checklist-words.ts'
import { doneOf, isOpen, isReachable, maySay } from './progress.ts'

const IconCheck = icon(checkPath)
const IconChevronDown = icon(chevronDownPath)

export interface ChecklistProps {
  readonly list: ChecklistOnScreen
  readonly tasks: Pick<Tasks, 'act' | 'tick'>
  readonly t: Translator<typeof checklistWords>
  /** The item that is unfolded at first; where nothing is said, the next to do. */
  readonly unfolded?: string | undefined
}

export function Checklist({ list, tasks, t, unfolded: first }: ChecklistProps): VNode {
  const { content, done, flowId, locale } = list
  const next = content.items.find(({ id }) => isOpen(content, done, id))?.id ?? null
  const [chosen, setChosen] = useState<string | null | undefined>(first)
  const unfolded = chosen === undefined ? next : chosen
  const box = useRef<HTMLDivElement>(null)
  /** The button that was pressed goes with its item: the focus goes on to what unfolds in its place. */
  const ticked = useRef(false)
  useLayoutEffect(() => {
    if (!ticked.current) return
    ticked.current = false
    const next = box.current?.querySelector<HTMLElement>('[aria-expanded=true]')
    ;(next ?? box.current)?.focus({ preventScroll: true })
  }, [done])
  const count = doneOf(content, done)
  const of = content.items.length
  const progress = t('progress', { done: count, of })
  return (
    <div class="o-list" ref={box} tabIndex={-1} lang={locale} dir={directionOf(locale)}>
      {content.body.length > 0 && (
        <div class="o-muted">
          <TextBody text="" nodes={content.body} />
        </div>
      )}
      <div class="o-progress">
        <div
          class="o-bar"
          role="progressbar"
          aria-label={content.title}
          aria-valuemin={0}
          aria-valuemax={of}
          aria-valuenow={count}
          aria-valuetext={progress}
        >
          <span style={{ width: `${of ? (100 * count) / of : 0}%` }} />
        </div>
        <span aria-hidden="true" dir="auto">
          {progress}
        </span>
      </div>
      {of > 0 && count === of && (
        <p class="o-all-done" role="status">
          <IconCheck size={18} /> {t('allDone')}
        </p>
      )}
      <ol class="o-items">
        {content.items.map((item) => {
          const isDone = done.includes(item.id)
          const reachable = isReachable(content, done, item.id)
          const open = unfolded === item.id
          return (
            <li key={item.id} class={isDone ? 'o-item o-item-done' : 'o-item'}>
              <button
                type="button"
                class="o-item-head"
                aria-expanded={open}
                onClick={() => setChosen(open ? null : item.id)}
              >
                <span class="o-tick">{isDone && <IconCheck size={14} />}</span>
                <span class="o-item-title">{item.title}</span>
                {isDone && <span class="d-hidden">{t('itemDone')}</span>}
                <IconChevronDown size={16} class="o-fold" />
              </button>
              {open && (
                <div class="o-item-body">
                  <TextBody text="" nodes={item.body} />
                  {!reachable && <p class="o-muted">{t('later')}</p>}
                  {reachable && !isDone && (
                    <div class="o-buttons">
                      {item.action && (
                        <button type="button" class="o-button" onClick={() => tasks.act(flowId, item.id)}>
                          {item.action.label}
                        </button>
                      )}
                      {maySay(item) && (
                        <button
                          type="button"
                          class={item.action ? 'o-quiet' : 'o-button'}
                          onClick={() => {
                            // The next item unfolds.
                            ticked.current = true
                            setChosen(undefined)
                            tasks.tick(flowId, item.id)
                          }}
                        >
                          {t('markDone')}
                        </button>
                      )}
                    </div>
                  )}
                </div>
              )}
            </li>
          )
        })}
      </ol>
    </div>
  )
}
