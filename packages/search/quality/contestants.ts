/** The searches that are compared: ours, and a common library as it comes. */
import MiniSearch from 'minisearch'
import { createArticleIndex, type SearchDocument } from '../src/index.ts'
import type { Search } from './measures.ts'

export const contestants = { plain, ours } satisfies Record<
  string,
  (documents: readonly SearchDocument[]) => Search
>

function plain(documents: readonly SearchDocument[]): Search {
  const index = new MiniSearch<{ id: string; title: string; headings: string; text: string }>({
    fields: ['title', 'headings', 'text'],
  })
  index.addAll(documents.map((document) => ({ ...document, headings: document.headings.join('\n') })))
  return (query) =>
    index
      .search(query)
      .slice(0, 10)
      .map(({ id }) => String(id))
}

function ours(documents: readonly SearchDocument[]): Search {
  const index = createArticleIndex()
  for (const document of documents) index.put(document)
  return (query) => index.search(query, { limit: 10 }).map(({ id }) => id)
}
