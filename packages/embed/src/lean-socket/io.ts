/**
 * What stands in for `socket.io-client` in the widget's build: the same `io`, as far as `client/browser.ts` calls it,
 * for a third of the bytes. Everybody else (console, programs in Node, tests) uses the stock client.
 */
import { Socket as EngineSocket, type SocketOptions } from 'engine.io-client'
import { createSocket } from './socket.ts'

/** The options of the stock client that are honoured; its manager's are none of ours, since it never reconnects by itself. */
export interface IoOptions extends Partial<SocketOptions> {
  readonly path: string
  readonly auth: Readonly<Record<string, unknown>>
}

/** @param address the relay's origin with the namespace as its path, such as `https://chat.example/visitor` */
export function io(address: string, { auth, ...options }: IoOptions) {
  const { origin, pathname } = new URL(address)
  return createSocket({
    namespace: pathname,
    auth,
    open: () => new EngineSocket(origin, options),
    onOffline(listener) {
      addEventListener('offline', listener)
      return () => removeEventListener('offline', listener)
    },
  })
}
