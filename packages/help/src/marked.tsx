/** A snippet with the words that were meant standing out. */
import type { SearchResult } from '@docent/protocol/article'
import type { ComponentChildren } from 'preact'

export function marked({
  snippet,
  highlights,
}: Pick<SearchResult, 'snippet' | 'highlights'>): ComponentChildren[] {
  const pieces: ComponentChildren[] = []
  let done = 0
  for (const [from, to] of highlights) {
    pieces.push(snippet.slice(done, from), <mark>{snippet.slice(from, to)}</mark>)
    done = to
  }
  // A piece of a text: where it stops within a sentence, it shows that it does.
  return [...pieces, snippet.slice(done), /[.!?…。:)]["»”’]*$/.test(snippet) ? '' : '…']
}
