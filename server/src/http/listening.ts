/** The HTTP server's port: taking it, and saying which one it is. */
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** @throws the system's error where the port cannot be had */
export function listen(server: Server, { port, host }: { port: number; host: string }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
}

/** With port 0 the system chooses one; before the server listens, it is the one that was asked for. */
export function portOf(server: Server, configured: number): number {
  const address = server.address() as AddressInfo | null
  return address?.port ?? configured
}
