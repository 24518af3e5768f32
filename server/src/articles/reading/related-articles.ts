/** What somebody who reads an article may want next: the same for everybody, from collections, tags and titles. Pure. */
import type { PublishedArticle, PublishedTranslation } from './published-articles.ts'

const most = 3

/**
 * The three articles that are most like this one; fewer where the others have nothing in common with it.
 * @param shown an article in the language that this reader would read
 */
export function relatedTo(
  article: PublishedArticle,
  all: Iterable<PublishedArticle>,
  shown: (article: PublishedArticle) => PublishedTranslation | undefined,
): readonly PublishedArticle[] {
  const words = shown(article)?.words ?? none
  const tags = new Set(article.tags)
  const best: { readonly other: PublishedArticle; readonly score: number }[] = []
  for (const other of all) {
    if (other.id === article.id) continue
    const shared = other.tags.reduce((count, tag) => count + Number(tags.has(tag)), 0)
    const isNear = article.collectionId !== null && other.collectionId === article.collectionId
    const score = Number(isNear) + 2 * Math.min(shared, 2) + 3 * likeness(words, shown(other)?.words ?? none)
    if (score === 0 || (best.length === most && score <= (best.at(-1)?.score ?? 0))) continue
    // Behind those of the same score: articles come in one order, so that the same three stay.
    const at = best.findIndex((known) => known.score < score)
    best.splice(at < 0 ? best.length : at, 0, { other, score })
    best.length = Math.min(best.length, most)
  }
  return best.map(({ other }) => other)
}

/** 0 for nothing in common, 1 for the same words. */
function likeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let common = 0
  for (const word of one) if (other.has(word)) common++
  return common === 0 ? 0 : common / (one.size + other.size - common)
}

const none: ReadonlySet<string> = new Set()
