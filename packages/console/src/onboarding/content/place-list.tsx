/**
 * Steps, items, hints or questions as a list in which one is open: reordered by buttons and by Alt with the arrows, removed
 * with a way back. Knows nothing of what is in one.
 */
import { IconArrowDown, IconArrowUp, IconTrash } from '@docent/ui/icons.tsx'
import type { ComponentChildren, VNode } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { ToolButton } from '../../controls/tool-button.tsx'
import { useDesk } from '../../desk/desk-context.tsx'
import { useContent } from './content-context.ts'

export interface PlaceListProps<T extends { readonly id: string }> {
  label: string
  places: readonly T[]
  /** Its name for people, such as "Step 2". */
  nameOf: (index: number) => string
  /** What stands in the closed row. */
  titleOf: (place: T) => string
  /** Quiet words behind the title. */
  noteOf?: (place: T) => string
  openId: string | null
  onOpen: (id: string | null) => void
  onChange: (places: readonly T[]) => void
  children: (place: T, index: number) => ComponentChildren
}

export function PlaceList<T extends { readonly id: string }>(props: PlaceListProps<T>): VNode {
  const desk = useDesk()
  const { say } = desk.words
  const { mayWrite } = useContent()
  const { places, nameOf } = props
  const box = useRef<HTMLOListElement>(null)
  const opened = useRef(props.openId)
  // A place that was open above has just closed: the one that opened must not slip out of sight.
  useLayoutEffect(() => {
    if (opened.current === props.openId) return
    opened.current = props.openId
    box.current?.querySelector('.place-is-open > .place-head')?.scrollIntoView({ block: 'nearest' })
  }, [props.openId])
  const focusOn = (index: number): void => {
    // After the list has been drawn in its new order.
    queueMicrotask(() => box.current?.querySelectorAll<HTMLElement>('.place-open')[index]?.focus())
  }
  const move = (index: number, step: number): void => {
    const to = index + step
    const moved = places[index]
    if (!moved || to < 0 || to >= places.length) return
    const rest = places.filter((place) => place !== moved)
    props.onChange([...rest.slice(0, to), moved, ...rest.slice(to)])
    desk.announcer.say(
      say('content.moved', { name: props.titleOf(moved), number: to + 1, count: places.length }),
    )
  }
  const remove = (index: number): void => {
    const before = places
    props.onChange(places.filter((_, at) => at !== index))
    focusOn(Math.max(0, index - 1))
    desk.toasts.say(say('content.removed'), { label: say('content.undo'), run: () => props.onChange(before) })
  }
  return (
    <ol ref={box} class="places" aria-label={props.label}>
      {places.map((place, index) => {
        const name = nameOf(index)
        const open = place.id === props.openId
        return (
          <li key={place.id} class={`place ${open ? 'place-is-open' : ''}`}>
            <div class="place-head">
              <button
                type="button"
                class="place-open"
                aria-expanded={open}
                title={mayWrite ? say('content.reorderTip') : undefined}
                onClick={() => props.onOpen(open ? null : place.id)}
                onKeyDown={(event) => {
                  if (!mayWrite || !event.altKey || !/^Arrow(Up|Down)$/.test(event.key)) return
                  event.preventDefault()
                  move(index, event.key === 'ArrowUp' ? -1 : 1)
                  focusOn(index + (event.key === 'ArrowUp' ? -1 : 1))
                }}
              >
                <span class="place-number tabular">{index + 1}</span>
                <span class="d-hidden">{name}</span>
                <span class="place-title" dir="auto">
                  {props.titleOf(place) || say('onboarding.untitled')}
                </span>
                {props.noteOf && <span class="place-note">{props.noteOf(place)}</span>}
              </button>
              {mayWrite && (
                <span class="place-tools">
                  <ToolButton
                    label={say('content.moveUp', { name })}
                    tipAlign="end"
                    disabled={index === 0}
                    onClick={() => move(index, -1)}
                  >
                    <IconArrowUp size={16} />
                  </ToolButton>
                  <ToolButton
                    label={say('content.moveDown', { name })}
                    tipAlign="end"
                    disabled={index === places.length - 1}
                    onClick={() => move(index, 1)}
                  >
                    <IconArrowDown size={16} />
                  </ToolButton>
                  <ToolButton
                    label={say('content.remove', { name })}
                    tipAlign="end"
                    onClick={() => remove(index)}
                  >
                    <IconTrash size={16} />
                  </ToolButton>
                </span>
              )}
            </div>
            {open && (
              <fieldset class="place-form" disabled={!mayWrite} aria-label={name}>
                {props.children(place, index)}
              </fieldset>
            )}
          </li>
        )
      })}
    </ol>
  )
}
