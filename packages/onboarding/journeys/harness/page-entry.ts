/** What runs in the hazard pages: the renderer itself, and a journal of what it reports. */

import type { Target } from '@docent/protocol'
import { messengerTokens } from '@docent/ui/messenger-theme'
import { watchTarget } from '../../src/finder/index.ts'
import { createShepherdRenderer } from '../../src/tours/shepherd-renderer.ts'
import type { StepOnScreen } from '../../src/tours/tour-renderer.ts'

export interface WantedStep extends Partial<Omit<StepOnScreen, 'step' | 'target'>> {
  readonly title?: string
  readonly text?: string
  readonly more?: Partial<StepOnScreen['step']>
}

const wish = new URLSearchParams(location.search)
const scheme = wish.get('scheme') === 'dark' ? 'dark' : 'light'
const heard: unknown[][] = []
let frames = 0
const requestFrame = window.requestAnimationFrame.bind(window)
window.requestAnimationFrame = (callback) => {
  frames++
  return requestFrame(callback)
}

/** Such as a loop of resize observers, which is thrown into the page and stops nothing. */
const errors: string[] = []
window.addEventListener('error', ({ message }) => errors.push(message))

const renderer = createShepherdRenderer(
  {
    view: window,
    locale: wish.get('locale') ?? 'en',
    tokens: { ...messengerTokens({ brand: '#3b5bdb' }, scheme), '--d-scheme': scheme },
  },
  {
    onNext: () => heard.push(['next']),
    onBack: () => heard.push(['back']),
    onClose: () => {
      heard.push(['close'])
      renderer.hide()
    },
    onChoice: (id) => heard.push(['choice', id]),
    onStray: ({ x, y }) => heard.push(['stray', Math.round(x), Math.round(y)]),
    onFailed: () => heard.push(['failed']),
  },
)

/** Finds by selectors with " >>> " for each step into a shadow tree. */
function find(path: string): Element | null {
  let root: Document | ShadowRoot | null = document
  let found: Element | null = null
  for (const part of path.split(' >>> ')) {
    found = root?.querySelector(part) ?? null
    root = found?.shadowRoot ?? null
  }
  return found
}

const tour = {
  find,
  heard,
  errors,
  frames: () => frames,
  show: (path: string | null, wanted: WantedStep = {}) => {
    const {
      title = 'Name your project',
      text = 'A short name is best. You can change it later.',
      more,
      ...rest
    } = wanted
    return renderer.show({
      step: {
        id: 's1',
        title,
        body: [{ type: 'paragraph', children: [{ type: 'text', text }] }],
        ...more,
      },
      target: path === null ? null : find(path),
      placement: 'auto',
      place: 2,
      of: 5,
      hasNext: true,
      isLast: false,
      canGoBack: true,
      interaction: 'target',
      canSkip: true,
      ...rest,
    })
  },
  moveTo: (path: string | null) => renderer.moveTo(path === null ? null : find(path)),
  /** The finder says which element it is, now and after each change of the page. */
  watch: (target: Target) => watchTarget(target, document, ({ element }) => renderer.moveTo(element)),
  hide: () => renderer.hide(),
  close: () => renderer.close(),
}
export type TourInPage = typeof tour
declare global {
  interface Window {
    tour: TourInPage
  }
}
window.tour = tour
