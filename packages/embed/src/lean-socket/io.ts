/**
 * What stands in for `socket.io-client` in the widget's build: the same `io`, as far as `client/browser.ts` calls it,
 * for a sixth of the bytes. Everybody else (console, programs in Node, tests) uses the stock client.
 */
import { systemClock } from '@docent/client/browser'
import { openEngine, type TransportName } from './engine.ts'
import { createSocket } from './socket.ts'

/** The options of the stock client that are honoured; its manager's are none of ours, since it never reconnects by itself. */
export interface IoOptions {
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly auth: Readonly<Record<string, unknown>>
  readonly transports: readonly TransportName[]
}

/** @param address the relay's origin with the namespace as its path, such as `https://chat.example/visitor` */
export function io(address: string, { path, query, auth, transports }: IoOptions) {
  return createSocket({
    namespace: new URL(address).pathname,
    auth,
    open: (heard) =>
      openEngine({
        address: new URL(`${path}?${new URLSearchParams(query)}`, address),
        transports,
        heard,
        openWebSocket: (to) => new WebSocket(to),
        fetch,
        after: systemClock.after,
      }),
    onOffline(listener) {
      addEventListener('offline', listener)
      return () => removeEventListener('offline', listener)
    },
  })
}
