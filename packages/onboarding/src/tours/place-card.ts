/** Where a card stands beside a rectangle, so that all of it is seen. Pure: numbers in, numbers out. */
import type { Placement } from '@docent/protocol'
import { areaOf, bottomOf, clamp, overlap, type Rectangle, rightOf } from './rectangle.ts'

export type Side = Exclude<Placement, 'auto'>

export interface CardPlace {
  readonly left: number
  readonly top: number
  /** `inside`: no side has room, it lies over the target. `middle`: there is no target. */
  readonly side: Side | 'inside' | 'middle'
  /** Where its arrow points from: along the edge that faces the target, from the left or from the top; null: it has none. */
  readonly arrow: number | null
}

export interface PlaceCardOptions {
  readonly target: Rectangle | null
  readonly card: { readonly width: number; readonly height: number }
  /** The part of the window that it must not leave. */
  readonly room: Rectangle
  /** Left and right are those of a page that is written from left to right; in the other direction they change places. */
  readonly wanted: Placement
  readonly direction: 'ltr' | 'rtl'
}

/** Between target and card. */
export const cardGap = 14
/** Nearer to a corner the arrow would stand upon the rounding. */
const arrowMargin = 24

const opposite = { top: 'bottom', bottom: 'top', left: 'right', right: 'left' } as const

export function placeCard({ target, card, room, wanted, direction }: PlaceCardOptions): CardPlace {
  if (!target)
    return {
      left: room.left + Math.max(0, (room.width - card.width) / 2),
      top: room.top + Math.max(0, (room.height - card.height) / 2),
      side: 'middle',
      arrow: null,
    }
  const side = sidesInOrder(wanted, direction).find((one) => freeSpace(one, target, room, card))
  return side ? beside(side, target, card, room) : above(target, card, room)
}

export function sidesInOrder(wanted: Placement, direction: 'ltr' | 'rtl'): readonly Side[] {
  const turned = direction === 'rtl' && (wanted === 'left' || wanted === 'right') ? opposite[wanted] : wanted
  const usual: readonly Side[] =
    direction === 'rtl' ? ['bottom', 'top', 'left', 'right'] : ['bottom', 'top', 'right', 'left']
  if (turned === 'auto') return usual
  const first: readonly Side[] = [turned, opposite[turned]]
  return [...first, ...usual.filter((one) => !first.includes(one))]
}

function freeSpace(side: Side, target: Rectangle, room: Rectangle, card: PlaceCardOptions['card']): boolean {
  if (card.width > room.width || card.height > room.height) return false
  switch (side) {
    case 'top':
      return target.top - cardGap - card.height >= room.top
    case 'bottom':
      return bottomOf(target) + cardGap + card.height <= bottomOf(room)
    case 'left':
      return target.left - cardGap - card.width >= room.left
    case 'right':
      return rightOf(target) + cardGap + card.width <= rightOf(room)
  }
}

function beside(side: Side, target: Rectangle, card: PlaceCardOptions['card'], room: Rectangle): CardPlace {
  const middleX = target.left + target.width / 2
  const middleY = target.top + target.height / 2
  if (side === 'top' || side === 'bottom') {
    const left = clamp(middleX - card.width / 2, room.left, rightOf(room) - card.width)
    const top = side === 'top' ? target.top - cardGap - card.height : bottomOf(target) + cardGap
    return { left, top, side, arrow: clamp(middleX - left, arrowMargin, card.width - arrowMargin) }
  }
  const top = clamp(middleY - card.height / 2, room.top, bottomOf(room) - card.height)
  const left = side === 'left' ? target.left - cardGap - card.width : rightOf(target) + cardGap
  return { left, top, side, arrow: clamp(middleY - top, arrowMargin, card.height - arrowMargin) }
}

/** Over the target, at the end of the room where it hides less of it. */
function above(target: Rectangle, card: PlaceCardOptions['card'], room: Rectangle): CardPlace {
  const left = clamp(
    target.left + (target.width - card.width) / 2,
    room.left,
    Math.max(room.left, rightOf(room) - card.width),
  )
  const lower = Math.max(room.top, bottomOf(room) - card.height)
  const hides = (top: number) => areaOf(overlap({ left, top, ...card }, target))
  return { left, top: hides(room.top) < hides(lower) ? room.top : lower, side: 'inside', arrow: null }
}

/** On a phone the card is a sheet at an end of the window; it changes ends only where it lies upon the target and need not. */
export function chooseSheetEnd(
  target: Rectangle | null,
  sheetHeight: number,
  room: Rectangle,
  now: 'top' | 'bottom',
): 'top' | 'bottom' {
  if (!target) return 'bottom'
  const freeAbove = target.top - room.top
  const freeBelow = bottomOf(room) - bottomOf(target)
  const fits = { top: freeAbove >= sheetHeight, bottom: freeBelow >= sheetHeight }
  if (fits[now]) return now
  if (fits[now === 'top' ? 'bottom' : 'top']) return now === 'top' ? 'bottom' : 'top'
  return freeAbove > freeBelow ? 'top' : 'bottom'
}
