/** Asks the relay what a query finds, once the writer rests; the hits before stay until the new ones are there. */
import type { SearchResult } from '@docent/protocol'
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Desk } from '../../desk/desk.ts'

const restMs = 120

export interface Found {
  readonly state: 'searching' | 'ready' | 'failed'
  readonly results: readonly SearchResult[]
}

export function useFound(desk: Desk, query: string, locale: string): Found {
  const found = useSignal<Found>({ state: 'searching', results: [] })
  useEffect(() => {
    if (query.trim() === '') {
      found.value = { state: 'ready', results: [] }
      return
    }
    let over = false
    found.value = { ...found.peek(), state: 'searching' }
    const cancel = desk.later(restMs, () => {
      void desk.client.help
        .find(query, locale)
        .catch(() => null)
        .then((reply) => {
          if (over) return
          found.value = reply?.ok
            ? { state: 'ready', results: reply.data.results }
            : { state: 'failed', results: [] }
        })
    })
    return () => {
      over = true
      cancel()
    }
  }, [desk, query, locale])
  return found.value
}
