/** The buttons above an article's text: one stop for the keyboard, arrows between them. */
import {
  IconBold,
  IconBookOpen,
  IconCode,
  IconHeading,
  IconImage,
  IconInfo,
  IconItalic,
  IconLink,
  IconList,
  IconListOrdered,
  IconTable,
} from '@docent/ui/icons.tsx'
import { useSignal } from '@preact/signals'
import type { VNode } from 'preact'
import { useRef } from 'preact/hooks'
import { useDesk } from '../../desk/desk-context.tsx'
import type { FormatVerbs } from './format-verbs.ts'

const buttons = [
  ['bold', IconBold],
  ['italic', IconItalic],
  ['heading', IconHeading],
  ['list', IconList],
  ['numbers', IconListOrdered],
  ['link', IconLink],
  ['article', IconBookOpen],
  ['picture', IconImage],
  ['table', IconTable],
  ['callout', IconInfo],
  ['code', IconCode],
] as const
const keys: Partial<Record<keyof FormatVerbs, string>> = { bold: 'B', italic: 'I', code: 'E' }

export function Toolbar({ verbs, disabled }: { verbs: FormatVerbs; disabled: boolean }): VNode {
  const { words, modifier } = useDesk()
  const { say } = words
  const bar = useRef<HTMLDivElement>(null)
  const stop = useSignal(0)
  const move = (event: KeyboardEvent): void => {
    const forwards = document.documentElement.dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight'
    const backwards = forwards === 'ArrowRight' ? 'ArrowLeft' : 'ArrowRight'
    const last = buttons.length - 1
    const now = stop.peek()
    const next = { [forwards]: now + 1, [backwards]: now - 1, Home: 0, End: last }[event.key]
    if (next === undefined) return
    event.preventDefault()
    event.stopPropagation()
    stop.value = Math.max(0, Math.min(last, next))
    bar.current?.querySelectorAll('button')[stop.peek()]?.focus()
  }
  return (
    <div ref={bar} class="format-bar" role="toolbar" aria-label={say('article.format')} onKeyDown={move}>
      {buttons.map(([name, Icon], index) => {
        const label = say(`article.formats.${name}`)
        const key = keys[name]
        return (
          <button
            key={name}
            type="button"
            class="format-button"
            aria-label={label}
            aria-keyshortcuts={key && `${modifier === '⌘' ? 'Meta' : 'Control'}+${key}`}
            data-tip={key ? `${label} · ${modifier} ${key}` : label}
            data-tip-side="below"
            data-tip-align={index < 2 ? 'start' : 'center'}
            disabled={disabled}
            tabIndex={index === stop.value ? 0 : -1}
            // The text keeps its selection.
            onPointerDown={(event) => event.preventDefault()}
            onFocus={() => {
              stop.value = index
            }}
            onClick={verbs[name]}
          >
            <Icon size={18} />
          </button>
        )
      })}
    </div>
  )
}
