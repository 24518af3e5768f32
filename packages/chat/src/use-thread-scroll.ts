/**
 * Keeps a conversation where its reader is: at the end while the end is in view, else unmoved, also when earlier
 * messages are put in front. Never jumps; says how many new ones lie below.
 */
import type { RefObject } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'

export interface ThreadEnds {
  readonly firstKey: string | null
  readonly lastKey: string | null
  readonly lastIsOwn: boolean
  /** How many messages of others there are, and how many of them follow the divider. */
  readonly othersCount: number
  readonly unreadCount: number
}

export interface ThreadScroll {
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly content: RefObject<HTMLDivElement | null>
  readonly onScroll: () => void
  readonly atEnd: boolean
  readonly newBelow: number
  readonly toEnd: () => void
}

/** This close to the end counts as the end, in CSS pixels: less than a line of text. */
const endSlack = 24
/** Earlier messages are asked for before their reader reaches the top. */
const topSlack = 240

export function useThreadScroll(
  ends: ThreadEnds,
  options: {
    /** The first unread message, to begin there; null begins at the end. */
    readonly startAt: (box: HTMLElement) => HTMLElement | null
    readonly nearTop: () => void
  },
): ThreadScroll {
  const scroller = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const before = useRef<{ ends: ThreadEnds; height: number } | null>(null)
  const stays = useRef(true)
  const seenOthers = useRef(0)
  const [atEnd, setAtEnd] = useState(true)
  const [newBelow, setNewBelow] = useState(0)

  const measure = (): void => {
    const box = scroller.current
    if (!box) return
    stays.current = box.scrollHeight - box.scrollTop - box.clientHeight < endSlack
    setAtEnd(stays.current)
  }
  const toEnd = (): void => {
    const box = scroller.current
    if (!box) return
    box.scrollTop = box.scrollHeight
    stays.current = true
    setAtEnd(true)
  }

  useLayoutEffect(() => {
    const box = scroller.current
    if (!box) return
    const last = before.current
    before.current = { ends, height: box.scrollHeight }
    if (!last?.ends.lastKey) {
      seenOthers.current = ends.othersCount - ends.unreadCount
      const start = options.startAt(box)
      if (start && start.offsetTop < box.scrollHeight - box.clientHeight) {
        box.scrollTop = start.offsetTop - 8
        measure()
      } else toEnd()
    } else if (last.ends.firstKey !== ends.firstKey && last.ends.lastKey === ends.lastKey) {
      box.scrollTop += box.scrollHeight - last.height
    } else if (stays.current || (ends.lastIsOwn && last.ends.lastKey !== ends.lastKey)) toEnd()
    if (stays.current) seenOthers.current = ends.othersCount
    setNewBelow(Math.max(0, ends.othersCount - seenOthers.current))
    if (box.scrollHeight <= box.clientHeight + topSlack) options.nearTop()
  }, [ends.firstKey, ends.lastKey, ends.othersCount])

  useEffect(() => {
    const box = scroller.current
    const inner = content.current
    if (!box || !inner) return
    // The box shrinks when the composer grows or a keyboard opens; its content grows when somebody begins to type.
    const observer = new ResizeObserver(() => {
      if (stays.current) box.scrollTop = box.scrollHeight
      if (before.current) before.current.height = box.scrollHeight
    })
    observer.observe(box)
    observer.observe(inner)
    return () => observer.disconnect()
  }, [])

  return {
    scroller,
    content,
    atEnd,
    newBelow,
    toEnd,
    onScroll: () => {
      const box = scroller.current
      if (!box) return
      measure()
      if (stays.current) {
        seenOthers.current = ends.othersCount
        setNewBelow(0)
      }
      if (box.scrollTop < topSlack) options.nearTop()
    },
  }
}
