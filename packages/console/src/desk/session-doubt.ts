/**
 * What the desk does when the relay says that the session is over: asks whether this browser has a fresh one, as after a
 * changed password [IDN7], and then connects anew. Knows neither how that is asked nor what stands at the door.
 */
import type { ConnectionStatus } from '@docent/client/agent/types'
import { effect, type ReadonlySignal, signal } from '@preact/signals'

export interface SessionDoubt {
  /** True while it is asked. */
  readonly pending: ReadonlySignal<boolean>
  /** To be called when a verb was answered with `unauthenticated`. */
  raise(): void
  close(): void
}

export function createSessionDoubt(options: {
  connection: { readonly status: ReadonlySignal<ConnectionStatus>; retryNow(): void }
  stillHolds: () => Promise<boolean>
}): SessionDoubt {
  const { status, retryNow } = options.connection
  const pending = signal(false)
  /** A session that holds and is refused all the same is asked about once, or the desk would ask for ever. */
  let worthAnother = true

  const ask = async (): Promise<void> => {
    if (pending.peek()) return
    pending.value = true
    const holds = await options.stillHolds()
    if (holds) retryNow()
    pending.value = false
  }
  const stop = effect(() => {
    const now = status.value
    if (now.state === 'open') worthAnother = true
    if (now.state !== 'refused' || now.code !== 'unauthenticated' || !worthAnother) return
    worthAnother = false
    void ask()
  })
  return { pending, raise: () => void ask(), close: stop }
}
