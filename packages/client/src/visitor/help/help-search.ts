/**
 * Search as you type: from the index in this browser at once where there is one, and by the relay as soon as the typing pauses,
 * which shows the words around a hit [HLP8]. Out of reach, what this browser has is searched.
 */
import type { SearchResult } from '@docent/protocol/article'
import type { articleLimits } from '@docent/protocol/limits'
import { signal } from '@preact/signals-core'
import type { Clock } from '../../outside.ts'
import type { Found, HelpSearch } from './visitor-help.ts'

export interface HelpSearchOptions {
  readonly clock: Clock
  /** What the index in this browser finds; null where there is none. */
  readonly here: (query: string) => readonly SearchResult[] | null
  /** Rejects where the relay is out of reach. */
  readonly relay: (query: string, stop: AbortSignal) => Promise<readonly SearchResult[]>
  /** What was read before, searched without the relay; null where even that cannot be. */
  readonly kept: (query: string) => Promise<readonly SearchResult[] | null>
  /** The visitor rested on this query. */
  readonly onRest: (query: string, results: number) => void
}

const queryLength: (typeof articleLimits)['queryLength'] = 200
/** A quick typist's letters are not asked for one by one; with an index at hand the relay need not hurry. */
const pauseMs = { alone: 120, behindIndex: 400 } as const
/** From here on it is a question, and not a word on its way. */
const restMs = 1_000

export function createHelpSearch(options: HelpSearchOptions): HelpSearch {
  const { clock, here, relay, kept } = options
  const query = signal('')
  const found = signal<Found>({ state: 'nothing' })
  let stop = new AbortController()
  let undoPause = (): unknown => undefined
  let undoRest = (): unknown => undefined
  let told = ''

  function show(results: readonly SearchResult[], asked: string, fromKept: boolean): void {
    found.value = { state: 'found', query: asked, results, kept: fromKept }
    undoRest()
    undoRest = clock.after(restMs, settle)
  }

  function settle(): void {
    const shown = found.peek()
    if (shown.state !== 'found' || shown.query === told) return
    told = shown.query
    options.onRest(shown.query, shown.results.length)
  }

  async function askRelay(asked: string, signal: AbortSignal): Promise<void> {
    try {
      const results = await relay(asked, signal)
      if (!signal.aborted) show(results, asked, false)
    } catch {
      if (signal.aborted) return
      const results = here(asked) ?? (await kept(asked).catch(() => null))
      if (signal.aborted) return
      if (results) show(results, asked, true)
      else found.value = { state: 'failed', query: asked }
    }
  }

  function begin(asked: string): void {
    stop.abort()
    stop = new AbortController()
    undoPause()
    undoRest()
    if (!asked) {
      found.value = { state: 'nothing' }
      return
    }
    const { signal } = stop
    const first = here(asked)
    if (first) show(first, asked, false)
    // What was found stays on screen until there is something else to show: a list that comes and goes cannot be read.
    else if (found.peek().state !== 'found') found.value = { state: 'searching', query: asked }
    undoPause = clock.after(first ? pauseMs.behindIndex : pauseMs.alone, () => askRelay(asked, signal))
  }

  const asked = (): string => query.peek().trim().slice(0, queryLength).toWellFormed()

  return {
    query,
    found,
    ask(next) {
      const before = asked()
      query.value = next
      if (asked() !== before) begin(asked())
    },
    again: () => begin(asked()),
    settle,
    close() {
      stop.abort()
      undoPause()
      undoRest()
    },
  }
}
