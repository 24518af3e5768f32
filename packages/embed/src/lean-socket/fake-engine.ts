/** An Engine.IO connection with the other end in a test's hand. */
import type { EngineConnection, EngineEvents } from './engine.ts'

export interface FakeEngine {
  open(heard: EngineEvents): EngineConnection
  /** What happens at the other end. */
  readonly fire: EngineEvents
  readonly sent: string[]
  isClosed(): boolean
}

export function createFakeEngine(): FakeEngine {
  const sent: string[] = []
  let closed = false
  let heard: EngineEvents | null = null
  return {
    sent,
    isClosed: () => closed,
    open(listener) {
      heard = listener
      return {
        send: (text) => sent.push(text),
        close() {
          closed = true
        },
      }
    },
    fire: {
      opened: () => heard?.opened(),
      message: (text) => heard?.message(text),
      ended: (why) => heard?.ended(why),
    },
  }
}
