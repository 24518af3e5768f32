/** The end of each conversation as this browser last saw it, so that a reload without a connection still shows it. */
import type { ConversationLog } from '@docent/protocol/conversation'
import type { Clock, Undo } from './outside.ts'
import type { Storage } from './storage.ts'

export interface HistoryCache {
  epoch(): string | null
  /** @returns true when another database was known before: what was kept of it is forgotten then [MSG7] */
  setEpoch(epoch: string): Promise<boolean>
  load(): Promise<{ readonly list: unknown; readonly logs: ReadonlyMap<string, ConversationLog> }>
  /** Keeps what `take` says in a quarter of a second; later changes until then are kept with it. */
  saveSoon(): void
  flush(): Promise<void>
  close(): void
}

/** As much as a first screen or two shows; the rest is fetched. */
const keptEntries = 50
const keptLogs = 20
const settleMs = 250

/** @param take says what there is to keep: the list, and the logs, the latest first */
export function createHistoryCache(
  storage: Storage,
  prefix: string,
  clock: Clock,
  take: () => { readonly list: unknown; readonly logs: readonly ConversationLog[] },
): HistoryCache {
  const saved = new Map<string, ConversationLog>()
  const logSpace = `${prefix}log/`
  let epoch: string | null = null
  let timer: Undo | null = null
  let closed = false

  async function flush() {
    timer?.()
    timer = null
    if (closed) return
    const { list, logs } = take()
    const writes = [storage.set(`${prefix}list`, list)]
    for (const log of logs.slice(0, keptLogs)) {
      if (saved.get(log.id) === log || log.last.seq === 0) continue
      saved.set(log.id, log)
      writes.push(storage.set(logSpace + log.id, { ...log, entries: log.entries.slice(-keptEntries) }))
    }
    for (const { id } of logs.slice(keptLogs))
      if (saved.delete(id)) writes.push(storage.set(logSpace + id, undefined))
    await Promise.all(writes)
  }

  return {
    epoch: () => epoch,
    async setEpoch(next) {
      const before = epoch
      epoch = next
      if (before === next) return false
      if (before !== null) {
        saved.clear()
        await storage.clear(logSpace)
        await storage.set(`${prefix}list`, undefined)
      }
      await storage.set(`${prefix}epoch`, next)
      return before !== null
    },
    async load() {
      const [kept, list, logs] = await Promise.all([
        storage.get(`${prefix}epoch`),
        storage.get(`${prefix}list`),
        storage.list(logSpace),
      ])
      if (typeof kept === 'string') epoch = kept
      for (const [, log] of logs) if (isLog(log)) saved.set(log.id, log)
      return { list, logs: new Map(saved) }
    },
    saveSoon() {
      if (!closed) timer ??= clock.after(settleMs, () => void flush())
    },
    flush,
    close() {
      closed = true
      timer?.()
    },
  }
}

/** Another build of this client may have kept another form; what is not a log is as good as absent. */
function isLog(value: unknown): value is ConversationLog {
  return (
    typeof value === 'object' &&
    value !== null &&
    'entries' in value &&
    Array.isArray(value.entries) &&
    'last' in value &&
    'id' in value
  )
}
