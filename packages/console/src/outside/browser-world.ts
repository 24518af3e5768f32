/** The real browser as the desk sees it: the only reader of `window` and `document` beside the components' own boxes. */
import { schemeOf, tokens } from '@docent/ui/theme'
import { computed, effect, type ReadonlySignal, signal } from '@preact/signals'
import type { DeskWorld, Layout } from '../desk/desk.ts'
import { createWords } from '../words/words.tsx'
import { createArticleReader } from './article-reader.ts'
import { createChime } from './chime.ts'
import { createClock } from './clock.ts'
import { createNotifier } from './notifier.ts'
import { browserStore, createPreferences } from './preferences.ts'
import { type AddressBar, createRouter } from './route.ts'

/** The brand of the desk itself; a site's own colour is for its visitors. */
const deskBrand = '#3b5bdb'

export function createBrowserWorld(window: Window & typeof globalThis): DeskWorld {
  const { document, navigator } = window
  const preferences = createPreferences(browserStore(() => window.localStorage))
  const every = (ms: number, tick: () => void): (() => void) => {
    const timer = window.setInterval(tick, ms)
    return () => window.clearInterval(timer)
  }
  const wide = mediaSignal(window, '(min-width: 1280px)')
  const medium = mediaSignal(window, '(min-width: 1024px)')
  const prefersDark = mediaSignal(window, '(prefers-color-scheme: dark)')
  const visible = signal(document.visibilityState === 'visible')
  document.addEventListener('visibilitychange', () => {
    visible.value = document.visibilityState === 'visible'
  })
  const dark = computed(() => schemeOf(preferences.scheme.value, prefersDark.value) === 'dark')
  const apple = /Mac|iPhone|iPad/.test(navigator.userAgent)
  const relayUrl = new URL('..', window.location.href).href

  return {
    clock: createClock(Date.now, every),
    preferences,
    router: createRouter(addressBar(window)),
    words: createWords(navigator.language),
    layout: computed<Layout>(() => (wide.value ? 'wide' : medium.value ? 'medium' : 'narrow')),
    dark,
    visible,
    chime: createChime(() => new window.AudioContext()),
    notifier: createNotifier('Notification' in window ? window.Notification : undefined),
    modifier: apple ? '⌘' : 'Ctrl',
    after: (ms, run) => void window.setTimeout(run, ms),
    later: (ms, run) => {
      const timer = window.setTimeout(run, ms)
      return () => window.clearTimeout(timer)
    },
    every,
    focusTab: () => window.focus(),
    reload: () => window.location.reload(),
    relayUrl,
    articleReader: createArticleReader({
      relayUrl,
      fetch: (input, init) => window.fetch(input, init),
      now: Date.now,
    }),
    makeId: () => uuidOf(window.crypto.getRandomValues(new Uint8Array(16))),
    // Pages without TLS have no clipboard at all.
    copy: async (text) => {
      try {
        await navigator.clipboard.writeText(text)
        return true
      } catch {
        return false
      }
    },
  }
}

/** A UUID out of 16 random bytes: the browser's own maker is not there on pages without TLS. */
function uuidOf(bytes: Uint8Array): string {
  const marked = bytes.map((byte, index) =>
    index === 6 ? (byte & 0x0f) | 0x40 : index === 8 ? (byte & 0x3f) | 0x80 : byte,
  )
  const hex = [...marked].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

/** Keeps the page's colours, direction and name in step with the desk. Returns the undo. */
export function dressPage(document: Document, world: DeskWorld, title: ReadonlySignal<string>): () => void {
  const root = document.documentElement
  root.lang = world.words.say.locale
  root.dir = world.words.say.direction
  const ownWidget = new CSSStyleSheet()
  document.adoptedStyleSheets.push(ownWidget)
  const stopColours = effect(() => {
    const scheme = world.dark.value ? 'dark' : 'light'
    root.style.colorScheme = scheme
    const all = { ...tokens({ brand: deskBrand }, scheme), '--d-scheme': scheme }
    for (const [name, value] of Object.entries(all)) root.style.setProperty(name, value)
    ownWidget.replaceSync(`${widgetHosts} { ${Object.keys(all).map(inherited).join(' ')} }`)
  })
  const stopTitle = effect(() => {
    document.title = title.value
  })
  return () => {
    stopColours()
    stopTitle()
  }
}

/** Our own widget at the desk knows the system's colours alone: what it shows wears those that the agent chose. */
const widgetHosts = 'docent-messenger, docent-tour'
const inherited = (name: string): string => `${name}: inherit !important;`

function mediaSignal(window: Window, query: string): ReadonlySignal<boolean> {
  const list = window.matchMedia(query)
  const holds = signal(list.matches)
  list.addEventListener('change', () => {
    holds.value = list.matches
  })
  return holds
}

const addressBar = (window: Window): AddressBar => ({
  hash: () => window.location.hash,
  go: (hash, how) =>
    how === 'push' ? window.history.pushState(null, '', hash) : window.history.replaceState(null, '', hash),
  onChange: (listener) => {
    window.addEventListener('hashchange', listener)
    window.addEventListener('popstate', listener)
    return () => {
      window.removeEventListener('hashchange', listener)
      window.removeEventListener('popstate', listener)
    }
  },
})
