/**
 * The durable queue of what was written and not yet acknowledged [OUT1–3]: in order per conversation, conversations
 * side by side, sent again under the same id until the relay answers. Does not know how anything is sent or shown.
 */
import type { Failure, Reply } from '@docent/protocol'
import { isPermanent } from '@docent/protocol/reply'
import { batch, type ReadonlySignal, signal } from '@preact/signals-core'
import { backoff } from './backoff.ts'
import { type Fate, inOrder, isKept, isWaiting, isWritten, type Kept, type Letter } from './letter.ts'
import type { Clock, Random, Tabs, Undo } from './outside.ts'
import type { Storage } from './storage.ts'

export interface OutboxItem {
  readonly letter: Letter
  readonly state: Exclude<Fate, { kind: 'acknowledged' }> | { readonly kind: 'sending' }
}

export interface OutboxOptions {
  readonly storage: Storage
  /** Begins every key: a site and an identity, so that nothing is sent under another's name [IDN6]. */
  readonly prefix: string
  /** This tab's id. */
  readonly tab: string
  readonly tabs: Tabs
  /** Sends one letter. On success it answers with what shows the entry, run at the moment the letter leaves the queue. */
  deliver(letter: Letter, timeoutMs: number): Promise<Reply<() => void>>
  /** Fired when a letter was refused for good. */
  onFailed?(letter: Letter): void
  readonly clock: Clock
  readonly random: Random
}

export interface Outbox {
  /** What this tab still has to send, in the order of each conversation; what was refused among it. */
  readonly items: ReadonlySignal<readonly OutboxItem[]>
  /** Reads what was left by an earlier page of this tab or by tabs that are gone. */
  load(): Promise<void>
  /** Shows the letter at once; resolves when it is kept. The same `cmid` again changes nothing. */
  add(letter: Letter): Promise<void>
  retry(cmid: string): Promise<void>
  discard(cmid: string): Promise<void>
  /** Queues again what the relay acknowledged lately: a restored database may not have it [MSG7]. */
  offerAgain(conversationId?: string): Promise<void>
  resume(): void
  pause(): void
  /** The page is left: other tabs may take over what waits. */
  leave(): void
  /** The page is back: drops what was taken over meanwhile. */
  comeBack(): Promise<void>
  /** Resolves when nothing waits to be sent. */
  whenEmpty(): Promise<void>
  close(): void
}

const timeoutsMs = [8_000, 12_000, 15_000] as const
const rememberedLetters = 200
const rememberedMs = 7 * 24 * 60 * 60_000

interface Own {
  kept: Kept
  phase: 'keeping' | 'waiting' | 'sending'
  stored: Promise<void>
}

export function createOutbox(options: OutboxOptions): Outbox {
  const { storage, tab, tabs, clock, random } = options
  const space = `${options.prefix}out/`
  const own = new Map<string, Own>()
  const acknowledged = new Map<string, Kept>()
  const items = signal<readonly OutboxItem[]>([])
  const busy = new Set<string>()
  const hurry = new Set<() => void>()
  const watched = new Map<string, Undo>()
  const emptied = new Set<() => void>()
  let running = false
  let closed = false
  let claim: Undo | null = null

  const lockOf = (name: string) => `docent:${space}${name}`
  const keyOf = (cmid: string) => space + cmid

  function publish() {
    items.value = [...own.values()]
      .sort((a, b) => inOrder(a.kept, b.kept))
      .map(({ kept: { letter, fate }, phase }) => ({
        letter,
        state: phase === 'sending' ? { kind: 'sending' } : fate.kind === 'failed' ? fate : { kind: 'queued' },
      }))
    if (!hasWork()) for (const resolve of emptied) resolve()
  }

  const hasWork = () => [...own.values()].some(({ kept }) => kept.fate.kind === 'queued')

  function nextOf(conversationId: string): Own | undefined {
    const [first] = [...own.values()]
      .filter(({ kept }) => kept.letter.conversationId === conversationId && kept.fate.kind === 'queued')
      .sort((a, b) => inOrder(a.kept, b.kept))
    return first?.phase === 'keeping' ? undefined : first
  }

  /** Sends the letters of one conversation, one unacknowledged at a time [OUT2]. */
  async function work(conversationId: string) {
    if (busy.has(conversationId)) return
    busy.add(conversationId)
    let attempts = 0
    for (let item = nextOf(conversationId); running && item; item = nextOf(conversationId)) {
      item.phase = 'sending'
      publish()
      const timeoutMs = timeoutsMs[Math.min(attempts, timeoutsMs.length - 1)] ?? timeoutsMs[0]
      const reply = await options.deliver(item.kept.letter, timeoutMs)
      if (closed) return
      item.phase = 'waiting'
      if (reply.ok) {
        acknowledge(item, reply.data)
        attempts = 0
      } else if (isPermanent(reply.error.code)) {
        fail(item, reply.error)
        attempts = 0
      } else {
        publish()
        if (running) await pause(Math.max(retryAfter(reply.error), backoff(attempts++, random)))
      }
    }
    busy.delete(conversationId)
  }

  const pause = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      const end = () => {
        undo()
        hurry.delete(end)
        resolve()
      }
      const undo = clock.after(milliseconds, end)
      hurry.add(end)
    })

  /** Once a letter was acknowledged, trouble with storing that only means that it is sent again, and acknowledged again. */
  function acknowledge({ kept }: Own, show: () => void) {
    const { letter } = kept
    batch(() => {
      show()
      own.delete(letter.cmid)
      publish()
    })
    if (!isWritten(letter)) void storage.set(keyOf(letter.cmid), undefined)
    else remember({ ...kept, fate: { kind: 'acknowledged', at: clock.now() } })
  }

  function remember(kept: Kept) {
    acknowledged.set(kept.letter.cmid, kept)
    void storage.set(keyOf(kept.letter.cmid), kept)
    prune()
  }

  function prune() {
    for (const [cmid, { fate }] of acknowledged) {
      const old = fate.kind !== 'acknowledged' || clock.now() - fate.at > rememberedMs
      if (!old && acknowledged.size <= rememberedLetters) continue
      acknowledged.delete(cmid)
      void storage.set(keyOf(cmid), undefined)
    }
  }

  function fail(item: Own, { code, message }: Failure) {
    if (!isWritten(item.kept.letter)) return void forget(item.kept.letter.cmid)
    options.onFailed?.(item.kept.letter)
    void keep({ ...item.kept, fate: { kind: 'failed', code, message } })
  }

  function keep(kept: Kept): Promise<void> {
    const { cmid, conversationId } = kept.letter
    const item: Own = { kept, phase: 'keeping', stored: Promise.resolve() }
    own.set(cmid, item)
    item.stored = storage.set(keyOf(cmid), kept).then(() => {
      if (item.phase === 'keeping') item.phase = 'waiting'
      tabs.tell(space + tab)
      void work(conversationId)
    })
    publish()
    return item.stored
  }

  async function forget(cmid: string) {
    own.delete(cmid)
    publish()
    await storage.set(keyOf(cmid), undefined)
  }

  function orderIn(conversationId: string): number {
    let last = 0
    for (const { letter, order } of [...acknowledged.values(), ...[...own.values()].map(({ kept }) => kept)])
      if (letter.conversationId === conversationId) last = Math.max(last, order)
    return last + 1
  }

  /** Takes over the letters of a tab, once it is gone. */
  function watch(gone: string) {
    if (gone === tab || watched.has(gone) || closed) return
    const undo = tabs.whenFree(lockOf(gone), async () => {
      watched.delete(gone)
      for (const [key, kept] of await storage.list(space)) {
        if (closed || !isWaiting(kept) || kept.tab !== gone) continue
        const mine = await storage.change(key, (old) =>
          isWaiting(old) && old.tab === gone ? { ...old, tab } : old,
        )
        if (isWaiting(mine) && mine.tab === tab && !own.has(mine.letter.cmid)) adopt(mine)
      }
    })
    // `whenFree` may have acted already.
    if (!closed) watched.set(gone, undo)
  }

  function adopt(kept: Kept) {
    own.set(kept.letter.cmid, { kept, phase: 'waiting', stored: Promise.resolve() })
    publish()
    void work(kept.letter.conversationId)
  }

  async function load() {
    claim ??= tabs.claim(lockOf(tab))
    for (const [, kept] of await storage.list(space)) {
      if (!isKept(kept)) continue
      if (kept.fate.kind === 'acknowledged') acknowledged.set(kept.letter.cmid, kept)
      else if (kept.tab !== tab) watch(kept.tab)
      else if (!own.has(kept.letter.cmid)) adopt(kept)
    }
    prune()
  }

  const undoTold = tabs.onTold((topic) => {
    if (topic.startsWith(space)) watch(topic.slice(space.length))
  })

  function stop() {
    running = false
    for (const end of [...hurry]) end()
  }

  function release() {
    claim?.()
    claim = null
    for (const undo of watched.values()) undo()
    watched.clear()
  }

  return {
    items,
    load,
    add(letter) {
      const known = own.get(letter.cmid)
      if (known) return known.stored
      if (acknowledged.has(letter.cmid)) return Promise.resolve()
      return keep({ letter, order: orderIn(letter.conversationId), tab, fate: { kind: 'queued' } })
    },
    async retry(cmid) {
      const item = own.get(cmid)
      if (item?.kept.fate.kind !== 'failed') return
      // What follows a start that failed cannot arrive before the start does.
      const start = [...own.values()].find(
        ({ kept: { letter, fate } }) =>
          letter.kind === 'start' &&
          letter.conversationId === item.kept.letter.conversationId &&
          fate.kind === 'failed',
      )
      if (start && start !== item) await keep({ ...start.kept, fate: { kind: 'queued' } })
      await keep({ ...item.kept, fate: { kind: 'queued' } })
    },
    async discard(cmid) {
      if (own.get(cmid)?.kept.fate.kind === 'failed') await forget(cmid)
    },
    async offerAgain(conversationId) {
      prune()
      const again = [...acknowledged.values()].filter(
        ({ letter }) => !conversationId || letter.conversationId === conversationId,
      )
      for (const kept of again) acknowledged.delete(kept.letter.cmid)
      await Promise.all(again.map((kept) => keep({ ...kept, tab, fate: { kind: 'queued' } })))
    },
    resume() {
      if (closed) return
      running = true
      for (const end of [...hurry]) end()
      for (const { kept } of [...own.values()]) void work(kept.letter.conversationId)
    },
    pause: stop,
    leave() {
      stop()
      release()
    },
    async comeBack() {
      if (closed) return
      for (const cmid of [...own.keys()]) {
        const kept = await storage.get(keyOf(cmid))
        if (!isWaiting(kept) || kept.tab !== tab) own.delete(cmid)
      }
      publish()
      await load()
    },
    whenEmpty: () => (hasWork() ? new Promise((resolve) => emptied.add(resolve)) : Promise.resolve()),
    close() {
      closed = true
      stop()
      release()
      undoTold()
    },
  }
}

const retryAfter = (error: Failure): number =>
  error.code === 'busy' || error.code === 'rate_limited' ? error.data.retryAfterMs : 0
