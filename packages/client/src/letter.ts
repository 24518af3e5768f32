/** What an outbox holds: the letter that somebody wrote, and what became of it. Knows the form in which it is kept, not when it is sent. */
import type { Failure, FlowEvent, Origin, WrittenPart } from '@docent/protocol'
import type { Storage } from './storage.ts'

/** What is to be said. `cmid` was made when its author pressed send. */
export type Letter = {
  readonly cmid: string
  /** Letters of one conversation keep their order. Those that belong to none have an id of their own for that. */
  readonly conversationId: string
  readonly writtenAt: number
} & (
  | {
      readonly kind: 'start'
      readonly parts: readonly WrittenPart[]
      readonly origin?: Origin | undefined
    }
  | { readonly kind: 'message' | 'note'; readonly parts: readonly WrittenPart[] }
  | {
      readonly kind: 'event'
      readonly name: string
      readonly properties: Readonly<Record<string, string | number | boolean | null>>
    }
  /** What happened in a run of a flow; its conversation is the run [FLO4]. */
  | { readonly kind: 'progress'; readonly event: FlowEvent }
)

/** What people wrote is shown until it is sent; the rest goes its way unseen. */
export type WrittenLetter = Extract<Letter, { readonly parts: unknown }>
export const isWritten = (letter: Letter): letter is WrittenLetter => 'parts' in letter

export type Fate =
  | { readonly kind: 'queued' }
  | { readonly kind: 'failed'; readonly code: Failure['code']; readonly message: string }
  | { readonly kind: 'acknowledged'; readonly at: number }

export interface Kept {
  readonly letter: Letter
  readonly order: number
  readonly tab: string
  readonly fate: Fate
}

/** A start comes before everything else of its conversation, whichever tab wrote what. */
export function inOrder(a: Kept, b: Kept): number {
  const start = Number(b.letter.kind === 'start') - Number(a.letter.kind === 'start')
  return start || a.order - b.order || (a.letter.cmid < b.letter.cmid ? -1 : 1)
}

/** What another build of this client kept may have another form; it is left alone. */
export function isKept(value: unknown): value is Kept {
  return (
    typeof value === 'object' && value !== null && 'letter' in value && 'fate' in value && 'order' in value
  )
}

export const isWaiting = (value: unknown): value is Kept =>
  isKept(value) && value.fate.kind !== 'acknowledged'

/** Gives what one identity left to another: an anonymous visitor who signed in [IDN6]. */
export async function moveOutbox(storage: Storage, from: string, to: string): Promise<void> {
  for (const [key, kept] of await storage.list(`${from}out/`)) {
    await storage.set(`${to}out/${key.slice(from.length + 'out/'.length)}`, kept)
    await storage.set(key, undefined)
  }
}
