/**
 * All conversations of one identity: the list, what the relay pushes, and what this client sends [STA] [MSG] [SYN].
 * Made anew for each identity; knows neither how it was proved nor how anything is drawn.
 */
import type {
  FlowRun,
  Origin,
  VisitorCommands,
  VisitorConversation,
  VisitorEvents,
  WrittenPart,
} from '@docent/protocol'
import { batch, computed, effect, type ReadonlySignal, signal, untracked } from '@preact/signals-core'
import type { Connection } from '../connection.ts'
import { createHistoryCache } from '../history-cache.ts'
import { isWritten, type Letter } from '../letter.ts'
import { createOutbox, type Outbox, type OutboxItem } from '../outbox.ts'
import type { Clock, Ids, Random, Tabs } from '../outside.ts'
import { createPendingStart, sameParts } from '../pending-start.ts'
import { createReadMarks } from '../read-marks.ts'
import { RequestError } from '../request-error.ts'
import { createRetriedTask } from '../retried-task.ts'
import type { Storage } from '../storage.ts'
import { createTypingTeller } from '../typing.ts'
import { type ConversationRecord, createConversationRecord, type Known } from './conversation-record.ts'
import { createDelivery } from './delivery.ts'
import type { Conversations, ConversationView } from './visitor-client.ts'

export interface VisitorConversationsOptions {
  readonly connection: Connection<VisitorCommands, VisitorEvents>
  readonly storage: Storage
  readonly prefix: string
  readonly tab: string
  readonly tabs: Tabs
  readonly clock: Clock
  readonly random: Random
  readonly ids: Ids
  /** The author of what this visitor sends; null until the relay knows one. */
  visitorId(): string | null
  onVisitorId(id: string): void
  onRun(run: FlowRun): void
  onCount(name: string, count: number): void
}

export interface VisitorConversations extends Conversations {
  readonly outbox: Outbox
  /** Shows what this browser kept. */
  load(): Promise<void>
  /** The relay is ready: sends, lists, catches up. */
  resume(epoch: string): Promise<void>
  /** Follows a conversation that somebody looks at, a resolved one too. */
  follow(conversationId: string): void
  track(name: string, properties: Extract<Letter, { kind: 'event' }>['properties']): Promise<void>
  /** The page may be leaving: keeps what is not kept yet. */
  flush(): void
  close(): void
}

export function createVisitorConversations(options: VisitorConversationsOptions): VisitorConversations {
  const { connection, storage, prefix, clock, random, ids } = options
  const records = signal<ReadonlyMap<string, ConversationRecord>>(new Map())
  const ready = signal(false)
  const followed = new Set<string>()
  const undo: (() => void)[] = []
  const isConnected = connection.isOpen

  const pendingStart = createPendingStart(storage, prefix, clock, ids)
  const marks = createReadMarks(clock, async (conversationId, seq) => {
    const reply = await connection.request('conversation:read', { conversationId, seq })
    return reply.ok
  })
  const outbox = createOutbox({
    ...options,
    deliver: (letter, timeoutMs) => deliver(letter, timeoutMs),
    onFailed: (letter) => letter.kind === 'start' && void pendingStart.drop(letter.conversationId),
  })
  const deliver = createDelivery({
    connection,
    pendingStart,
    record: (id) => record(id),
    addToOutbox: (letter) => outbox.add(letter),
    visitorId: options.visitorId,
    onVisitorId: options.onVisitorId,
    onRun: options.onRun,
    onCount: options.onCount,
  })
  const cache = createHistoryCache(storage, prefix, clock, () => {
    const all = sorted().filter(({ known }) => known.peek())
    return {
      list: all.map(({ id, known }) => ({ id, known: known.peek() })),
      logs: all.map(({ sync }) => sync.log.peek()),
    }
  })

  function record(
    id: string,
    known: Known | null = null,
    cached?: ConversationRecord['sync']['log']['value'],
  ) {
    const there = records.peek().get(id)
    if (there) return there
    const made = createConversationRecord({
      id,
      known,
      cached,
      items: outbox.items,
      marks,
      clock,
      random,
      isConnected,
      epoch: cache.epoch,
      fetchAfter: (after, epoch) =>
        connection.request('conversation:sync', { conversationId: id, after, epoch }),
      fetchOlder: (beforeSeq) =>
        connection.request('conversation:history', { conversationId: id, beforeSeq }),
      onReset: () => void outbox.offerAgain(id),
    })
    if (known) marks.learn(id, known.readSeq)
    records.value = new Map(records.peek()).set(id, made)
    undo.push(
      effect(() => {
        made.sync.log.value
        made.known.value
        cache.saveSoon()
      }),
    )
    return made
  }

  const sorted = () =>
    [...records.value.values()].sort((a, b) => lastAt(b) - lastAt(a) || (a.id < b.id ? 1 : -1))

  const list = createRetriedTask({
    async act() {
      const reply = await connection.request('conversation:list', {}, { probe: true })
      if (!reply.ok) return 'later'
      batch(() => takeList(reply.data.conversations))
      return 'done'
    },
    isConnected,
    clock,
    random,
  })

  function takeList(conversations: readonly VisitorConversation[]) {
    const listed = new Set(conversations.map(({ id }) => id))
    for (const { id, ...known } of conversations) {
      const made = record(id)
      made.learn(known)
      if (known.status === 'open' || followed.has(id)) void made.sync.sync()
    }
    for (const [id, { known }] of records.peek()) if (known.peek() && !listed.has(id)) drop(id)
    ready.value = true
  }

  /** Another identity has it now, or it was erased; what still waits to be sent to it stays shown. */
  function drop(id: string) {
    const waits = outbox.items.peek().some(({ letter }) => letter.conversationId === id)
    if (waits) return
    records.peek().get(id)?.close()
    const rest = new Map(records.peek())
    rest.delete(id)
    records.value = rest
  }

  /** Acts on a conversation that is known; else asks what there is. */
  function withKnown(id: string, act: (known: ConversationRecord) => void) {
    const known = records.peek().get(id)
    if (known?.known.peek()) act(known)
    else void list.run()
  }

  undo.push(
    connection.on('entry:appended', ({ entry }) =>
      withKnown(entry.conversationId, ({ sync }) => sync.receive(entry)),
    ),
    connection.on('head', ({ heads }) => {
      for (const [id, seq] of heads) withKnown(id, ({ sync }) => sync.noticeHead(seq))
    }),
    connection.on('conversation:changed', ({ conversationId, ...change }) =>
      withKnown(conversationId, ({ learn }) => learn(change)),
    ),
    connection.on('typing:changed', ({ conversationId, author, typing }) =>
      records.peek().get(conversationId)?.hearTyping(author, typing),
    ),
    connection.on('read:changed', ({ conversationId, by, seq }) => {
      const made = records.peek().get(conversationId)
      if (by === 'agents') made?.learn({ agentsReadSeq: seq })
      else made?.learn({ readSeq: seq })
    }),
    connection.onWake(() => void list.run()),
    // A letter that waits is a conversation already, though the relay has not heard of it.
    effect(() => {
      const waiting = outbox.items.value
      untracked(() => batch(() => waiting.forEach(showWaiting)))
    }),
  )

  function showWaiting({ letter }: OutboxItem) {
    if (isWritten(letter)) record(letter.conversationId)
  }

  const views = computed(() => sorted().flatMap(({ view }) => view.value ?? []))

  async function start(parts: readonly WrittenPart[], origin?: Origin) {
    const { record: begun, joined } = await pendingStart.begin(parts, origin)
    const { conversationId } = begun
    await outbox.add({ kind: 'start', ...begun })
    if (joined && !sameParts(begun.parts, parts)) await send(conversationId, parts)
    return conversationId
  }

  const send = (conversationId: string, parts: readonly WrittenPart[]) =>
    outbox.add({ kind: 'message', cmid: ids(), conversationId, parts, writtenAt: clock.now() })

  return {
    outbox,
    list: views,
    ready,
    unread: computed(() => views.value.reduce((sum, { unread }) => sum + unread, 0)),
    view: (id): ReadonlySignal<ConversationView | null> =>
      computed(() => records.value.get(id)?.view.value ?? null),
    follow(id) {
      followed.add(id)
      const made = records.peek().get(id)
      if (made?.known.peek() && isConnected()) void made.sync.sync()
    },
    start,
    send,
    retry: outbox.retry,
    async discard(cmid) {
      const item = outbox.items.peek().find(({ letter }) => letter.cmid === cmid)
      if (item?.letter.kind === 'start') await pendingStart.drop(item.letter.conversationId)
      await outbox.discard(cmid)
    },
    async loadOlder(id) {
      await records.peek().get(id)?.sync.loadOlder()
    },
    markRead: (id, seq) => records.peek().get(id)?.markRead(seq),
    typing: createTypingTeller(clock, (conversationId, typing) => {
      void connection.request('typing:send', { conversationId, typing })
    }),
    async leaveContact(conversationId, email) {
      const reply = await connection.request('contact:leave', { conversationId, email })
      if (!reply.ok) throw new RequestError(reply.error)
      records.peek().get(conversationId)?.learn({ contactEmail: reply.data.email })
    },
    track: (name, properties) =>
      outbox.add({
        kind: 'event',
        cmid: ids(),
        conversationId: 'events',
        writtenAt: clock.now(),
        name,
        properties,
      }),
    async load() {
      const { list: kept, logs } = await cache.load()
      batch(() => {
        for (const { id, known } of isKeptList(kept) ? kept : []) record(id, known, logs.get(id))
        if (Array.isArray(kept)) ready.value = true
      })
      await outbox.load()
    },
    async resume(epoch) {
      if (await cache.setEpoch(epoch)) {
        batch(() => {
          for (const { sync } of records.peek().values()) sync.reset()
        })
        await outbox.offerAgain()
      }
      if (!isConnected()) return
      outbox.resume()
      marks.resume()
      await list.run()
    },
    flush: () => void cache.flush(),
    close() {
      for (const act of undo.splice(0)) act()
      outbox.close()
      marks.close()
      cache.close()
      list.close()
      for (const made of records.peek().values()) made.close()
    },
  }
}

const lastAt = ({ known, sync, view }: ConversationRecord): number =>
  view.value?.pending.at(-1)?.writtenAt ??
  Math.max(sync.log.value.entries.at(-1)?.at ?? 0, known.value?.last?.at ?? 0, known.value?.startedAt ?? 0)

/** What another build of this client kept may have another form. */
function isKeptList(value: unknown): value is readonly { readonly id: string; readonly known: Known }[] {
  return Array.isArray(value) && value.every((row) => typeof row?.id === 'string' && row.known?.startedAt > 0)
}
