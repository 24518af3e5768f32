/** Opens a saved index bit by bit, so that a page stays quick meanwhile: the caller decides when the next slice is read. */
import { type ArticleIndex, type ArticleIndexOptions, indexOf } from './article-index.ts'
import { loadPostings } from './saved-index.ts'

/**
 * Each `next()` reads one slice and yields which share is done, from 0 to 1; the last one returns the index,
 * or null where the bytes are broken or of another version: then the caller fetches them anew.
 *
 * @example
 * const loading = loadArticleIndex(bytes)
 * for (let step = loading.next(); ; step = loading.next()) {
 *   if (step.done) return step.value
 *   await idle()
 * }
 */
export function* loadArticleIndex(
  bytes: Uint8Array,
  options: ArticleIndexOptions = {},
): Generator<number, ArticleIndex | null> {
  const postings = yield* loadPostings(bytes)
  return postings && indexOf(postings, options)
}
