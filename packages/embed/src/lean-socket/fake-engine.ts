/** The few verbs of an Engine.IO connection that a Socket.IO socket needs, with the other end in a test's hand. */
import type { EngineConnection } from './socket.ts'

export interface FakeEngine extends EngineConnection {
  readonly sent: string[]
  isClosed(): boolean
  /** Something happens at the other end. */
  fire(event: 'open' | 'message' | 'error' | 'close', payload?: unknown): void
}

export function createFakeEngine(): FakeEngine {
  const listeners = new Map<string, ((payload: never) => void)[]>()
  const sent: string[] = []
  let closed = false
  return {
    sent,
    isClosed: () => closed,
    on(event: string, listener: (payload: never) => void) {
      listeners.set(event, [...(listeners.get(event) ?? []), listener])
    },
    send: (data) => sent.push(data),
    close() {
      closed = true
    },
    fire(event, payload) {
      for (const listener of listeners.get(event) ?? []) (listener as (payload: unknown) => void)(payload)
    },
  }
}
