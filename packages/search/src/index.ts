/** The door of the search: an index of articles, its bytes, and what is shown of a hit. Pure; the same on the relay and in a page. */
export { type FoundWord, wordsIn } from './analyse.ts'
export {
  type ArticleIndex,
  type ArticleIndexOptions,
  createArticleIndex,
  type SearchDocument,
} from './article-index.ts'
export { loadArticleIndex } from './load-article-index.ts'
export type { Synonyms } from './question.ts'
export type { SearchHit } from './ranking.ts'
export { type Highlight, highlightsOf, type Snippet, snippetOf } from './snippet.ts'
