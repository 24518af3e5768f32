/** The articles that were found: draws only the rows in sight, moves with arrows. */
import type { ArticleRow, CollectionRow } from '@docent/protocol'
import { useSignal } from '@preact/signals'
import type { VNode } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { useListener } from '../../controls/use-listener.ts'
import { useDesk } from '../../desk/desk-context.tsx'
import { rowWindow, scrollToShow } from '../../inbox/row-window.ts'
import { ArticleLine } from './article-line.tsx'
import type { ArticleFilter } from './find-articles.ts'

/** As in `article-list.css`: every row has this height, so that ten thousand need no measuring. */
const rowHeight = 64
/** The window moves by so many rows at a time, so that most scroll events draw nothing. */
const step = 4

export function ArticleRows(props: {
  rows: readonly ArticleRow[]
  filter: ArticleFilter
  defaultLocale: string
  collections: readonly CollectionRow[]
}): VNode {
  const { rows, filter, defaultLocale, collections } = props
  const desk = useDesk()
  const { say } = desk.words
  const scroller = useRef<HTMLDivElement>(null)
  const top = useSignal(0)
  const height = useSignal(800)
  /** The row that the keyboard is at, and whether it is to have the focus once it is drawn. */
  const active = useRef<{ id: string; wanted: boolean } | null>(null)
  const { first, end } = rowWindow({ count: rows.length, rowHeight, top: top.value, height: height.value })
  const at = Math.max(
    0,
    rows.findIndex(({ id }) => id === active.current?.id),
  )

  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return
    const observer = new ResizeObserver(() => {
      height.value = element.clientHeight || 800
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [height])

  const measure = (): void => {
    const pixels = scroller.current?.scrollTop ?? 0
    top.value = Math.floor(pixels / rowHeight / step) * step * rowHeight
  }
  const focusWanted = (): void => {
    const { id, wanted } = active.current ?? { id: '', wanted: false }
    const link = wanted && scroller.current?.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"]`)
    if (!link || !active.current) return
    active.current.wanted = false
    link.focus({ preventScroll: true })
  }
  const moveTo = (index: number): void => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, index))]
    const element = scroller.current
    if (!row || !element) return
    active.current = { id: row.id, wanted: true }
    const place = {
      index: rows.indexOf(row),
      rowHeight,
      top: element.scrollTop,
      height: element.clientHeight,
    }
    element.scrollTop = scrollToShow(place)
    measure()
    focusWanted()
  }
  useLayoutEffect(focusWanted)
  // The verbs always see the latest rows: they are set anew with each drawing, before it is seen.
  useLayoutEffect(() => {
    desk.focus.set('list', () => moveTo(at))
    desk.listMoves.current = (by) =>
      moveTo(scroller.current?.contains(document.activeElement) ? focusedIndex() + by : at)
  })
  useLayoutEffect(
    () => () => {
      desk.focus.set('list', null)
      desk.listMoves.current = null
    },
    [desk],
  )
  const focusedIndex = (): number => {
    const id = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.id : undefined
    return Math.max(
      0,
      rows.findIndex((row) => row.id === id),
    )
  }
  // What is found anew begins at its top.
  useLayoutEffect(() => {
    if (scroller.current) scroller.current.scrollTop = 0
    top.value = 0
  }, [filter, top])

  useListener(scroller, 'keydown', (event) => {
    const now = focusedIndex()
    const jump = { Home: 0, End: rows.length - 1, PageDown: now + 8, PageUp: now - 8 }[event.key]
    if (jump === undefined) return
    event.preventDefault()
    moveTo(jump)
  })

  return (
    <div ref={scroller} class="rows article-rows" onScroll={measure}>
      <ul
        class="rows-canvas"
        aria-label={say('articles.title')}
        style={{ height: `${rows.length * rowHeight}px` }}
      >
        {rows.slice(first, end).map((row, offset) => (
          <li
            key={row.id}
            class="article-item"
            style={{ transform: `translateY(${(first + offset) * rowHeight}px)` }}
            aria-setsize={rows.length}
            aria-posinset={first + offset + 1}
          >
            <ArticleLine
              row={row}
              locale={filter.locale}
              defaultLocale={defaultLocale}
              collection={collections.find(({ id }) => id === row.collectionId) ?? null}
            />
          </li>
        ))}
      </ul>
    </div>
  )
}
