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
/** Height of the view until it is measured. */
const guessedView = 800

export interface ThreadScroll {
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly content: RefObject<HTMLDivElement | null>
  readonly window: ReadonlySignal<ThreadWindow>
  readonly atEnd: ReadonlySignal<boolean>
  readonly nearStart: ReadonlySignal<boolean>
  toEnd(): void
}

/** What the reader looks at: it must not move when others come or go. */
interface Anchor {
  readonly chunk: number
  readonly key: string
  /** Pixels from the top of the view to the top of the element. */
  readonly offset: number
}

export function useThreadScroll(chunks: readonly Chunk[]): ThreadScroll {
  const scroller = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const measured = useRef(new Map<number, number>())
  const anchor = useRef<Anchor | null>(null)
  const latest = useRef<readonly Chunk[]>([])
  const atEnd = useSignal(true)
  const nearStart = useSignal(false)
  const shown = useSignal<ThreadWindow>({ first: 0, end: 0, before: 0, after: 0 })

  const heights = (): number[] =>
    latest.current.map((chunk) => measured.current.get(chunk.id) ?? chunk.items.length * guessedItem)
  const draw = (top: number, height: number): void => {
    const next = threadWindow(heights(), top, height)
    if (!sameWindow(next, shown.peek())) shown.value = next
  }
  const contentTop = (): number => content.current?.offsetTop ?? 0

  // The window counts chunks, so it is chosen anew, around what the reader looks at, whenever there are others.
  if (latest.current !== chunks) {
    latest.current = chunks
    const at = atEnd.peek() ? -1 : chunks.findIndex((chunk) => chunk.id === anchor.current?.chunk)
    const all = heights()
    const start = sum(all, at < 0 ? all.length : at)
    const height = scroller.current?.clientHeight ?? guessedView
    draw(at < 0 ? start - height : start - (anchor.current?.offset ?? 0), height)
  }

  const measure = (): void => {
    for (const element of content.current?.querySelectorAll<HTMLElement>('[data-chunk]') ?? [])
      measured.current.set(Number(element.dataset.chunk), element.offsetHeight)
  }
  /** Puts what the reader looks at back to its place, then draws what is near it. */
  const settle = (): void => {
    const box = scroller.current
    if (!box) return
    measure()
    if (atEnd.peek()) {
      draw(sum(heights(), latest.current.length) - box.clientHeight, box.clientHeight)
      box.scrollTop = box.scrollHeight
      return
    }
    const held = anchor.current && elementOf(box, anchor.current.key)
    const moved = held && anchor.current ? offsetIn(box, held) - anchor.current.offset : 0
    // Half pixels come from rounding, and correcting them would never end.
    if (Math.abs(moved) >= 1) box.scrollTop += moved
    nearStart.value = box.scrollTop < startWithin
    draw(box.scrollTop - contentTop(), box.clientHeight)
  }

  useLayoutEffect(settle)

  useEffect(() => {
    const box = scroller.current
    if (!box) return
    const onScroll = (): void => {
      atEnd.value = box.scrollHeight - box.scrollTop - box.clientHeight <= endWithin
      nearStart.value = box.scrollTop < startWithin
      anchor.current = anchorIn(box)
      measure()
      draw(box.scrollTop - contentTop(), box.clientHeight)
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

const sum = (heights: readonly number[], upTo: number): number =>
  heights.slice(0, upTo).reduce((total, height) => total + height, 0)

const offsetIn = (box: HTMLElement, element: Element): number =>
  element.getBoundingClientRect().top - box.getBoundingClientRect().top

const elementOf = (box: HTMLElement, key: string): Element | null =>
  box.querySelector(`[data-line="${CSS.escape(key)}"]`)

/** The first line in view. Lines are single messages, so that a group which grows at its start moves none of them. */
function anchorIn(box: HTMLElement): Anchor | null {
  for (const chunk of box.querySelectorAll<HTMLElement>('[data-chunk]')) {
    if (offsetIn(box, chunk) + chunk.offsetHeight <= 0) continue
    for (const line of chunk.querySelectorAll<HTMLElement>('[data-line]')) {
      const offset = offsetIn(box, line)
      if (offset + line.offsetHeight > 0)
        return { chunk: Number(chunk.dataset.chunk), key: line.dataset.line ?? '', offset }
    }
  }
  return null
}
