/**
 * The real Socket.IO client, wrapped so that everything said over it is written down: what was sent, what was
 * acknowledged, what came. It changes nothing of what passes.
 */
import { socketOpener } from '@docent/client/browser'
import type { Entry, Reply, Stored } from '@docent/protocol'
import type { JournalLine } from './journal.ts'

export interface JournaledSocketOptions {
  readonly url: string
  readonly namespace: '/visitor' | '/agent'
  readonly site: string
  readonly headers: Readonly<Record<string, string>>
  readonly note: (line: JournalLine) => void
}

type EngineSocket = ReturnType<ReturnType<typeof socketOpener>>

/** The commands whose ack says that an entry was stored in the public log. */
const storing = new Set(['message:send', 'conversation:start'])

export function journaledSocketsOf({ url, namespace, site, headers, note }: JournaledSocketOptions) {
  const openSocket = socketOpener({
    url,
    namespace,
    site,
    socketOptions: { extraHeaders: { origin: url, ...headers } },
  })
  return (request: Parameters<typeof openSocket>[0]): EngineSocket => {
    const socket = openSocket(request)
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
    const send = socket.emit.bind(socket)
    socket.emit = (event, payload, acknowledge) => {
      const { cmid = '', conversationId = '' } = payload as { cmid?: string; conversationId?: string }
      const stores = storing.has(event)
      if (stores) note({ kind: 'sent', cmid, conversationId, at: performance.now() })
      return send(event, payload, (answer) => {
        const reply = answer as Reply<Stored & { entries?: readonly Entry[] }>
        const at = performance.now()
        if (stores && reply.ok) note({ kind: 'acked', cmid, conversationId, ...ackOf(reply.data), at })
        if (stores && !reply.ok) note({ kind: 'refused', cmid, code: reply.error.code, at })
        if (reply.ok) for (const entry of reply.data.entries ?? []) if ('seq' in entry) received(entry)
        acknowledge(answer)
      })
    }
    return socket
  }
}

const ackOf = ({ seq, id, duplicate }: Stored) => ({ seq, id, duplicate })
