/**
 * What a conversation is made of, and the one function that turns entries into what is shown.
 * Both sides use it: the widget, the console, and the relay when it folds edits into a page of history.
 */

import type { AgentId, CommandId, ConversationId, EntryId, TeamId } from './ids.ts'
import type { Author, Channel } from './participant.ts'
import type { Node } from './text.ts'

/** A text as its author wrote it, in Markdown; `nodes` is there only where it holds more than plain lines. */
export interface TextPart {
  readonly type: 'text'
  readonly text: string
  readonly nodes?: readonly Node[]
}
export interface FilePart {
  readonly type: 'file'
  readonly fileId: string
  readonly name: string
  readonly mediaType: string
  /** Bytes. */
  readonly size: number
}
export interface ArticlePart {
  readonly type: 'article'
  readonly articleId: string
  readonly title: string
}
export interface TourPart {
  readonly type: 'tour'
  readonly flowId: string
  readonly title: string
}
export interface ChoicesPart {
  readonly type: 'choices'
  readonly choices: readonly { readonly id: string; readonly label: string }[]
}
export type Part = TextPart | FilePart | ArticlePart | TourPart | ChoicesPart

/** Where a conversation began: the page, and what the visitor answered there. */
export interface Origin {
  readonly kind: 'page' | 'campaign' | 'article' | 'tour'
  readonly address?: string | undefined
  readonly title?: string | undefined
  /** Id of the campaign, the article or the flow. */
  readonly refersTo?: string | undefined
  /** What the visitor saw or looked for: the campaign's words, the search's query, the step. */
  readonly text?: string | undefined
}

/** What an entry of the public log says. A kind that this build does not know is kept and counts its `seq` [SYN6]. */
export type EntryBody =
  | { readonly kind: 'message'; readonly parts: readonly Part[] }
  | { readonly kind: 'edited'; readonly target: EntryId; readonly parts: readonly Part[] }
  | { readonly kind: 'deleted'; readonly target: EntryId }
  | { readonly kind: 'origin'; readonly origin: Origin }
  | { readonly kind: 'joined' }
  | { readonly kind: 'resolved' }
  | { readonly kind: 'reopened' }

/** One entry of a conversation's public log: what the visitor may see. `seq` has no gap from 1 [MSG2]. */
export type Entry = {
  readonly id: EntryId
  readonly conversationId: ConversationId
  readonly seq: number
  /** Milliseconds since 1970, by the relay's clock; for people only, never for order [SYN7]. */
  readonly at: number
  readonly author: Author
  readonly via: Channel
  /** The id that the author's client gave, where there was one. */
  readonly cmid: CommandId | null
} & EntryBody

/** Why an agent was chosen, in a shape that can be said in any language and checked by a test [RTE3]. */
export interface Why {
  readonly rule:
    | 'least_busy'
    | 'round_robin'
    | 'fill_up'
    | 'ring_all'
    | 'priority'
    | 'returning'
    | 'taken'
    | 'replied'
    | 'transferred'
  /** Conversations that the chosen agent had, and may have. */
  readonly active?: number
  readonly capacity?: number
  /** How many agents could have had it. */
  readonly candidates?: number
  readonly tieBrokenBy?: 'longest_since_last' | 'order'
  /** Who did it, where a person did. */
  readonly by?: AgentId
}

export type InternalBody =
  | { readonly kind: 'note'; readonly parts: readonly Part[] }
  | {
      readonly kind: 'queued'
      readonly reason: 'started' | 'declined' | 'missed' | 'agent_gone' | 'transferred' | 'reopened' | 'woke'
    }
  | { readonly kind: 'offered'; readonly agentId: AgentId; readonly why: Why; readonly until: number }
  | { readonly kind: 'declined'; readonly agentId: AgentId }
  | { readonly kind: 'missed'; readonly agentId: AgentId }
  | { readonly kind: 'withdrawn'; readonly agentId: AgentId }
  | { readonly kind: 'accepted'; readonly agentId: AgentId }
  | { readonly kind: 'assigned'; readonly agentId: AgentId; readonly why: Why }
  | {
      readonly kind: 'transferred'
      readonly from: AgentId | null
      readonly toAgentId: AgentId | null
      readonly toTeamId: TeamId | null
    }
  | { readonly kind: 'agent_gone'; readonly agentId: AgentId }
  | { readonly kind: 'resolved' }
  | { readonly kind: 'reopened' }
  | { readonly kind: 'contact_left'; readonly email: string }

/** One entry of the internal log: for agents only. Sorted by (afterSeq, iseq) behind the public entry `afterSeq` [MSG2]. */
export type InternalEntry = {
  readonly id: EntryId
  readonly conversationId: ConversationId
  readonly iseq: number
  readonly afterSeq: number
  readonly at: number
  readonly author: Author
  readonly cmid: CommandId | null
  readonly teamId: TeamId | null
  /** Whether the site was open by its business hours at that moment; figures are computed from it later. */
  readonly inHours: boolean
} & InternalBody

/** Where a reader stands in a log. Seq 0 with a null id is the empty log [MSG7]. */
export interface Cursor {
  readonly seq: number
  readonly id: EntryId | null
}

/** An entry as it is shown: a message with its later edits folded in, or a line about what happened. */
export type ShownEntry = Entry & { readonly edited?: true; readonly deleted?: true }

/** What is known of a conversation's public log: an unbroken run of entries up to `last`. */
export interface ConversationLog {
  readonly id: ConversationId
  /** In the order of seq; the first may be later than 1 where history was not loaded yet. */
  readonly entries: readonly ShownEntry[]
  readonly last: Cursor
}

export const emptyLog = (id: ConversationId): ConversationLog => ({
  id,
  entries: [],
  last: { seq: 0, id: null },
})

/** Where an entry stands to what is known: to be applied, to be dropped, or a sign that others are missing [SYN2]. */
export function placeOf(log: ConversationLog, entry: Pick<Entry, 'seq'>): 'next' | 'known' | 'ahead' {
  if (entry.seq <= log.last.seq) return 'known'
  return entry.seq === log.last.seq + 1 ? 'next' : 'ahead'
}

/**
 * Shows one entry: the only code that does [SYN4].
 * An entry that is known already changes nothing; one that is ahead is refused, since a log has no holes.
 * @throws RangeError when `entry` is ahead of the log
 */
export function applyConversationEntry(log: ConversationLog, entry: Entry): ConversationLog {
  const place = placeOf(log, entry)
  if (place === 'known') return log
  if (place === 'ahead') throw new RangeError(`entry ${entry.seq} is ahead of ${log.last.seq}`)
  return {
    id: log.id,
    entries: fold([...log.entries, entry], entry),
    last: { seq: entry.seq, id: entry.id },
  }
}

/** The log that a page of history starts: `entries` in the order of seq, edits among them folded in. */
export function logOf(id: ConversationId, entries: readonly Entry[]): ConversationLog {
  const end = entries.at(-1)
  let shown: readonly ShownEntry[] = entries
  for (const entry of entries) shown = fold(shown, entry)
  return { id, entries: shown, last: end ? { seq: end.seq, id: end.id } : { seq: 0, id: null } }
}

/** Puts older entries in front. Edits of them that are known already are folded in. */
export function prependHistory(log: ConversationLog, older: readonly Entry[]): ConversationLog {
  const first = log.entries[0]
  const before = first ? older.filter((entry) => entry.seq < first.seq) : older
  let shown: readonly ShownEntry[] = [...before, ...log.entries]
  for (const entry of shown) shown = fold(shown, entry)
  return { ...log, entries: shown }
}

/** An edit or a deletion changes the entry that it points at; both stay in the log, so that one cursor recovers all. */
function fold(entries: readonly ShownEntry[], change: Entry): readonly ShownEntry[] {
  if (change.kind !== 'edited' && change.kind !== 'deleted') return entries
  return entries.map((entry) => {
    if (entry.id !== change.target || entry.kind !== 'message') return entry
    if (change.kind === 'deleted') return { ...entry, parts: [], deleted: true as const }
    return entry.deleted ? entry : { ...entry, parts: change.parts, edited: true as const }
  })
}

/** The plain text of a message, for previews, notifications and search; parts that are not text are left out. */
export function textOf(parts: readonly Part[]): string {
  return parts
    .filter((part) => part.type === 'text')
    .map((part) => part.text)
    .join('\n')
}
