/** A conversation's internal log as its agents see it: notes and changes of hands, gapless by `iseq` [MSG2]. */
import type { InternalEntry, Reply } from '@docent/protocol'
import { isPermanent } from '@docent/protocol/reply'
import { batch, type ReadonlySignal, signal } from '@preact/signals-core'
import { createGapless } from '../gapless.ts'
import type { Clock, Random } from '../outside.ts'

export interface InternalLogOptions {
  fetchAfter(
    iseq: number,
  ): Promise<
    Reply<{ readonly entries: readonly InternalEntry[]; readonly headIseq: number; readonly more: boolean }>
  >
  isConnected(): boolean
  readonly clock: Clock
  readonly random: Random
}

export interface InternalLog {
  readonly entries: ReadonlySignal<readonly InternalEntry[]>
  receive(entry: InternalEntry): void
  noticeHead(iseq: number): void
  sync(): Promise<void>
  /** Forgets the log: the database was restored. */
  reset(): void
  close(): void
}

export function createInternalLog(options: InternalLogOptions): InternalLog {
  const entries = signal<readonly InternalEntry[]>([])
  const last = () => entries.value.at(-1)?.iseq ?? 0

  function place({ iseq }: InternalEntry) {
    if (iseq <= last()) return 'known'
    return iseq === last() + 1 ? 'next' : 'ahead'
  }

  const apply = (entry: InternalEntry) => {
    entries.value = [...entries.value, entry]
  }

  const stream = createGapless<InternalEntry>({
    ...options,
    place,
    order: ({ iseq }) => iseq,
    last,
    apply,
    async fetch() {
      const reply = await options.fetchAfter(last())
      if (!reply.ok) return isPermanent(reply.error.code) ? 'never' : 'later'
      // A head below the own cursor: the database went back, and this log with it [MSG7].
      if (reply.data.headIseq < last()) {
        entries.value = []
        return 'more'
      }
      return batch(() => {
        for (const entry of reply.data.entries) {
          const where = place(entry)
          if (where === 'ahead') return 'later'
          if (where === 'next') apply(entry)
        }
        return reply.data.more && reply.data.entries.length > 0 ? 'more' : 'done'
      })
    },
  })

  return {
    entries,
    receive: (entry) => {
      if (Number.isSafeInteger(entry?.iseq)) stream.receive(entry)
    },
    noticeHead: stream.noticeHead,
    sync: stream.sync,
    reset() {
      entries.value = []
    },
    close: stream.close,
  }
}
