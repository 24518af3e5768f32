/** The words of a hit with what was looked for marked in them. */
import type { SearchResult } from '@docent/protocol'
import type { VNode } from 'preact'

export function Snippet({ hit }: { hit: SearchResult }): VNode {
  let at = 0
  const pieces = hit.highlights.flatMap(([from, to]) => {
    const plain = hit.snippet.slice(at, from)
    at = to
    return [plain, <mark key={from}>{hit.snippet.slice(from, to)}</mark>]
  })
  return (
    <span class="insert-snippet" dir="auto" lang={hit.locale}>
      {pieces}
      {hit.snippet.slice(at)}
    </span>
  )
}
