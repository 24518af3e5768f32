/**
 * What of a draft may be of one person [HLP14]: found in its words each time that they change, and kept as confirmed where
 * somebody said that everybody may read it. Only drafts that were made of a conversation are looked through.
 */
import { articleLimits, type PersonalMark } from '@docent/protocol'
import type { Kysely, Transaction } from 'kysely'
import type { Schema } from '../../storage/schema.ts'
import type { Words } from './articles.store.ts'

/** Finds what may be personal in words that were made of a conversation. */
export type FindMarks = (
  db: Kysely<Schema> | Transaction<Schema>,
  conversationId: string,
  words: Pick<Words, 'title' | 'body'>,
) => Promise<readonly Pick<PersonalMark, 'kind' | 'text'>[]>

/** What the relay wrote itself. */
export const marksOf = (json: string): readonly PersonalMark[] => JSON.parse(json) as readonly PersonalMark[]

/** Those that stand in the words; the others were taken out. */
export const standing = (
  marks: readonly PersonalMark[],
  { title, body }: Pick<Words, 'title' | 'body'>,
): readonly PersonalMark[] => marks.filter(({ text }) => title.includes(text) || body.includes(text))

/** Confirmed ones are remembered also while they are not in the words: a text that comes back is not asked about again. */
export function joined(
  before: readonly PersonalMark[],
  found: readonly Pick<PersonalMark, 'kind' | 'text'>[],
): readonly PersonalMark[] {
  const confirmed = new Set(before.flatMap(({ text, confirmed }) => (confirmed ? [text] : [])))
  const now = found.map(({ kind, text }) => ({ kind, text, confirmed: confirmed.has(text) }))
  const texts = new Set(now.map(({ text }) => text))
  const kept = before.filter((mark) => mark.confirmed && !texts.has(mark.text))
  return [...now, ...kept].slice(0, articleLimits.marks)
}
