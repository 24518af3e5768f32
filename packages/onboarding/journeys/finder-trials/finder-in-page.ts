/** Runs in the browser: the finder's functions, and how often frames were asked for, for the tests of watching. */
import type { Locator, Target } from '@docent/protocol'
import { describeTarget, findTarget, watchTarget } from '../../src/finder/index.ts'
import { createLook } from '../../src/finder/look.ts'
import { rootsOf } from '../../src/finder/roots.ts'
import { buildPage } from './build-page.ts'
import { trialPages } from './pages.ts'

const frames = { asked: 0 }
const ask = window.requestAnimationFrame.bind(window)
window.requestAnimationFrame = (callback) => {
  frames.asked++
  return ask(callback)
}

const show = (html: string) => buildPage({ name: 'test', title: 'Test', html })

const afterFrames = () => new Promise<void>((resolve) => ask(() => ask(() => resolve())))

export interface FinderInPage {
  show(html: string): void
  /** Says the text of what is found, or how it was looked for. */
  find(...locators: Locator[]): string
  describe(selector: string): Target
  /** What was heard so far: texts of elements, and "none". */
  watch(...locators: Locator[]): { readonly heard: string[]; readonly stop: () => void }
  readonly frames: { asked: number }
  afterFrames(): Promise<void>
  /** After this nothing is under way, such as the load event of a style. */
  untilStill(): Promise<void>
  /** Builds a page of the trials; says its targets and what the finder calls them. */
  named(place: number): readonly { readonly element: Element; readonly name: string }[] | null
}

const finder: FinderInPage = {
  show: (html) => void show(html),
  find: (...locators) => {
    const found = findTarget({ locators }, document)
    return found.element ? `found ${found.element.textContent}` : found.looked
  },
  describe: (selector) => {
    const element = document.querySelector(selector)
    if (!element) throw new Error(`Nothing is ${selector}.`)
    return describeTarget(element, document)
  },
  watch: (...locators) => {
    const heard: string[] = []
    const stop = watchTarget({ locators }, document, ({ element }) =>
      heard.push(element ? (element.textContent ?? '') : 'none'),
    )
    return { heard, stop }
  },
  frames,
  afterFrames,
  untilStill: async () => {
    for (let before = -1; before !== frames.asked; await afterFrames()) before = frames.asked
  },
  named: (place) => {
    const page = trialPages[place]
    if (!page) return null
    const targets = buildPage(page)
    const look = createLook(rootsOf(document))
    return [...targets.values()].map((element) => ({ element, name: look.nameOf(element) }))
  },
}

Object.assign(window, { finder })
