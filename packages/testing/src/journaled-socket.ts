/**
 * The real Socket.IO client, wrapped so that everything said over it is written down: what was sent, what was
 * acknowledged, what came. It changes nothing of what passes.
 */
import type { Entry, Reply, Stored } from '@docent/protocol'
import { io } from 'socket.io-client'
import type { JournalLine } from './journal.ts'

/** The part of a socket that the engine uses. */
export interface EngineSocket {
  connect(): unknown
  disconnect(): unknown
  emit(event: string, payload: unknown, acknowledge: (reply: unknown) => void): unknown
  on(event: 'disconnect', listener: (reason: string) => void): unknown
  on(event: 'connect_error', listener: (error: Error) => void): unknown
  onAny(listener: (event: string, payload: unknown) => void): unknown
}

export interface JournaledSocketOptions {
  readonly url: string
  readonly namespace: string
  readonly site: string
  readonly headers: Readonly<Record<string, string>>
  readonly note: (line: JournalLine) => void
}

interface EngineSocketRequest {
  readonly auth: Readonly<Record<string, unknown>>
  readonly pollingFirst: boolean
}

/** The commands whose ack says that an entry was stored in the public log. */
const storing = new Set(['message:send', 'conversation:start'])

export function journaledSocketsOf({ url, namespace, site, headers, note }: JournaledSocketOptions) {
  return ({ auth, pollingFirst }: EngineSocketRequest): EngineSocket => {
    const socket = io(`${url}${namespace}`, {
      query: { site },
      auth,
      transports: pollingFirst ? ['polling', 'websocket'] : ['websocket', 'polling'],
      tryAllTransports: true,
      reconnection: false,
      forceNew: true,
      autoConnect: false,
      extraHeaders: { origin: url, ...headers },
    })
    const received = (entry: Pick<Entry, 'conversationId' | 'seq' | 'id'>) =>
      note({
        kind: 'received',
        conversationId: entry.conversationId,
        seq: entry.seq,
        id: entry.id,
        at: performance.now(),
      })
    socket.onAny((event: string, payload: unknown) => {
      if (event === 'entry:appended') received((payload as { entry: Entry }).entry)
    })
    return {
      connect: () => socket.connect(),
      disconnect: () => socket.disconnect(),
      on: (event: 'disconnect' | 'connect_error', listener: (reason: never) => void) =>
        socket.on(event, listener as (reason: unknown) => void),
      onAny: (listener) => socket.onAny(listener),
      emit(event, payload, acknowledge) {
        const { cmid = '', conversationId = '' } = payload as { cmid?: string; conversationId?: string }
        const stores = storing.has(event)
        if (stores) note({ kind: 'sent', cmid, conversationId, at: performance.now() })
        socket.emit(event, payload, (reply: Reply<Stored & { entries?: readonly Entry[] }>) => {
          const at = performance.now()
          if (stores && reply.ok) note({ kind: 'acked', cmid, conversationId, ...ackOf(reply.data), at })
          if (stores && !reply.ok) note({ kind: 'refused', cmid, code: reply.error.code, at })
          if (reply.ok) for (const entry of reply.data.entries ?? []) if ('seq' in entry) received(entry)
          acknowledge(reply)
        })
      },
    }
  }
}

const ackOf = ({ seq, id, duplicate }: Stored) => ({ seq, id, duplicate })
