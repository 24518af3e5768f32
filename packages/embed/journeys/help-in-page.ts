/** Help measured inside of the page: nothing of the test's own ways to and fro is in it. Runs in the browser alone. */

export interface HelpWatch {
  /** Milliseconds of each task of more than 50, and when it began. */
  readonly tasks: readonly { readonly at: number; readonly ms: number }[]
  /** From a key to the frame after the one that shows what it changed, key by key. */
  readonly keys: readonly number[]
}

declare global {
  interface Window {
    helpWatch: HelpWatch
  }
}

/** To be run before anything of the page. */
export function watchHelp(): void {
  const tasks: { at: number; ms: number }[] = []
  const keys: number[] = []
  window.helpWatch = { tasks, keys }
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) tasks.push({ at: startTime, ms: duration })
  }).observe({ type: 'longtask', buffered: true })

  /** Its text says which options there are. */
  const listed = (): string => {
    const host = document.querySelector('docent-messenger')
    return host?.shadowRoot?.querySelector('[role=listbox]')?.textContent ?? ''
  }
  document.addEventListener(
    'keydown',
    ({ timeStamp }) => {
      const before = listed()
      let frames = 0
      const look = (): void => {
        frames += 1
        // The index answers with the key itself: after two frames without another list, it is the same list.
        if (listed() === before && frames < 2) requestAnimationFrame(look)
        else requestAnimationFrame((shown) => keys.push(Math.max(performance.now(), shown) - timeStamp))
      }
      requestAnimationFrame(look)
    },
    { capture: true },
  )
}

export interface IndexTimes {
  /** From the bytes to an index that answers. */
  readonly openings: readonly number[]
  readonly queries: readonly number[]
}

interface NamedIndex {
  readonly address: string
  readonly synonyms: readonly []
}
interface InBrowserChunk {
  startInBrowser(options: object): {
    open(index: NamedIndex): void
    find(index: NamedIndex, query: string, limit: number): readonly unknown[] | null
  }
}

/** Opens the index by the widget's own code as its site serves it, some times anew, and asks it. */
export async function timeIndex(given: {
  readonly chunk: string
  readonly index: string
  readonly times: number
  readonly queries: readonly string[]
}): Promise<IndexTimes> {
  const { startInBrowser }: InBrowserChunk = await import(given.chunk)
  const bytes = new Uint8Array(await (await fetch(given.index, { credentials: 'omit' })).arrayBuffer())
  const start = () =>
    startInBrowser({
      ground: { site: 'measured', storage: { get: async () => undefined, set: async () => undefined } },
      door: { bytes: async () => bytes },
      kept: { all: async () => [] },
      view: window,
      ref: (id: string) => ({ id }),
    })
  const named = { address: given.index, synonyms: [] } as const
  const idle = () => new Promise<void>((resolve) => requestIdleCallback(() => resolve()))
  let inBrowser = start()
  const openings: number[] = []
  while (openings.length < given.times) {
    await idle()
    const from = performance.now()
    performance.mark('index opens')
    inBrowser = start()
    inBrowser.open(named)
    while (inBrowser.find(named, '', 1) === null) {
      if (performance.now() - from > 20_000) throw new Error('the index does not open')
      await idle()
    }
    performance.mark('index is open')
    openings.push(performance.now() - from)
  }
  const queries: number[] = []
  for (const query of given.queries) {
    await idle()
    const asked = performance.now()
    inBrowser.find(named, query, 10)
    queries.push(performance.now() - asked)
  }
  return { openings, queries }
}
