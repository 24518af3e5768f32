/** How far this reader has read: only raised, told at most once a second per conversation, told again after a reconnect [MRK]. */
import type { Clock, Undo } from './outside.ts'

export interface ReadMarks {
  /** @returns true when the mark rose */
  raise(conversationId: string, seq: number): boolean
  /** What the relay knows; a lower own mark follows it. */
  learn(conversationId: string, seq: number): void
  of(conversationId: string): number
  /** Tells what the relay does not know yet. */
  resume(): void
  close(): void
}

const tellEveryMs = 1_000

/** @param tell resolves with true when the relay has it */
export function createReadMarks(
  clock: Clock,
  tell: (conversationId: string, seq: number) => Promise<boolean>,
): ReadMarks {
  const marks = new Map<string, number>()
  const known = new Map<string, number>()
  const waits = new Map<string, Undo>()
  const of = (id: string) => marks.get(id) ?? 0

  function raiseIn(map: Map<string, number>, id: string, seq: number): boolean {
    if (seq <= (map.get(id) ?? 0)) return false
    map.set(id, seq)
    return true
  }

  /** Tells at once, then not for a second; what rose meanwhile goes at its end. */
  function flush(id: string) {
    if (waits.has(id) || of(id) <= (known.get(id) ?? 0)) return
    const seq = of(id)
    waits.set(
      id,
      clock.after(tellEveryMs, () => {
        waits.delete(id)
        flush(id)
      }),
    )
    void tell(id, seq).then((done) => {
      if (done) raiseIn(known, id, seq)
      else {
        // Without a connection `resume` tells it; a second's timer would only spin.
        waits.get(id)?.()
        waits.delete(id)
      }
    })
  }

  return {
    raise(id, seq) {
      const rose = raiseIn(marks, id, seq)
      if (rose) flush(id)
      return rose
    },
    learn(id, seq) {
      raiseIn(known, id, seq)
      raiseIn(marks, id, seq)
    },
    of,
    resume() {
      for (const id of marks.keys()) flush(id)
    },
    close() {
      for (const undo of waits.values()) undo()
      waits.clear()
    },
  }
}
