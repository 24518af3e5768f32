/** Places that a shortcut can send the keyboard to. A component says where one is; a verb sends the focus there. */

export type FocusPoint = 'list' | 'filter' | 'reply' | 'views'

export interface FocusPoints {
  /** For a `ref`: remembers the way while the component is there. */
  set(point: FocusPoint, focus: (() => void) | null): void
  /** Sends the focus; later, where the place is not on screen yet. */
  to(point: FocusPoint): void
}

export function createFocusPoints(): FocusPoints {
  const known = new Map<FocusPoint, () => void>()
  let wanted: FocusPoint | null = null
  return {
    set: (point, focus) => {
      if (!focus) {
        known.delete(point)
        return
      }
      known.set(point, focus)
      if (wanted === point) {
        wanted = null
        focus()
      }
    },
    to: (point) => {
      const focus = known.get(point)
      wanted = focus ? null : point
      focus?.()
    },
  }
}
