/** The ground of an engine without socket and storage: for a client in memory that rooms are to stand on. */

import { createMemoryStorage } from '@docent/client/storage'
import type { Ground } from '@docent/client/visitor'
import { signal } from '@preact/signals-core'

type Pushed = Parameters<Ground['connection']['on']>

export interface FakeGround extends Ground {
  /** What the relay says. */
  push(event: Pushed[0], payload: unknown): void
}

const nothing = (): void => {}

export function createFakeGround(): FakeGround {
  const listeners = new Map<string, Set<(payload: never) => void>>()
  return {
    site: 'demo',
    connection: {
      status: signal({ state: 'open' }),
      isOpen: () => true,
      request: async () => ({ ok: false, error: { code: 'unavailable', message: '', retryable: true } }),
      on(event, listener) {
        const all = listeners.get(event) ?? new Set()
        listeners.set(event, all.add(listener as (payload: never) => void))
        return () => all.delete(listener as (payload: never) => void)
      },
      onWake: () => nothing,
    },
    storage: createMemoryStorage(),
    tabs: {
      claim: () => nothing,
      whenFree: (_name, act) => {
        void act()
        return nothing
      },
      tell: nothing,
      onTold: () => nothing,
      close: nothing,
    },
    page: { onWake: () => nothing, onLeave: () => nothing },
    clock: { now: () => Date.now(), after: () => nothing },
    random: () => 0,
    ids: () => crypto.randomUUID(),
    warn: nothing,
    prefix: signal('demo/visitor'),
    readies: signal(1),
    waiting: signal([]),
    post: async () => {},
    onRun: () => nothing,
    onCount: () => nothing,
    push(event, payload) {
      for (const listener of [...(listeners.get(event) ?? [])]) listener(payload as never)
    },
  }
}
