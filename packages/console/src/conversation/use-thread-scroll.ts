/** Keeps a long conversation still under the reader's eyes while chunks are drawn, measured and replaced by space. */
import { type ReadonlySignal, useSignal } from '@preact/signals'
import type { RefObject } from 'preact'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import type { Chunk } from './thread.ts'
import { sameWindow, type ThreadWindow, threadWindow } from './thread-window.ts'

/** Guess for one item until its chunk is measured, in pixels. */
const guessedItem = 72
/** This near to the end counts as at the end: a line's height, so that a nudge does not lose it. */
const endWithin = 32
/** This near to the start, older history is asked for. */
const startWithin = 400

export interface ThreadScroll {
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly content: RefObject<HTMLDivElement | null>
  readonly window: ReadonlySignal<ThreadWindow>
  readonly atEnd: ReadonlySignal<boolean>
  readonly nearStart: ReadonlySignal<boolean>
  toEnd(): void
}

interface Anchor {
  readonly chunk: number
  /** From the chunk's start to the top of the view, in pixels. */
  readonly offset: number
}

export function useThreadScroll(chunks: readonly Chunk[]): ThreadScroll {
  const scroller = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const measured = useRef(new Map<number, number>())
  const anchor = useRef<Anchor | null>(null)
  const latest = useRef(chunks)
  latest.current = chunks
  const atEnd = useSignal(true)
  const nearStart = useSignal(false)

  const heights = (): number[] =>
    latest.current.map((chunk) => measured.current.get(chunk.id) ?? chunk.items.length * guessedItem)
  const startOf = (index: number, all: readonly number[]): number => {
    let start = 0
    for (let at = 0; at < index; at += 1) start += all[at] ?? 0
    return start
  }
  const lastScreen = (): ThreadWindow => {
    const all = heights()
    return threadWindow(all, startOf(all.length, all) - 800, 800)
  }
  const shown = useSignal<ThreadWindow>(lastScreen())
  // Chunks may have gone or come since the window was chosen.
  if (shown.peek().end > chunks.length || (atEnd.peek() && shown.peek().end !== chunks.length))
    shown.value = lastScreen()

  const measure = (): void => {
    for (const element of content.current?.querySelectorAll<HTMLElement>('[data-chunk]') ?? [])
      measured.current.set(Number(element.dataset.chunk), element.offsetHeight)
  }
  const contentTop = (): number => content.current?.offsetTop ?? 0

  /** Puts the view back to where the reader was, then draws what is near it. */
  const settle = (): void => {
    const box = scroller.current
    if (!box) return
    measure()
    const all = heights()
    if (!atEnd.peek() && anchor.current) {
      const index = latest.current.findIndex((chunk) => chunk.id === anchor.current?.chunk)
      const wanted = contentTop() + startOf(index, all) + anchor.current.offset
      if (index >= 0 && Math.abs(box.scrollTop - wanted) > 1) {
        redraw(all, wanted - contentTop(), box.clientHeight)
        box.scrollTop = wanted
        return
      }
    }
    redraw(
      all,
      atEnd.peek() ? startOf(all.length, all) - box.clientHeight : box.scrollTop - contentTop(),
      box.clientHeight,
    )
    if (atEnd.peek()) box.scrollTop = box.scrollHeight
  }
  const redraw = (all: readonly number[], top: number, height: number): void => {
    const next = threadWindow(all, top, height)
    if (!sameWindow(next, shown.peek())) shown.value = next
  }
  const remember = (box: HTMLElement): void => {
    const all = heights()
    const top = box.scrollTop - contentTop()
    let start = 0
    for (const [index, chunk] of latest.current.entries()) {
      const height = all[index] ?? 0
      if (start + height > top || index === latest.current.length - 1) {
        anchor.current = { chunk: chunk.id, offset: top - start }
        return
      }
      start += height
    }
  }

  useLayoutEffect(settle)

  useEffect(() => {
    const box = scroller.current
    if (!box) return
    const onScroll = (): void => {
      measure()
      atEnd.value = box.scrollHeight - box.scrollTop - box.clientHeight <= endWithin
      nearStart.value = box.scrollTop < startWithin
      remember(box)
      redraw(heights(), box.scrollTop - contentTop(), box.clientHeight)
    }
    // What scrolls must be within reach of the keyboard, also where it holds nothing to press.
    box.tabIndex = 0
    const observer = new ResizeObserver(settle)
    observer.observe(box)
    if (content.current) observer.observe(content.current)
    box.addEventListener('scroll', onScroll, { passive: true })
    return () => {
      observer.disconnect()
      box.removeEventListener('scroll', onScroll)
    }
  }, [])

  return {
    scroller,
    content,
    window: shown,
    atEnd,
    nearStart,
    toEnd: () => {
      atEnd.value = true
      settle()
    },
  }
}
