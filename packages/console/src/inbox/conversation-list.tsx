/** The list of a view: draws only the rows in sight, moves with arrows, remembers where the keyboard was. */
import { useComputed, useSignal } from '@preact/signals'
import type { VNode } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { useListener } from '../controls/use-listener.ts'
import { useDesk } from '../desk/desk-context.tsx'
import { ConversationRow } from './conversation-row.tsx'
import { rowWindow, scrollToShow } from './row-window.ts'

/** As in `inbox.css`: every row has this height, so that ten thousand need no measuring. */
const rowHeight = 82
/** The window moves by so many rows at a time, so that most scroll events draw nothing. */
const step = 4

export function ConversationList(): VNode {
  const desk = useDesk()
  const { say } = desk.words
  const scroller = useRef<HTMLDivElement>(null)
  const top = useSignal(0)
  const height = useSignal(800)
  const activeId = useSignal<string | null>(null)
  /** Set when the keyboard moves: the row is focused once it is drawn. */
  const wanted = useRef<string | null>(null)

  const rows = desk.views.rows.value
  const openId = desk.open.id.value
  const now = desk.clock.tens.value
  const shownTop = useComputed(() => Math.floor(top.value / rowHeight / step) * step * rowHeight).value
  const target = activeId.value ?? openId
  const found = rows.findIndex((row) => row.id === target)
  const active = Math.max(found, 0)
  const { first, end } = rowWindow({ count: rows.length, rowHeight, top: shownTop, height: height.value })

  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return
    const measure = (): void => {
      height.value = element.clientHeight || 800
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [height])

  const show = (index: number): void => {
    const element = scroller.current
    if (!element) return
    const next = scrollToShow({ index, rowHeight, top: element.scrollTop, height: element.clientHeight })
    if (next !== element.scrollTop) element.scrollTop = next
    top.value = element.scrollTop
  }
  const moveTo = (index: number): void => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, index))]
    if (!row) return
    wanted.current = row.id
    activeId.value = row.id
    show(rows.indexOf(row))
    focusWanted()
  }
  const focusWanted = (): void => {
    const id = wanted.current
    const link = id && scroller.current?.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"]`)
    if (!link) return
    wanted.current = null
    link.focus({ preventScroll: true })
  }
  useLayoutEffect(focusWanted)

  // The verbs always see the latest rows: they are set anew with each drawing, before it is seen.
  useLayoutEffect(() => {
    desk.focus.set('list', () => moveTo(active))
    desk.listMoves.current = (step) =>
      moveTo(scroller.current?.contains(document.activeElement) ? active + step : active)
  })
  useLayoutEffect(
    () => () => {
      desk.focus.set('list', null)
      desk.listMoves.current = null
    },
    [desk],
  )

  // Another view begins at its top; an opened conversation comes into sight.
  const view = desk.views.view.value
  const query = desk.views.query.value
  useLayoutEffect(() => {
    activeId.value = null
    if (scroller.current) scroller.current.scrollTop = 0
    top.value = 0
  }, [view, query, activeId, top])
  useLayoutEffect(() => {
    const index = rows.findIndex((row) => row.id === openId)
    if (index >= 0) show(index)
  }, [openId, view])

  useListener(scroller, 'focusin', (event) => {
    const row = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-id]') : null
    if (row) activeId.value = row.dataset.id ?? null
  })
  useListener(scroller, 'keydown', (event) => {
    const jumps: Record<string, number> = {
      Home: 0,
      End: rows.length - 1,
      PageDown: active + 8,
      PageUp: active - 8,
    }
    const index = jumps[event.key]
    if (index === undefined) return
    event.preventDefault()
    moveTo(index)
  })

  return (
    <div
      ref={scroller}
      class="rows"
      onScroll={(event) => {
        top.value = event.currentTarget.scrollTop
      }}
    >
      <ul
        aria-label={say('list.name')}
        class="rows-canvas"
        style={{ height: `${rows.length * rowHeight}px` }}
      >
        {rows.slice(first, end).map((item, offset) => {
          const index = first + offset
          return (
            <li
              key={item.id}
              class="rows-item"
              style={{ transform: `translateY(${index * rowHeight}px)` }}
              aria-setsize={rows.length}
              aria-posinset={index + 1}
            >
              <ConversationRow
                item={item}
                now={now}
                current={item.id === openId}
                focusable={index === active}
              />
            </li>
          )
        })}
      </ul>
    </div>
  )
}
