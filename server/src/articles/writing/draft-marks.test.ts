import { randomUUID } from 'node:crypto'
import { parseArticle } from '@docent/protocol/article-text'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type ArticleDesk, given, openArticleDesk } from '../testing/article-desk.ts'
import { createArticleChanges } from './article-changes.ts'
import { createArticles } from './articles.ts'
import type { FindMarks } from './draft-marks.ts'
import { createPublishing } from './publishing.ts'

let desk: ArticleDesk
let conversationId: string

/** What is in angle brackets, so that these tests are about marks and not about how they are found. */
const findMarks: FindMarks = async (_db, _conversationId, { title, body }) =>
  [...`${title} ${body}`.matchAll(/<[^>]+>/g)].map(([text]) => ({ kind: 'email', text }))

beforeEach(async () => {
  desk = await openArticleDesk()
  conversationId = await desk.conversation()
})
afterEach(() => desk.close())

function library() {
  const { storage, clock } = desk
  const changes = createArticleChanges({ storage, clock })
  return {
    articles: createArticles({ storage, changes, findMarks }),
    publishing: createPublishing({
      storage,
      changes,
      findMarks,
      parse: async (markdown) => parseArticle(markdown),
      clock,
    }),
  }
}

it('[HLP14] are found in each draft of a conversation, and stand until confirmed or taken out', async () => {
  const { articles, publishing } = library()
  const of = { articleId: randomUUID(), locale: 'en' }
  const made = { ...of, title: 'Refunds', body: 'Ask <ann>.', collectionId: null, conversationId }
  given(await articles.create(desk.ada, made))
  const publish = (rev: number) => publishing.publish(desk.susan, { ...of, rev })
  expect(await publish(1)).toMatchObject({ error: { code: 'bad_request', data: { path: 'marks' } } })
  const refused = await publish(1)
  expect(refused.ok || refused.error.message).toContain('"<ann>"')
  const words = { title: 'Refunds', slug: 'refunds' }
  given(await articles.save(desk.ada, { ...of, ...words, rev: 1, body: 'Ask <ann> or <bob>.' }))
  given(await articles.confirm(desk.susan, of, ['<ann>']))
  expect((await desk.translation(desk.ada, of.articleId)).marks).toEqual([
    { kind: 'email', text: '<ann>', confirmed: true },
    { kind: 'email', text: '<bob>', confirmed: false },
  ])
  expect(await publish(2)).toMatchObject({ error: { data: { path: 'marks' } } })
  given(await articles.save(desk.ada, { ...of, ...words, rev: 2, body: 'Ask us.' }))
  given(await publish(3))
  // What was confirmed once is not asked about again.
  given(await articles.save(desk.ada, { ...of, ...words, rev: 3, body: 'Ask <ann>.' }))
  given(await publish(4))
  expect(await desk.audits('article.confirmed')).toHaveLength(1)
})

it('[HLP14] are looked for in nothing that was written for everybody from the start', async () => {
  const { articles, publishing } = library()
  const of = { articleId: randomUUID(), locale: 'en' }
  given(await articles.create(desk.ada, { ...of, title: 'Refunds', body: 'Ask <us>.', collectionId: null }))
  given(await publishing.publish(desk.susan, { ...of, rev: 1 }))
})
