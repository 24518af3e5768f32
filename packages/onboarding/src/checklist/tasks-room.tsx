/** The room "Tasks" of the messenger: all of the visitor's checklists, also those that were put away. Styles: `tasks.css`. */

import { checkPath, chevronDownPath } from '@docent/ui/checklist-icon-paths'
import { createTranslator, directionOf } from '@docent/ui/i18n'
import { icon } from '@docent/ui/icon.tsx'
import { IconClose } from '@docent/ui/icons.tsx'
import { useValue } from '@docent/ui/use-value'
import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import type { ChecklistOnScreen, Tasks } from '../onboarding-types.ts'
import checklistCss from './checklist.css?inline'
import { Checklist } from './checklist.tsx'
import { checklistWords } from './checklist-words.ts'
import { doneOf } from './progress.ts'
import tasksCss from './tasks.css?inline'
import { tasksWords } from './tasks-words.ts'

const IconCheck = icon(checkPath)
const IconChevronDown = icon(chevronDownPath)

export interface TasksRoom {
  /** The room as a component; it fills what it stands in. */
  readonly Room: () => VNode
  close(): void
}

export interface TasksRoomOptions {
  readonly tasks: Tasks
  /** BCP 47 tag of the words. */
  readonly locale: string
  /** Adds a style sheet to where the room is drawn. */
  readonly adopt: (css: string) => void
  /** Called when the visitor wants to leave the messenger. */
  readonly onClose: () => void
  /** The checklist to unfold first. */
  readonly flowId?: string | undefined
}

/**
 * @example
 * const room = createTasksRoom({ tasks: onboarding.tasks, locale: 'en', adopt: host.adopt, onClose: hide })
 * render(<room.Room />, panel)
 */
export function createTasksRoom({ tasks, locale, adopt, onClose, flowId }: TasksRoomOptions): TasksRoom {
  for (const css of [checklistCss, tasksCss]) adopt(css)
  const t = createTranslator({ locale, words: { ...checklistWords, ...tasksWords } })

  function Room(): VNode {
    const lists = useValue(tasks.checklists)
    const [chosen, setChosen] = useState<string | null | undefined>(flowId)
    const unfolded = chosen === undefined ? (lists[0]?.flowId ?? null) : chosen
    return (
      <section class="o-room" aria-label={t('tasks')}>
        <header class="o-room-head">
          <h2 class="o-room-title">{t('tasks')}</h2>
          <button
            type="button"
            class="o-icon o-room-close"
            aria-label={t('closeMessenger')}
            onClick={onClose}
          >
            <IconClose />
          </button>
        </header>
        <div class="o-room-body">
          {lists.length === 0 && (
            <div class="o-empty">
              <IconCheck size={28} />
              <p class="o-title">{t('noTasks')}</p>
              <p class="o-muted">{t('noTasksWhy')}</p>
            </div>
          )}
          {lists.map((list) => (
            <Folded
              key={list.flowId}
              list={list}
              open={list.flowId === unfolded}
              toggle={() => setChosen(list.flowId === unfolded ? null : list.flowId)}
            />
          ))}
        </div>
      </section>
    )
  }

  function Folded(props: { list: ChecklistOnScreen; open: boolean; toggle: () => void }): VNode {
    const { list, open } = props
    const { content, status, done, locale: language } = list
    const state = { running: null, dismissed: t('putAway'), completed: t('finished') }[status]
    return (
      <article class="o-task">
        <h3 lang={language} dir={directionOf(language)}>
          <button type="button" class="o-task-head" aria-expanded={open} onClick={props.toggle}>
            <span class="o-item-title">{content.title}</span>
            <span class="o-muted">
              {/* Unfolded, the list itself says how far it is. */}
              {state ?? (open || t('progress', { done: doneOf(content, done), of: content.items.length }))}
            </span>
            <IconChevronDown size={16} class="o-fold" />
          </button>
        </h3>
        {open && <Checklist list={list} tasks={tasks} t={t} />}
      </article>
    )
  }

  return { Room, close: () => {} }
}
