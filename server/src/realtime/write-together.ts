/**
 * What a connection is told in one turn of the event loop leaves in one system call: after a group commit an agent hears
 * of many messages at once, and a call for each would cost more than all the rest of their way.
 */
import type { IncomingMessage } from 'node:http'
import type { Server } from 'socket.io'

/** Of an Engine.IO socket, what is needed: it says `flush` right before it hands frames to its transport. */
interface Connection {
  readonly request: IncomingMessage
  readonly transport: { readonly name: string }
  on(event: 'flush', listener: () => void): unknown
}

export function writeTogether(engine: Server['engine']): void {
  engine.on('connection', (connection: Connection) => {
    // A connection that begins with long-polling has another TCP socket once it is upgraded: it is left as it is.
    if (connection.transport.name !== 'websocket') return
    const { socket } = connection.request
    let isCorked = false
    connection.on('flush', () => {
      if (isCorked) return
      isCorked = true
      socket.cork()
      process.nextTick(() => {
        isCorked = false
        socket.uncork()
      })
    })
  })
}
