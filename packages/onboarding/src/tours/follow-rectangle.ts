/**
 * Says where an element lies in the window, and each time that changes, whatever moves it. Looks once per frame while
 * something moves, and not at all while nothing does. Knows nothing of what is done with it.
 */
import { rectangleOf, seenWindow, treesOf, visiblePart } from './page-geometry.ts'
import { isSame, type Rectangle } from './rectangle.ts'

export interface Sight {
  readonly whole: Rectangle
  /** What its surroundings leave of it; without size where it is scrolled away. */
  readonly visible: Rectangle
}

export interface FollowedRectangle {
  /** Looks now, and says so even if nothing has changed. */
  look(): void
  close(): void
}

export interface FollowOptions {
  readonly view: Window & typeof globalThis
  /** Null: only the window is followed. */
  readonly target: Element | null
  /** Called at once. Null: there is no target, or it is not drawn. */
  readonly onChange: (sight: Sight | null) => void
}

/** What says that something begins to move, or has moved; the look itself decides whether it did. */
const pageEvents = ['scroll', 'transitionrun', 'transitionstart', 'transitionend', 'animationstart'] as const

export function followRectangle({ view, target, onChange }: FollowOptions): FollowedRectangle {
  let last: Sight | null | undefined
  let lastWindow: Rectangle | undefined
  let frame = 0
  let equalFrames = 0
  let closed = false

  const read = (): Sight | null => {
    if (!target?.isConnected) return null
    try {
      const whole = rectangleOf(target)
      return whole.width || whole.height ? { whole, visible: visiblePart(target, view) } : null
    } catch {
      // An element of somebody else's making need not say where it is, and nothing of ours is thrown into their page.
      return null
    }
  }
  /** @returns whether there was a change */
  const look = (anyway = false): boolean => {
    const now = read()
    const nowWindow = seenWindow(view)
    const equal = last !== undefined && isEqual(now, last) && !!lastWindow && isSame(nowWindow, lastWindow)
    last = now
    lastWindow = nowWindow
    if (!equal || anyway) onChange(now)
    return !equal
  }
  const onFrame = (): void => {
    frame = 0
    equalFrames = look() ? 0 : equalFrames + 1
    if (closed) return
    // One equal frame may be the pause before a delayed start; after the second the page counts as still.
    if (equalFrames < 2) frame = view.requestAnimationFrame(onFrame)
    else watchStill()
  }
  const wake = (): void => {
    if (closed) return
    equalFrames = 0
    frame ||= view.requestAnimationFrame(onFrame)
  }

  // The layout of this frame is done and it is not painted yet: looking now is not a frame late.
  const onResize = (): void => {
    look()
    wake()
  }
  const sizes = new view.ResizeObserver(onResize)
  const page = view.document
  sizes.observe(page.documentElement)
  if (page.body) sizes.observe(page.body)
  if (target) sizes.observe(target)

  // What was cut away by a box around it may come to light far from where it was.
  const appearing = new view.IntersectionObserver(wake, { threshold: [0, 0.25, 0.5, 0.75, 1] })
  if (target) appearing.observe(target)

  const trees = target ? treesOf(target) : [page]
  for (const tree of trees)
    for (const name of pageEvents) tree.addEventListener(name, wake, { capture: true, passive: true })
  const seen = view.visualViewport
  view.addEventListener('resize', onResize)
  seen?.addEventListener('resize', onResize)
  seen?.addEventListener('scroll', onResize)

  /**
   * A page that rearranges itself fires no event. Seen through an opening of the target's own size, the share of the
   * target that is visible changes with any move, and the browser says so by itself.
   */
  let opening: IntersectionObserver | undefined
  const watchStill = (share = 1): void => {
    opening?.disconnect()
    if (closed || !target?.isConnected) return
    const { left, top, right, bottom } = target.getBoundingClientRect()
    const { clientWidth, clientHeight } = page.documentElement
    const margins = [top, clientWidth - right, clientHeight - bottom, left]
    let first = true
    opening = new view.IntersectionObserver(
      (entries) => {
        const ratio = entries.at(-1)?.intersectionRatio ?? 0
        if (!first) return wake()
        first = false
        // It is told of once at the beginning: from then on it is the share that counts as unmoved.
        if (ratio !== share && !(ratio === 0 && share === hidden)) watchStill(ratio || hidden)
      },
      {
        root: page,
        rootMargin: margins.map((margin) => `${-Math.floor(margin)}px`).join(' '),
        threshold: share,
      },
    )
    opening.observe(target)
  }

  look()
  wake()
  return {
    look: () => {
      look(true)
      wake()
    },
    close: () => {
      closed = true
      view.cancelAnimationFrame(frame)
      opening?.disconnect()
      appearing.disconnect()
      sizes.disconnect()
      for (const tree of trees)
        for (const name of pageEvents) tree.removeEventListener(name, wake, { capture: true })
      view.removeEventListener('resize', onResize)
      seen?.removeEventListener('resize', onResize)
      seen?.removeEventListener('scroll', onResize)
    },
  }
}

/** A threshold of nothing at all would never be crossed. */
const hidden = 1e-7

const isEqual = (one: Sight | null, other: Sight | null | undefined): boolean =>
  one && other ? isSame(one.whole, other.whole) && isSame(one.visible, other.visible) : one === other
