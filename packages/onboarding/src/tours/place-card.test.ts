import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cardGap, chooseSheetEnd, placeCard, sidesInOrder } from './place-card.ts'
import { areaOf, isWithin, overlap } from './rectangle.ts'

const room = { left: 8, top: 8, width: 984, height: 684 }
const card = { width: 344, height: 200 }
const place = (target: Parameters<typeof placeCard>[0]['target'], wanted: 'auto' | 'left' | 'top' = 'auto') =>
  placeCard({ target, card, room, wanted, direction: 'ltr' })

describe('the place of a card', () => {
  it('[FLO13] is below its target, centred, where there is room', () => {
    expect(place({ left: 450, top: 100, width: 100, height: 40 })).toEqual({
      left: 328,
      top: 140 + cardGap,
      side: 'bottom',
      arrow: 172,
    })
  })

  it('[FLO13] is the wanted side, else the opposite one, else another', () => {
    expect(place({ left: 600, top: 300, width: 50, height: 50 }, 'left').side).toBe('left')
    expect(place({ left: 20, top: 300, width: 50, height: 50 }, 'left').side).toBe('right')
    expect(place({ left: 300, top: 300, width: 500, height: 50 }, 'left').side).toBe('bottom')
  })

  it('[FLO13] lies over a target that fills the window', () => {
    const at = place({ left: 0, top: 0, width: 1000, height: 700 })
    expect(at.side).toBe('inside')
    expect(isWithin({ ...at, ...card }, room)).toBe(true)
  })

  it('[FLO13] is the middle of the room without a target', () => {
    expect(place(null)).toEqual({ left: 328, top: 250, side: 'middle', arrow: null })
  })

  it('[FLO13] changes left and right where texts are written from right to left', () => {
    expect(sidesInOrder('left', 'rtl')[0]).toBe('right')
    expect(sidesInOrder('auto', 'rtl')).toEqual(['bottom', 'top', 'left', 'right'])
  })

  it('[FLO13] never leaves the room, and beside a target never covers it', () => {
    const length = (most: number) => fc.double({ min: 0, max: most, noNaN: true })
    fc.assert(
      fc.property(
        fc.record({ left: length(900), top: length(600), width: length(900), height: length(600) }),
        fc.constantFrom('auto', 'top', 'right', 'bottom', 'left'),
        fc.constantFrom('ltr', 'rtl'),
        (target, wanted, direction) => {
          const at = placeCard({ target, card, room, wanted, direction })
          const box = { left: at.left, top: at.top, ...card }
          expect(isWithin(box, room)).toBe(true)
          if (at.side !== 'inside') expect(areaOf(overlap(box, target))).toBe(0)
        },
      ),
    )
  })
})

describe('the sheet on a phone', () => {
  const phone = { left: 8, top: 8, width: 374, height: 828 }
  const end = (top: number, now: 'top' | 'bottom') =>
    chooseSheetEnd({ left: 20, top, width: 100, height: 40 }, 260, phone, now)

  it('[FLO13] stays at its end until it would lie upon the target', () => {
    expect(end(100, 'bottom')).toBe('bottom')
    expect(end(700, 'bottom')).toBe('top')
    expect(end(400, 'top')).toBe('top')
    expect(end(400, 'bottom')).toBe('bottom')
    expect(end(100, 'top')).toBe('bottom')
  })
})
