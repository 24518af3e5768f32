/**
 * What a help session searched for, and what became of each search [HLP13]. A question that was typed on is one search: what
 * counts is how it ended. Pure.
 */
import { wordsIn } from '@docent/search'
import { maskMarks } from '../personal/personal-marks.ts'
import type { HelpSession } from './help-sessions.store.ts'

export interface HelpSearch {
  readonly query: string
  readonly locale: string
  readonly at: number
  /** Null where nobody searched: the question went to a person at once. */
  readonly results: number | null
  readonly clicked: boolean
  readonly asked: { readonly at: number; readonly conversationId: string | null } | null
}

type Open = { -readonly [Key in keyof HelpSearch]: HelpSearch[Key] }

export function searchesOf(session: HelpSession): readonly HelpSearch[] {
  const searches: Open[] = []
  let isTyping = false
  const meant = (query: string): Open | undefined =>
    searches.findLast((search) => search.query === query) ??
    searches.findLast((search) => foldedWords(search.query).join(' ') === foldedWords(query).join(' '))
  for (const { kind, query, locale, at, results, conversationId } of session) {
    const before = searches.at(-1)
    switch (kind) {
      case 'searched':
        if (query === null) break
        if (isTyping && before && before.asked === null && isTypedOn(before.query, query)) searches.pop()
        searches.push({ query, locale, at, results, clicked: false, asked: null })
        isTyping = true
        break
      case 'opened': {
        const search = (query === null ? undefined : meant(query)) ?? before
        if (search) search.clicked = true
        isTyping = false
        break
      }
      case 'asked': {
        const asked = { at, conversationId }
        const search = query === null ? before : meant(query)
        if (search) search.asked = asked
        else if (query !== null) searches.push({ query, locale, at, results: null, clicked: false, asked })
        break
      }
      default:
        break
    }
  }
  return searches
}

/** Letters were added at its end, or taken away. */
function isTypedOn(before: string, query: string): boolean {
  const [one, other] = [foldedWords(before).join(' '), foldedWords(query).join(' ')]
  return one !== '' && other !== '' && (one.startsWith(other) || other.startsWith(one))
}

/** As the search reads them; marks of what was personal are no words. */
const foldedWords = (query: string): readonly string[] =>
  wordsIn(query.replace(maskMarks, ' ')).flatMap(({ word, joined }) => (joined ? [] : [word]))

/** The same for queries that say the same, in whatever order; empty where nothing is said. */
export const meaningOf = (query: string): string => [...new Set(foldedWords(query))].sort().join(' ')
