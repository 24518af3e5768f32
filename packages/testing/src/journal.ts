/** What one participant of a fault test saw and did, line by line, and how its conversations look to it now. */
import type { Entry, ErrorCode } from '@docent/protocol'

export type JournalLine =
  | { readonly kind: 'sent'; readonly cmid: string; readonly conversationId: string; readonly at: number }
  | {
      readonly kind: 'acked'
      readonly cmid: string
      readonly conversationId: string
      readonly seq: number
      readonly id: string
      readonly duplicate: boolean
      readonly at: number
    }
  | { readonly kind: 'refused'; readonly cmid: string; readonly code: ErrorCode; readonly at: number }
  /** An entry that came over the wire, by an event or in a page; the same one may come more than once. */
  | {
      readonly kind: 'received'
      readonly conversationId: string
      readonly seq: number
      readonly id: string
      readonly at: number
    }

/** An entry as it stands in a participant's view. */
export type Seen = Pick<Entry, 'seq' | 'id' | 'cmid'>

export interface Participant {
  /** For the texts of violations: `visitor 3`. */
  readonly name: string
  /** The person behind the participant: two tabs of one visitor share it. Null for an agent, who may see all. */
  readonly person: string | null
  journal(): readonly JournalLine[]
  /** Messages that wait to be acknowledged. */
  pending(): number
  /** What is on the participant's screen, by conversation, in the order in which it is shown. */
  views(): ReadonlyMap<string, readonly Seen[]>
}
