/**
 * How a conversation is laid out: days, groups of one author, lines about what happened, what waits to be sent.
 * Pure; knows nothing of how any of it is drawn, and serves the visitor's side as the agent's.
 */
import type { PendingMessage } from '@docent/client/visitor/types'
import type { Author, Part, ShownEntry, WrittenPart } from '@docent/protocol'

export type MessageState =
  | { readonly kind: 'received' | 'queued' | 'sending' | 'sent' | 'read' }
  | { readonly kind: 'failed'; readonly code: string; readonly message: string }

export interface ThreadMessage {
  /** The same before and after the acknowledgement, so that a bubble stays the same element. */
  readonly key: string
  readonly parts: readonly (Part | WrittenPart)[]
  readonly at: number
  readonly state: MessageState
  readonly edited: boolean
  readonly deleted: boolean
  /** Set while the relay has not acknowledged it. */
  readonly cmid: string | null
}

export interface ThreadGroup {
  readonly kind: 'group'
  readonly key: string
  readonly own: boolean
  readonly author: Author
  /** When its last message was written. */
  readonly at: number
  readonly messages: readonly ThreadMessage[]
}

export type ThreadItem =
  | ThreadGroup
  | { readonly kind: 'day'; readonly key: string; readonly at: number }
  | { readonly kind: 'unread'; readonly key: 'unread' }
  | { readonly kind: 'line'; readonly key: string; readonly entry: ShownEntry }

export interface ThreadOptions {
  /** The reader, whose side's messages stand at the end of the line. */
  readonly self: Author
  /** The furthest that the other side has read. */
  readonly othersReadSeq: number
  /** The first message of others after this seq is preceded by the divider; null shows none. */
  readonly unreadAfter: number | null
  /** Calendar days between two moments where the reader is. */
  readonly daysBetween: (earlier: number, later: number) => number
}

/** Messages of one author within this time share one face and one time stamp. */
const groupWindow = 5 * 60_000

export function layOut(
  entries: readonly ShownEntry[],
  pending: readonly PendingMessage[],
  options: ThreadOptions,
): ThreadItem[] {
  const items: ThreadItem[] = []
  let group: GrowingGroup | null = null
  let lastAt: number | null = null
  let divided = options.unreadAfter === null

  const arriveAt = (at: number): void => {
    if (lastAt === null || options.daysBetween(lastAt, at) > 0) {
      group = null
      items.push({ kind: 'day', key: `day-${at}`, at })
    }
    lastAt = Math.max(lastAt ?? 0, at)
  }
  const add = (message: ThreadMessage, author: Author, own: boolean): void => {
    if (group && continues(group, message, author, own)) {
      group.messages.push(message)
      group.at = message.at
      return
    }
    group = { kind: 'group', key: message.key, own, author, at: message.at, messages: [message] }
    items.push(group)
  }

  for (const entry of entries) {
    if (!isVisible(entry)) continue
    arriveAt(entry.at)
    if (entry.kind !== 'message') {
      group = null
      items.push({ kind: 'line', key: entry.id, entry })
      continue
    }
    const own = isOwn(entry.author, options.self)
    if (!divided && !own && entry.seq > (options.unreadAfter ?? 0)) {
      divided = true
      group = null
      items.push({ kind: 'unread', key: 'unread' })
    }
    add(messageOf(entry, own, options.othersReadSeq), entry.author, own)
  }

  for (const message of pending) {
    // A page's clock may be wrong by years: what waits comes last, whatever it says [SYN7].
    const at = Math.max(message.writtenAt, lastAt ?? 0)
    arriveAt(at)
    const { cmid, parts, state } = message
    add({ key: cmid, cmid, parts, at, state, edited: false, deleted: false }, options.self, true)
  }
  return items
}

type GrowingGroup = { -readonly [Key in keyof ThreadGroup]: ThreadGroup[Key] } & { messages: ThreadMessage[] }

/** A conversation has one visitor, who may have had no id yet when writing; agents are several. */
const continues = (group: ThreadGroup, message: ThreadMessage, author: Author, own: boolean): boolean =>
  group.own === own &&
  group.author.kind === author.kind &&
  (group.author.id === author.id || author.kind === 'visitor') &&
  message.at - group.at < groupWindow

/** The last own message, under which the state stands in words. */
export function lastOwnKey(items: readonly ThreadItem[]): string | null {
  const last = items.findLast((item) => item.kind === 'group' && item.own)
  return last?.kind === 'group' ? (last.messages.at(-1)?.key ?? null) : null
}

/** Entries that change others, and where a conversation on the open page began, are not lines of their own. */
function isVisible(entry: ShownEntry): boolean {
  switch (entry.kind) {
    case 'edited':
    case 'deleted':
      return false
    case 'origin':
      return entry.origin.kind !== 'page' && Boolean(entry.origin.text || entry.origin.title)
    default:
      return true
  }
}

const isOwn = (author: Author, self: Author): boolean =>
  self.kind === 'visitor' ? author.kind === 'visitor' : author.kind === 'agent' || author.kind === 'bot'

function messageOf(
  entry: ShownEntry & { readonly kind: 'message' },
  own: boolean,
  othersReadSeq: number,
): ThreadMessage {
  const state = own ? (entry.seq <= othersReadSeq ? 'read' : 'sent') : 'received'
  return {
    key: entry.cmid ?? entry.id,
    parts: entry.parts,
    at: entry.at,
    state: { kind: state },
    edited: entry.edited === true,
    deleted: entry.deleted === true,
    cmid: null,
  }
}
