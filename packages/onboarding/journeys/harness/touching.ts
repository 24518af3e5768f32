/** Whether card and hole touch the target's rectangle, measured in the page by what the browser draws. */
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

export interface TouchOptions {
  /** Boxes that cut the target, by selector. */
  readonly clips?: readonly string[]
  /** A sheet on a phone and a card over a very large target stand apart from it. */
  readonly card?: 'beside' | 'anywhere'
}

/** Within this many pixels. */
const tolerance = 2
const padding = 4
const gap = 14

/** Says each thing that is not as it must be; empty when all is. */
const faults = (page: Page, path: string, { clips = [], card = 'beside' }: TouchOptions) =>
  page.evaluate(
    ([targetPath, clipPaths, wanted, near, pad, apart]) => {
      interface Box {
        left: number
        top: number
        right: number
        bottom: number
      }
      const found: string[] = [...window.tour.errors]
      const target = window.tour.find(targetPath)
      const root = [...document.querySelectorAll('docent-tour'), window.tour.find('dialog docent-tour')].find(
        Boolean,
      )?.shadowRoot
      const ring = root?.querySelector('.t-ring')
      const dialog = root?.querySelector<HTMLElement>('[role=dialog]')
      if (!target || !ring || !dialog) return ['there is no target, no hole or no card']
      const boxOf = (element: Element): Box => {
        const { left, top, right, bottom } = element.getBoundingClientRect()
        return { left, top, right, bottom }
      }
      const cut = (one: Box, by: Box): Box => ({
        left: Math.max(one.left, by.left),
        top: Math.max(one.top, by.top),
        right: Math.min(one.right, by.right),
        bottom: Math.min(one.bottom, by.bottom),
      })
      let seen = cut(boxOf(target), { left: 0, top: 0, right: innerWidth, bottom: innerHeight })
      for (const path of clipPaths) {
        const clip = window.tour.find(path)
        if (!clip) continue
        const outer = boxOf(clip)
        // Borders are not a window onto what is inside of them.
        const left = outer.left + clip.clientLeft
        const top = outer.top + clip.clientTop
        seen = cut(seen, { left, top, right: left + clip.clientWidth, bottom: top + clip.clientHeight })
      }
      const hole = boxOf(ring)
      for (const edge of ['left', 'top', 'right', 'bottom'] as const) {
        const out = edge === 'left' || edge === 'top' ? -pad : pad
        const off = hole[edge] - (seen[edge] + out)
        if (Math.abs(off) > near) found.push(`the hole’s ${edge} is ${off.toFixed(1)} px off`)
      }
      const at = boxOf(dialog)
      const { side } = dialog.dataset
      if (getComputedStyle(dialog).visibility !== 'visible') found.push('the card is not visible')
      if (wanted === 'beside') {
        const distance =
          side === 'bottom'
            ? at.top - seen.bottom
            : side === 'top'
              ? seen.top - at.bottom
              : side === 'right'
                ? at.left - seen.right
                : side === 'left'
                  ? seen.left - at.right
                  : Number.NaN
        if (!(Math.abs(distance - apart) <= near))
          found.push(`the card (${side}) is ${distance.toFixed(1)} px away`)
        const meets =
          side === 'left' || side === 'right'
            ? at.top <= seen.bottom && at.bottom >= seen.top
            : at.left <= seen.right && at.right >= seen.left
        if (!meets) found.push(`the card (${side}) does not stand beside the target`)
      }
      const slack = 1
      if (
        at.left < -slack ||
        at.top < -slack ||
        at.right > innerWidth + slack ||
        at.bottom > innerHeight + slack
      )
        found.push(`the card leaves the window: ${JSON.stringify(at)}`)
      // The shade is open over the target and shut beside it.
      const isShade = (x: number, y: number) => root?.elementFromPoint(x, y)?.className === 't-shade'
      const middleX = (seen.left + seen.right) / 2
      const middleY = (seen.top + seen.bottom) / 2
      const inWindow = (x: number, y: number) => x > 0 && y > 0 && x < innerWidth && y < innerHeight
      const points = [
        [middleX, seen.top - pad - 3],
        [middleX, seen.bottom + pad + 3],
        [seen.left - pad - 3, middleY],
        [seen.right + pad + 3, middleY],
      ] as const
      const overCard = (x: number, y: number) =>
        x >= at.left - 10 && x <= at.right + 10 && y >= at.top - 10 && y <= at.bottom + 10
      for (const [x, y] of points)
        if (inWindow(x, y) && !overCard(x, y) && !isShade(x, y))
          found.push(`the shade is open beside the target at ${x.toFixed()}, ${y.toFixed()}`)
      if (!overCard(middleX, middleY) && isShade(middleX, middleY)) found.push('the shade covers the target')
      return found
    },
    [path, clips, card, tolerance, padding, gap] as const,
  )

/** Holds within the second after a change, and then on. */
export async function expectTouching(page: Page, path: string, options: TouchOptions = {}): Promise<void> {
  const stop = Date.now() + 1_500
  let now = await faults(page, path, options)
  while (now.length > 0 && Date.now() < stop) {
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)))
    now = await faults(page, path, options)
  }
  expect(now).toEqual([])
}
