/** A small article as its author writes it, published at a live relay. For tests. */
import type { LiveRelay } from '../../realtime/testing/live-relay.ts'

export interface LiveArticle {
  readonly articleId: string
  readonly key: string
  readonly slug: string
}

/** Publishes an article by a supervisor of the shop, as its version 1 of the draft 1. */
export async function publishedArticle(
  relay: LiveRelay,
  { title = 'Refunds', body = 'Money **back** within 30 days.', locale = 'en' } = {},
): Promise<LiveArticle> {
  const author = await relay.agent('susan')
  const articleId = relay.random.uuid()
  const made = await author.must<{ rev: number; key: string; slug: string }>('article:create', {
    articleId,
    locale,
    title,
    body,
    collectionId: null,
  })
  await author.must('article:publish', { articleId, locale, rev: made.rev })
  author.close()
  return { articleId, key: made.key, slug: made.slug }
}
