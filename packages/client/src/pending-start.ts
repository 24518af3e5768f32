/** The one start of a conversation that an identity may have pending, shared by its tabs [STA2]. */
import type { Origin, WrittenPart } from '@docent/protocol'
import type { Clock, Ids } from './outside.ts'
import type { Storage } from './storage.ts'

export interface StartRecord {
  readonly conversationId: string
  readonly cmid: string
  readonly parts: readonly WrittenPart[]
  readonly origin?: Origin | undefined
  readonly writtenAt: number
  /** When the relay acknowledged it. */
  readonly settledAt?: number
}

export interface PendingStart {
  /** Begins a start, or joins the one that is pending. */
  begin(parts: readonly WrittenPart[], origin?: Origin): Promise<{ record: StartRecord; joined: boolean }>
  /** The start of this conversation, while it is pending. */
  of(conversationId: string): Promise<StartRecord | null>
  settle(conversationId: string): Promise<void>
  /** It was refused: the next start is one of its own. */
  drop(conversationId: string): Promise<void>
}

/** The same words again so soon are a click too many, not another conversation. */
const sameClickMs = 2_000

export function createPendingStart(storage: Storage, prefix: string, clock: Clock, ids: Ids): PendingStart {
  const key = `${prefix}start`

  const isOpenFor = (record: StartRecord, parts: readonly WrittenPart[]) =>
    record.settledAt === undefined ||
    (clock.now() - record.settledAt < sameClickMs && sameParts(record.parts, parts))

  return {
    async begin(parts, origin) {
      const mine: StartRecord = {
        conversationId: ids(),
        cmid: ids(),
        parts,
        writtenAt: clock.now(),
        ...(origin && { origin }),
      }
      const kept = await storage.change(key, (old) => (isRecord(old) && isOpenFor(old, parts) ? old : mine))
      const record = isRecord(kept) ? kept : mine
      return { record, joined: record.cmid !== mine.cmid }
    },
    async of(conversationId) {
      const kept = await storage.get(key)
      const pending = isRecord(kept) && kept.conversationId === conversationId && kept.settledAt === undefined
      return pending ? kept : null
    },
    async settle(conversationId) {
      await storage.change(key, (old) =>
        isRecord(old) && old.conversationId === conversationId ? { ...old, settledAt: clock.now() } : old,
      )
    },
    async drop(conversationId) {
      await storage.change(key, (old) =>
        isRecord(old) && old.conversationId === conversationId ? undefined : old,
      )
    },
  }
}

export const sameParts = (a: readonly WrittenPart[], b: readonly WrittenPart[]): boolean =>
  JSON.stringify(a) === JSON.stringify(b)

function isRecord(value: unknown): value is StartRecord {
  return typeof value === 'object' && value !== null && 'conversationId' in value && 'cmid' in value
}
