/**
 * The only watcher of the window: what a page's rules can ask about, read when asked, told when it changed.
 * Loads before the engine and knows nothing of it. Watches passively, and touches layout at most twice a second.
 */
import type { Facts } from '@docent/protocol/rule'

export interface PageFacts {
  read(): Facts
  /** Fired after facts changed, at most about once in half a second; and each second while time passes on a visible page. */
  onChange(listener: () => void): () => void
  /** Fired when the address changed: a navigation inside a single-page application. */
  onNavigate(listener: () => void): () => void
  setAttributes(attributes: Facts['attributes']): void
  setSignedIn(signedIn: boolean): void
  /** Counts an event that the site tracked. */
  count(name: string): void
  /** From now on visits are counted over page loads; before the visitor's consent nothing is kept. */
  remember(): void
  /** Forgets what `remember` kept. */
  forget(): void
  close(): void
}

export interface PageFactsOptions {
  readonly window: Window & typeof globalThis
  /** Keeps the facts of two sites on one origin apart. */
  readonly site: string
}

/** A visit ends after this long without activity. */
const visitMs = 30 * 60_000
const quietMs = 500

export function createPageFacts({ window: win, site }: PageFactsOptions): PageFacts {
  const { document: doc, history } = win
  const key = `docent:${site}:visits`
  const now = () => win.Date.now()
  const undo: (() => void)[] = []
  const changed = new Set<() => void>()
  const navigated = new Set<() => void>()
  const opened = now()
  let routeOpened = opened
  let visitOpened = opened
  let lastActive = opened
  let address = ''
  let scrollPercent = 0
  let visits = 1
  let pageViews = 1
  let exitIntent = false
  let signedIn = false
  let remembers = false
  let attributes: Facts['attributes'] = {}
  let events: Facts['events'] = {}
  let quiet: number | undefined

  function listen(target: EventTarget, types: string, act: (event: Event) => void) {
    for (const type of types.split(' ')) {
      const options = { passive: true, capture: true }
      target.addEventListener(type, act, options)
      undo.push(() => target.removeEventListener(type, act, options))
    }
  }

  const tell = (listeners: ReadonlySet<() => void>) => {
    for (const listener of [...listeners]) listener()
  }

  /** Joins what happens at once into one announcement, behind the page's own work. */
  function announce() {
    quiet ??= win.setTimeout(() => {
      quiet = undefined
      measure()
      tell(changed)
    }, quietMs)
  }

  function measure() {
    const { scrollHeight, clientHeight } = doc.documentElement
    const room = scrollHeight - clientHeight
    const seen = room > 0 ? (100 * win.scrollY) / room : 100
    scrollPercent = Math.min(100, Math.max(scrollPercent, Math.round(seen)))
  }

  /** The address without its fragment, unless a router lives there: fragments carry secrets of sign-in pages. */
  function addressNow() {
    const { origin, pathname, search, hash } = win.location
    return origin + pathname + search + (/^#!?\//.test(hash) ? hash : '')
  }

  function checkAddress() {
    const next = addressNow()
    if (next === address) return
    address = next
    routeOpened = now()
    scrollPercent = 0
    exitIntent = false
    pageViews++
    saveVisit()
    announce()
    tell(navigated)
  }

  /** Routers call these and fire nothing; the page's own functions are put back at the end. */
  function watchHistory() {
    for (const name of ['pushState', 'replaceState'] as const) {
      const original = history[name]
      const watched: History['pushState'] = (...args) => {
        original.apply(history, args)
        win.setTimeout(checkAddress)
      }
      history[name] = watched
      undo.push(() => {
        // Somebody may have wrapped it after us: their chain must not be cut.
        if (history[name] === watched) history[name] = original
      })
    }
  }

  function active() {
    const time = now()
    if (time - lastActive > visitMs) {
      visits++
      visitOpened = time
      pageViews = 1
      saveVisit()
    }
    lastActive = time
  }

  /** `[visits, when the visit began, when it was last active, pages]` */
  function loadVisit() {
    try {
      const kept: readonly unknown[] = JSON.parse(win.localStorage.getItem(key) ?? '')
      const [count, began, last, pages] = kept.map(Number)
      const goes = opened - (last ?? 0) < visitMs
      visits = (count || 0) + (goes ? 0 : 1)
      if (goes) visitOpened = began || opened
      if (goes) pageViews += pages || 0
    } catch {
      // Nothing of ours is there, or storage is closed to the page, as in a sandboxed frame: this page begins a visit.
    }
  }

  function saveVisit() {
    if (!remembers) return
    try {
      win.localStorage.setItem(key, JSON.stringify([visits, visitOpened, lastActive, pageViews]))
    } catch {
      // As above: without storage a visit is one page.
    }
  }

  const device = (): Facts['device'] => {
    const shorter = Math.min(win.screen.width, win.screen.height)
    if (!win.matchMedia('(pointer: coarse)').matches) return 'desktop'
    return shorter < 600 ? 'phone' : 'tablet'
  }

  address = addressNow()
  watchHistory()
  listen(win, 'popstate hashchange', checkAddress)
  listen(win, 'scroll resize', announce)
  listen(win, 'pointerdown keydown scroll touchstart mousemove', active)
  listen(win, 'pagehide', saveVisit)
  listen(doc, 'visibilitychange', announce)
  listen(doc, 'mouseout', (event) => {
    // The pointer left through the top of the window, towards the address bar and the tabs.
    const { clientY, relatedTarget } = event as MouseEvent
    if (relatedTarget || clientY > 0 || exitIntent) return
    exitIntent = true
    announce()
  })
  announce()
  const second = win.setInterval(() => {
    if (changed.size && doc.visibilityState === 'visible') tell(changed)
  }, 1_000)

  return {
    read() {
      const time = now()
      const seconds = (from: number) => Math.floor((time - from) / 1_000)
      return {
        address,
        path: win.location.pathname,
        title: doc.title,
        referrer: doc.referrer,
        secondsOnPage: seconds(routeOpened),
        secondsOnSite: seconds(visitOpened),
        scrollPercent,
        visits,
        pageViews,
        idleSeconds: seconds(lastActive),
        exitIntent,
        language: win.navigator.language,
        device: device(),
        signedIn,
        attributes,
        events,
      }
    },
    onChange(listener) {
      changed.add(listener)
      return () => changed.delete(listener)
    },
    onNavigate(listener) {
      navigated.add(listener)
      return () => navigated.delete(listener)
    },
    setAttributes(next) {
      attributes = next
      announce()
    },
    setSignedIn(next) {
      signedIn = next
      announce()
    },
    count(name) {
      events = { ...events, [name]: (Object.hasOwn(events, name) ? (events[name] ?? 0) : 0) + 1 }
      announce()
    },
    remember() {
      if (remembers) return
      remembers = true
      loadVisit()
      saveVisit()
      announce()
    },
    forget() {
      remembers = false
      try {
        win.localStorage.removeItem(key)
      } catch {
        // Nothing could be kept there either.
      }
    },
    close() {
      for (const act of undo.splice(0)) act()
      win.clearTimeout(quiet)
      win.clearInterval(second)
      changed.clear()
      navigated.clear()
    },
  }
}
