/** A found article as its reader sees it: its title, and the piece of its text that answers. Pure. */
import type { ArticleBlock, SearchResult } from '@docent/protocol'
import { articleWords } from '@docent/protocol/article-words'
import { type SearchDocument, type Synonyms, snippetOf } from '@docent/search'
import type { LiveText } from '../reading/live-articles.store.ts'

export function shownHit(
  { articleId, key, slug, locale, title, tour, nodes }: LiveText,
  score: number,
  query: string,
  synonyms: Synonyms,
): SearchResult {
  return {
    id: articleId,
    key,
    slug,
    locale,
    title,
    ...(tour !== null && { tour }),
    ...snippetOf(wordsOf(nodes).text, query, synonyms),
    score,
  }
}

/** What an article is found by. */
export const searchDocument = ({ articleId, title, nodes }: LiveText): SearchDocument => ({
  id: articleId,
  title,
  ...wordsOf(nodes),
})

/** What the relay wrote itself. */
const wordsOf = (nodes: string) => articleWords(JSON.parse(nodes) as ArticleBlock[])
