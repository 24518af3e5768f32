/** A field over a list of choices: typing narrows, arrows move, Enter chooses. Knows nothing of what is chosen. */
import { IconSearch } from '@docent/ui/icons.tsx'
import { useSignal } from '@preact/signals'
import type { ComponentChildren, VNode } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'

export interface Choice {
  readonly id: string
  readonly group: string
  readonly content: ComponentChildren
  readonly choose: () => void
}

/** Whether a name has what is looked for. */
export const hasWords = (name: string, query: string): boolean =>
  name.toLowerCase().includes(query.trim().toLowerCase())

export function Picker(props: {
  label: string
  listLabel: string
  choicesFor: (query: string) => readonly Choice[]
  none: string
  /** Told of what is typed, for choices that somebody else finds. */
  onQuery?: (query: string) => void
  /** Told which choice Enter would take. */
  onActive?: (id: string | null) => void
}): VNode {
  const id = useId()
  const query = useSignal('')
  const active = useSignal(0)
  const list = useRef<HTMLDivElement>(null)
  const field = useRef<HTMLInputElement>(null)
  const found = props.choicesFor(query.value)
  const groups = [...new Set(found.map((choice) => choice.group))]
  // The arrows go through the choices as they are seen: group by group.
  const choices = groups.flatMap((group) => found.filter((choice) => choice.group === group))
  const index = Math.min(active.value, Math.max(0, choices.length - 1))
  const current = choices[index]

  useEffect(() => field.current?.focus(), [])
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [index, current?.id])

  const { onQuery, onActive } = props
  useEffect(() => onQuery?.(query.value), [query.value])
  useEffect(() => onActive?.(current?.id ?? null), [current?.id])

  const move = (step: number): void => {
    if (choices.length > 0) active.value = (index + step + choices.length) % choices.length
  }
  return (
    <div class="picker">
      <div class="picker-field">
        <IconSearch size={18} />
        <input
          ref={field}
          class="picker-input"
          type="text"
          role="combobox"
          aria-label={props.label}
          placeholder={props.label}
          aria-expanded="true"
          aria-autocomplete="list"
          aria-controls={`${id}-list`}
          aria-activedescendant={current ? `${id}-${index}` : undefined}
          autoComplete="off"
          spellcheck={false}
          value={query.value}
          onInput={(event) => {
            active.value = 0
            query.value = event.currentTarget.value
          }}
          onKeyDown={(event) => {
            if (event.isComposing) return
            if (event.key === 'ArrowDown') move(1)
            else if (event.key === 'ArrowUp') move(-1)
            else if (event.key === 'Enter') current?.choose()
            else return
            event.preventDefault()
          }}
        />
      </div>
      <div ref={list} class="picker-list" role="listbox" id={`${id}-list`} aria-label={props.listLabel}>
        {groups.map((group) => (
          <div key={group}>
            <p class="picker-group" aria-hidden="true">
              {group}
            </p>
            {choices.map((choice, at) =>
              choice.group === group ? (
                <div
                  key={choice.id}
                  id={`${id}-${at}`}
                  class="picker-choice"
                  role="option"
                  tabIndex={-1}
                  aria-selected={at === index}
                  onPointerMove={() => {
                    active.value = at
                  }}
                  onClick={choice.choose}
                  onKeyDown={(event) => {
                    if (event.key === 'Enter') choice.choose()
                  }}
                >
                  {choice.content}
                </div>
              ) : null,
            )}
          </div>
        ))}
      </div>
      {choices.length === 0 && (
        <p class="picker-none" role="status">
          {props.none}
        </p>
      )}
    </div>
  )
}
