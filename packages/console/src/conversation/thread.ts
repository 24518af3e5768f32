/**
 * The lines of a conversation as they are laid out: days, groups of one author, notes, and runs of small events.
 * Pure: knows neither words nor the clock, only order and nearness.
 */
import type { DeskLine, PendingMessage } from '@docent/client/agent/types'
import type { Author, Entry, InternalEntry, Part, ShownEntry } from '@docent/protocol'

/** Messages of one author within this time share a face and a time. */
const groupWithin = 5 * 60_000
/** Lines of a log that are measured and drawn together; see `thread-window.ts`. */
const chunkLength = 40

export type SendState = 'queued' | 'sending' | 'sent' | 'read' | 'failed'

export interface Bubble {
  readonly key: string
  readonly seq: number | null
  readonly at: number
  readonly parts: readonly Part[]
  readonly mark: 'edited' | 'deleted' | null
  /** Null for what the visitor wrote. */
  readonly state: SendState | null
  readonly pending: PendingMessage | null
}

export type ThreadEvent =
  | { readonly log: 'public'; readonly entry: Entry }
  | { readonly log: 'internal'; readonly entry: InternalEntry }

export type ThreadItem = { readonly key: string; readonly chunk: number } & (
  | { readonly kind: 'day'; readonly at: number }
  | { readonly kind: 'unread' }
  | {
      readonly kind: 'messages'
      readonly side: 'visitor' | 'ours'
      readonly author: Author
      readonly at: number
      readonly bubbles: readonly Bubble[]
    }
  | {
      readonly kind: 'note'
      readonly author: Author
      readonly at: number
      readonly parts: readonly Part[]
      readonly state: SendState
      readonly pending: PendingMessage | null
    }
  | { readonly kind: 'events'; readonly events: readonly ThreadEvent[] }
)

export interface ThreadOptions {
  readonly me: Author
  readonly visitorReadSeq: number
  /** Messages of the visitor behind this seq are new to the agent; null where nothing is. */
  readonly newAfterSeq: number | null
  /** Whether two moments lie on the same day, where the reader is. */
  readonly sameDay: (one: number, other: number) => boolean
}

export function threadOf(lines: readonly DeskLine[], options: ThreadOptions): readonly ThreadItem[] {
  const thread = createThread(options)
  for (const line of lines) {
    if (line.log === 'pending') thread.addPending(line.message, line.note)
    else if (line.log === 'internal') thread.addInternal(line.entry)
    else thread.addPublic(line.entry)
  }
  return thread.items
}

function createThread(options: ThreadOptions) {
  const items: ThreadItem[] = []
  let lastAt: number | null = null
  let newShown = options.newAfterSeq === null
  let chunk = 0

  const startDay = (at: number): void => {
    if (lastAt === null || !options.sameDay(lastAt, at))
      items.push({ kind: 'day', key: `day-${at}`, chunk, at })
    lastAt = at
  }
  const addBubble = (author: Author, bubble: Bubble): void => {
    startDay(bubble.at)
    const before = items.at(-1)
    if (before?.kind === 'messages' && continues(before, author, bubble.at)) {
      items[items.length - 1] = { ...before, bubbles: [...before.bubbles, bubble] }
      return
    }
    const side = author.kind === 'visitor' ? 'visitor' : 'ours'
    items.push({ kind: 'messages', key: bubble.key, chunk, side, author, at: bubble.at, bubbles: [bubble] })
  }
  const addEvent = (event: ThreadEvent): void => {
    startDay(event.entry.at)
    const before = items.at(-1)
    if (before?.kind === 'events' && before.events.length < chunkLength)
      items[items.length - 1] = { ...before, events: joinEvent(before.events, event) }
    else items.push({ kind: 'events', key: event.entry.id, chunk, events: [event] })
  }

  return {
    items,
    addPublic: (entry: ShownEntry): void => {
      chunk = Math.floor(entry.seq / chunkLength)
      if (entry.kind === 'edited' || entry.kind === 'deleted') return
      if (entry.kind !== 'message') {
        addEvent({ log: 'public', entry })
        return
      }
      const byVisitor = entry.author.kind === 'visitor'
      if (!newShown && byVisitor && entry.seq > (options.newAfterSeq ?? 0)) {
        newShown = true
        startDay(entry.at)
        items.push({ kind: 'unread', key: 'unread', chunk })
      }
      addBubble(entry.author, {
        key: entry.cmid ?? entry.id,
        seq: entry.seq,
        at: entry.at,
        parts: entry.parts,
        mark: entry.deleted ? 'deleted' : entry.edited ? 'edited' : null,
        state: byVisitor ? null : entry.seq <= options.visitorReadSeq ? 'read' : 'sent',
        pending: null,
      })
    },
    addInternal: (entry: InternalEntry): void => {
      chunk = Math.floor(entry.afterSeq / chunkLength)
      if (entry.kind !== 'note') {
        addEvent({ log: 'internal', entry })
        return
      }
      startDay(entry.at)
      const { author, at, parts } = entry
      const key = entry.cmid ?? entry.id
      items.push({ kind: 'note', key, chunk, author, at, parts, state: 'sent', pending: null })
    },
    addPending: (message: PendingMessage, note: boolean): void => {
      const { cmid: key, writtenAt: at, parts } = message
      const shown = { at, parts, state: message.state.kind, pending: message }
      if (!note) {
        addBubble(options.me, { ...shown, key, seq: null, mark: null })
        return
      }
      startDay(at)
      items.push({ ...shown, kind: 'note', key, chunk, author: options.me })
    },
  }
}

const continues = (group: Extract<ThreadItem, { kind: 'messages' }>, author: Author, at: number): boolean =>
  sameAuthor(group.author, author) &&
  group.bubbles.length < chunkLength &&
  at - (group.bubbles.at(-1)?.at ?? 0) <= groupWithin

const sameAuthor = (one: Author, other: Author): boolean => one.kind === other.kind && one.id === other.id

/**
 * Some changes are written into both logs, or in two steps, since the visitor may see only one of them.
 * The desk says each of them once: what tells more stays.
 */
function joinEvent(events: readonly ThreadEvent[], next: ThreadEvent): readonly ThreadEvent[] {
  const before = events.at(-1)
  if (before && tellsTheSame(before, next)) return events
  if (before && replaces(next, before)) return [...events.slice(0, -1), next]
  return [...events, next]
}

const tellsTheSame = (one: ThreadEvent, other: ThreadEvent): boolean => {
  const { kind } = other.entry
  if (kind === 'resolved' || kind === 'reopened') return one.entry.kind === kind && one.log !== other.log
  return kind === 'joined' && one.entry.kind === 'assigned' && one.entry.agentId === other.entry.author.id
}

const replaces = (next: ThreadEvent, before: ThreadEvent): boolean =>
  next.entry.kind === 'assigned' &&
  ((before.entry.kind === 'accepted' && before.entry.agentId === next.entry.agentId) ||
    (before.entry.kind === 'joined' && before.entry.author.id === next.entry.agentId))

/** The key of the last bubble or note that is ours: its state stands below it in words. */
export function lastOwnKey(items: readonly ThreadItem[]): string | null {
  for (let index = items.length - 1; index >= 0; index -= 1) {
    const item = items[index]
    if (item?.kind === 'messages' && item.side === 'ours') return item.bubbles.at(-1)?.key ?? null
    if (item?.kind === 'messages') return null
  }
  return null
}

export interface Chunk {
  readonly id: number
  readonly items: readonly ThreadItem[]
}

/** Items by their chunk. A chunk is told by `seq`, so older history in front changes none of those behind. */
export function chunksOf(items: readonly ThreadItem[]): readonly Chunk[] {
  const chunks: { id: number; items: ThreadItem[] }[] = []
  for (const item of items) {
    const last = chunks.at(-1)
    if (last && last.id === item.chunk) last.items.push(item)
    else chunks.push({ id: item.chunk, items: [item] })
  }
  return chunks
}
