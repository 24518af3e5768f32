/** The conversations behind the fake client: both logs, what waits to be sent, who is typing. */
import type {
  ConnectionStatus,
  DeskConversation,
  DeskLine,
  InboxItem,
  PendingMessage,
} from '@docent/client/agent/types'
import type { Entry, Failure, InternalBody, InternalEntry, WrittenPart } from '@docent/protocol'
import { type ReadonlySignal, type Signal, signal } from '@preact/signals'
import { agentAuthor, me, seededCard, seededEntries, seededInternal, text } from './seeded-conversations.ts'

export interface FakeLogs {
  open(id: string): ReadonlySignal<DeskConversation>
  loadOlder(id: string): Promise<void>
  send(id: string, parts: readonly WrittenPart[], note: boolean): Promise<void>
  retry(cmid: string): Promise<void>
  discard(cmid: string): Promise<void>
  markRead(id: string, seq: number): void
  visitorWrites(id: string, words: string): void
  visitorTypes(id: string, typing: boolean): void
  visitorReads(id: string): void
  happened(id: string, body: InternalBody): void
  failNext(failure: Failure): void
  flush(): void
}

interface Pending {
  readonly message: PendingMessage
  readonly note: boolean
}

interface FakeLog {
  readonly view: Signal<DeskConversation>
  entries: readonly Entry[]
  internal: readonly InternalEntry[]
  pending: readonly Pending[]
  /** The first public seq that is loaded. */
  from: number
}

export function createFakeLogs(options: {
  now: () => number
  rowOf: (id: string) => InboxItem | null
  changeRow: (id: string, change: Partial<InboxItem>) => void
  schedule: (ms: number, run: () => void) => void
  latencyMs: number
  status: ReadonlySignal<ConnectionStatus>
  bigEntries: number
  /** How many of the last entries are there at first; older ones come page by page. */
  loadedEntries: number
}): FakeLogs {
  const { now, rowOf, changeRow, schedule, latencyMs } = options
  const logs = new Map<string, FakeLog>()
  let failure: Failure | null = null
  let sent = 0

  const logOf = (id: string): FakeLog => {
    const known = logs.get(id)
    if (known) return known
    const row = rowOf(id)
    const entries = row ? seededEntries(row) : []
    const card = row ? seededCard(row) : null
    const made: FakeLog = {
      entries,
      internal: row ? seededInternal(row) : [],
      pending: [],
      from: Math.max(1, entries.length - options.loadedEntries + 1),
      view: signal<DeskConversation>({
        id,
        lines: [],
        hasOlder: false,
        loading: 'nothing',
        typing: [],
        visitorReadSeq: entries.length - 1,
        readSeq: row?.unread ? Math.max(0, entries.length - 2) : entries.length,
        visitorConnected: card?.connected ?? false,
        page: card?.page ?? null,
      }),
    }
    logs.set(id, made)
    show(made)
    return made
  }
  const show = (log: FakeLog, change: Partial<DeskConversation> = {}): void => {
    log.view.value = { ...log.view.peek(), ...change, lines: linesOf(log), hasOlder: log.from > 1 }
  }
  const append = (id: string, log: FakeLog, entry: Entry): void => {
    log.entries = [...log.entries, entry]
    changeRow(id, {
      headSeq: entry.seq,
      headId: entry.id,
      lastAt: entry.at,
      lastAuthorKind: entry.author.kind,
    })
  }
  const acknowledge = (id: string, cmid: string): void => {
    const log = logOf(id)
    const waiting = log.pending.find((one) => one.message.cmid === cmid)
    if (!waiting) return
    if (failure) {
      const { code, message } = failure
      failure = null
      setState(log, cmid, { kind: 'failed', code, message })
      return
    }
    log.pending = log.pending.filter((one) => one !== waiting)
    const shared = { conversationId: id, at: now(), author: agentAuthor(me.id), cmid }
    if (waiting.note) {
      const iseq = log.internal.length + 1
      const note = { id: `${id}-i${iseq}`, iseq, afterSeq: log.entries.length, teamId: null, inHours: true }
      log.internal = [...log.internal, { ...shared, ...note, kind: 'note', parts: waiting.message.parts }]
    } else {
      const seq = log.entries.length + 1
      const place = { id: `${id}-p${seq}`, seq, via: 'console' as const }
      append(id, log, { ...shared, ...place, kind: 'message', parts: waiting.message.parts })
      changeRow(id, { waitingSince: null, preview: waiting.message.parts[0]?.text ?? '' })
    }
    changeRow(id, { hasPending: log.pending.length > 0 })
    show(log)
  }
  const setState = (log: FakeLog, cmid: string, state: PendingMessage['state']): void => {
    log.pending = log.pending.map((one) =>
      one.message.cmid === cmid ? { ...one, message: { ...one.message, state } } : one,
    )
    show(log)
  }
  const dispatch = (log: FakeLog, id: string, cmid: string): void => {
    if (options.status.peek().state !== 'open') return
    setState(log, cmid, { kind: 'sending' })
    schedule(latencyMs, () => acknowledge(id, cmid))
  }
  const holding = (cmid: string): [string, FakeLog] | null =>
    [...logs].find(([, log]) => log.pending.some((one) => one.message.cmid === cmid)) ?? null

  return {
    open: (id) => logOf(id).view,
    loadOlder: async (id) => {
      const log = logOf(id)
      show(log, { loading: 'older' })
      await new Promise<void>((resolve) => schedule(latencyMs, resolve))
      log.from = Math.max(1, log.from - 50)
      show(log, { loading: 'nothing' })
    },
    send: async (id, parts, note) => {
      sent += 1
      const log = logOf(id)
      const cmid = `sent-${sent}`
      const message: PendingMessage = {
        cmid,
        conversationId: id,
        parts,
        writtenAt: now(),
        state: { kind: 'queued' },
      }
      log.pending = [...log.pending, { message, note }]
      show(log)
      dispatch(log, id, cmid)
    },
    retry: async (cmid) => {
      const held = holding(cmid)
      if (held) dispatch(held[1], held[0], cmid)
    },
    discard: async (cmid) => {
      const held = holding(cmid)
      if (!held) return
      held[1].pending = held[1].pending.filter((one) => one.message.cmid !== cmid)
      show(held[1])
    },
    markRead: (id, seq) => show(logOf(id), { readSeq: seq }),
    visitorWrites: (id, words) => {
      const log = logOf(id)
      const row = rowOf(id)
      const seq = log.entries.length + 1
      append(id, log, {
        id: `${id}-p${seq}`,
        conversationId: id,
        seq,
        at: now(),
        cmid: null,
        author: { kind: 'visitor', id: row?.visitor.id ?? null, name: row?.visitor.name ?? '' },
        via: 'widget',
        kind: 'message',
        parts: text(words),
      })
      changeRow(id, { preview: words, unread: true, waitingSince: row?.waitingSince ?? now() })
      show(log, { typing: [] })
    },
    visitorTypes: (id, typing) => {
      const row = rowOf(id)
      const author = { kind: 'visitor', id: row?.visitor.id ?? null, name: row?.visitor.name ?? '' } as const
      show(logOf(id), { typing: typing ? [author] : [] })
    },
    visitorReads: (id) => {
      const log = logOf(id)
      show(log, { visitorReadSeq: log.entries.length })
    },
    happened: (id, body) => {
      const log = logOf(id)
      const iseq = log.internal.length + 1
      const entry: InternalEntry = {
        id: `${id}-i${iseq}`,
        conversationId: id,
        iseq,
        afterSeq: log.entries.length,
        at: now(),
        author: agentAuthor(me.id),
        cmid: null,
        teamId: null,
        inHours: true,
        ...body,
      }
      log.internal = [...log.internal, entry]
      show(log)
    },
    failNext: (next) => {
      failure = next
    },
    flush: () => {
      for (const [id, log] of logs)
        for (const { message } of log.pending)
          if (message.state.kind === 'queued') dispatch(log, id, message.cmid)
    },
  }
}

/** Both logs in the order of [MSG2], then what waits to be sent. */
function linesOf(log: FakeLog): readonly DeskLine[] {
  const lines: DeskLine[] = []
  let next = 0
  const noteUpTo = (seq: number): void => {
    for (let entry = log.internal[next]; entry && entry.afterSeq <= seq; entry = log.internal[next]) {
      lines.push({ log: 'internal', entry })
      next += 1
    }
  }
  noteUpTo(log.from - 1)
  for (const entry of log.entries.slice(log.from - 1)) {
    lines.push({ log: 'public', entry })
    noteUpTo(entry.seq)
  }
  noteUpTo(Number.POSITIVE_INFINITY)
  for (const { message, note } of log.pending) lines.push({ log: 'pending', message, note })
  return lines
}
