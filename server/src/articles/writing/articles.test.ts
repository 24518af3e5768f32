import { randomUUID } from 'node:crypto'
import { articleLimits, Slug } from '@docent/protocol'
import * as v from 'valibot'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { bannerOf, tourOf } from '../../flows/testing/flow-desk.ts'
import { type ArticleDesk, codeOf, given, openArticleDesk } from '../testing/article-desk.ts'

let desk: ArticleDesk

beforeEach(async () => {
  desk = await openArticleDesk()
})
afterEach(() => desk.close())

const place = { key: 'refunds', collectionId: null, tags: [], tourFlowId: null, suggestOn: [] }

async function newCollection(by = desk.susan): Promise<string> {
  const collectionId = randomUUID()
  given(
    await desk.collections.save(by, collectionId, { titles: { en: 'Money' }, descriptions: {}, position: 0 }),
  )
  return collectionId
}

describe('drafts', () => {
  it('[HLP2] begin with a key and an address made of the title', async () => {
    const articleId = randomUUID()
    const made = {
      articleId,
      locale: 'et',
      title: 'Kuidas tühistada tellimus?',
      body: '',
      collectionId: null,
    }
    const answer = { rev: 1, key: 'kuidas-tuhistada-tellimus', slug: 'kuidas-tuhistada-tellimus' }
    expect(given(await desk.articles.create(desk.ada, made))).toEqual(answer)
    expect(given(await desk.articles.create(desk.ada, made))).toEqual(answer)
    expect(codeOf(await desk.articles.create(desk.ada, { ...made, title: 'Another' }))).toBe('mismatch')
    expect(await desk.audits('article.created')).toHaveLength(1)
  })

  it('[HLP14] of a conversation get a key without what may be of one person', async () => {
    const articleId = randomUUID()
    const title = 'Ann lost her invoice for ann@example.org'
    const words = { locale: 'en', title, body: 'Here.', collectionId: null }
    const conversationId = await desk.conversation()
    const made = given(await desk.articles.create(desk.ada, { articleId, ...words, conversationId }))
    expect(made.key).toBe('lost-her-invoice-for')
  })

  it('[HLP2] get a number where two have one title', async () => {
    const one = await desk.drafted(desk.ada)
    const other = await desk.drafted(desk.ada)
    expect((await desk.translation(desk.ada, one)).slug).toBe('refunds')
    expect((await desk.translation(desk.ada, other)).slug).toBe('refunds-2')
    expect(given(await desk.shelf.show(desk.ada, other)).key).toBe('refunds-2')
  })

  it('[HLP2] are saved from the rev that they were made from, once', async () => {
    const articleId = await desk.drafted(desk.ada)
    const save = { articleId, locale: 'en', rev: 1, title: 'Returns', slug: 'returns', body: 'Soon.' }
    expect(given(await desk.articles.save(desk.ada, save))).toEqual({ rev: 2 })
    expect(given(await desk.articles.save(desk.ada, save))).toEqual({ rev: 2 })
    expect(codeOf(await desk.articles.save(desk.ada, { ...save, body: 'Later.' }))).toBe('conflict')
    expect(await desk.translation(desk.ada, articleId)).toMatchObject({
      title: 'Returns',
      rev: 2,
      body: 'Soon.',
    })
  })

  it('[HLP2] begin in another language with rev 0', async () => {
    const articleId = await desk.drafted(desk.ada)
    const save = { articleId, locale: 'et', rev: 0, title: 'Tagasi', slug: 'tagasi', body: 'Varsti.' }
    expect(given(await desk.articles.save(desk.ada, save))).toEqual({ rev: 1 })
    expect(given(await desk.articles.save(desk.ada, save))).toEqual({ rev: 1 })
    expect(codeOf(await desk.articles.save(desk.ada, { ...save, body: 'Hiljem.' }))).toBe('conflict')
    expect(codeOf(await desk.articles.save(desk.ada, { ...save, locale: 'lv', rev: 3 }))).toBe('conflict')
  })

  it('[HLP2] never take the address of another article', async () => {
    const articleId = await desk.drafted(desk.ada)
    await desk.drafted(desk.ada, { title: 'Returns' })
    const reply = await desk.articles.save(desk.ada, {
      articleId,
      locale: 'en',
      rev: 1,
      title: 'Refunds',
      slug: 'returns',
      body: '',
    })
    expect(reply).toMatchObject({ ok: false, error: { code: 'bad_request', data: { path: 'slug' } } })
    expect(reply.ok || reply.error.message).toContain('"Returns"')
    // Another language has addresses of its own.
    const translated = { articleId, locale: 'et', rev: 0, title: 'Tagasi', slug: 'returns', body: '' }
    expect(codeOf(await desk.articles.save(desk.ada, translated))).toBe('ok')
  })

  it('[HLP2] fit into a frame', async () => {
    const body = 'õ'.repeat(articleLimits.bodyBytes / 2 + 1)
    const made = { articleId: randomUUID(), locale: 'et', title: 'Pikk', body, collectionId: null }
    expect(codeOf(await desk.articles.create(desk.ada, made))).toBe('too_large')
    const articleId = await desk.drafted(desk.ada)
    const save = { articleId, locale: 'en', rev: 1, title: 'Long', slug: 'long', body }
    expect(codeOf(await desk.articles.save(desk.ada, save))).toBe('too_large')
  })
})

describe('what all languages share', () => {
  it('keeps key, collection, tags, tour and pages', async () => {
    const articleId = await desk.live(desk.susan)
    const collectionId = await newCollection()
    const tourFlowId = await desk.published(desk.amir, tourOf('One'))
    const whole = {
      key: 'money-back',
      collectionId,
      tags: ['money', 'money'],
      tourFlowId,
      suggestOn: ['/pay*'],
    }
    given(await desk.articles.place(desk.ada, articleId, whole))
    expect(given(await desk.shelf.show(desk.ada, articleId))).toMatchObject({ ...whole, tags: ['money'] })
    expect(desk.told.at(-1)).toEqual({ articleId, live: true })
  })

  it('refuses a key that another article has', async () => {
    await desk.drafted(desk.ada)
    const articleId = await desk.drafted(desk.ada, { title: 'Returns' })
    const reply = await desk.articles.place(desk.ada, articleId, place)
    expect(reply).toMatchObject({ ok: false, error: { code: 'bad_request', data: { path: 'place.key' } } })
  })

  it('[HLP9] names a tour of the own site alone', async () => {
    const articleId = await desk.drafted(desk.ada)
    const banner = await desk.published(desk.amir, bannerOf('Hello'))
    const foreign = await desk.published(desk.stranger, tourOf('One'))
    for (const tourFlowId of [banner, foreign, randomUUID()]) {
      const reply = await desk.articles.place(desk.ada, articleId, { ...place, tourFlowId })
      expect(reply).toMatchObject({ ok: false, error: { data: { path: 'place.tourFlowId' } } })
    }
  })

  it('loses its collection with it, and stays', async () => {
    const collectionId = await newCollection()
    const articleId = await desk.drafted(desk.ada, { collectionId })
    given(await desk.collections.remove(desk.susan, collectionId))
    expect(given(await desk.shelf.show(desk.ada, articleId)).collectionId).toBeNull()
    expect(codeOf(await desk.collections.remove(desk.susan, collectionId))).toBe('not_found')
  })
})

it('lists by pages, with what was opened and judged in 30 days', async () => {
  const ids = (
    await Promise.all(['One', 'Two', 'Three'].map((title) => desk.drafted(desk.ada, { title })))
  ).sort()
  const event = { site_id: desk.shop.id, session_id: randomUUID(), locale: 'en', query: null, results: null }
  const nothing = {
    seconds: null,
    reason: null,
    conversation_id: null,
    stored_at: 0,
    article_id: ids[0] as string,
  }
  const at = desk.clock.now()
  await desk.storage.writes.transaction((trx) =>
    trx
      .insertInto('help_events')
      .values([
        { ...event, ...nothing, id: '1', kind: 'opened', helpful: null, at },
        { ...event, ...nothing, id: '2', kind: 'opened', helpful: null, at: at - 31 * 86_400_000 },
        { ...event, ...nothing, id: '3', kind: 'voted', helpful: 1, at },
        { ...event, ...nothing, id: '4', kind: 'voted', helpful: 0, at },
      ])
      .execute(),
  )
  const first = given(await desk.shelf.list(desk.ada, { after: null, limit: 2, archived: false }))
  expect(first.articles.map(({ id }) => id)).toEqual(ids.slice(0, 2))
  expect(first.articles[0]).toMatchObject({ views: 1, helpful: 1, unhelpful: 1 })
  expect(first.articles[1]).toMatchObject({ views: 0, helpful: 0, unhelpful: 0 })
  expect(first.more).toBe(true)
  const after = first.articles[1]?.id ?? ''
  const rest = given(await desk.shelf.list(desk.ada, { after, limit: 2, archived: false }))
  expect(rest.articles.map(({ id }) => id)).toEqual(ids.slice(2))
  expect(rest.more).toBe(false)
})

it('[HLP2] gives each of many articles of one title names of its own, also where they fill all the room', async () => {
  for (const title of ['Untitled', `${'é'.repeat(60)} ${'x'.repeat(120)}`]) {
    const names = new Set<string>()
    for (let made = 0; made < 14; made++) {
      const article = { articleId: randomUUID(), locale: 'en', title, body: 'Text.', collectionId: null }
      const { key, slug } = given(await desk.articles.create(desk.ada, article))
      expect([key, slug].every((name) => v.is(Slug, name))).toBe(true)
      names.add(key).add(slug)
    }
    expect(names.size).toBe(14)
    expect([...names].at(-1)).toMatch(/-14$/)
  }
})

it('[HLP15] answers for the own site alone, in every verb', async () => {
  const articleId = await desk.live(desk.susan)
  const collectionId = await newCollection()
  const { stranger, articles, publishing, shelf, collections } = desk
  const of = { articleId, locale: 'en' }
  const words = { title: 'Mine', slug: 'mine', body: 'Mine.' }
  const refused = [
    await articles.save(stranger, { ...of, ...words, rev: 1 }),
    await articles.save(stranger, { ...of, ...words, locale: 'et', rev: 0 }),
    await articles.place(stranger, articleId, place),
    await articles.confirm(stranger, of, ['x']),
    await publishing.publish(stranger, { ...of, rev: 1 }),
    await publishing.publish(stranger, { ...of, rev: 1, at: null }),
    await publishing.withdraw(stranger, of),
    await publishing.restore(stranger, { ...of, version: 1 }),
    await publishing.archive(stranger, articleId, true),
    await shelf.show(stranger, articleId),
    await shelf.version(stranger, { ...of, version: 1 }),
    await collections.remove(stranger, collectionId),
    await collections.save(stranger, collectionId, { titles: { en: 'Mine' }, descriptions: {}, position: 0 }),
  ]
  expect(refused.map(codeOf)).toEqual(refused.map(() => 'not_found'))
  const own = await desk.drafted(stranger)
  expect(codeOf(await articles.place(stranger, own, { ...place, key: 'mine', collectionId }))).toBe(
    'bad_request',
  )
  const list = given(await shelf.list(stranger, { after: null, limit: 10, archived: false }))
  expect(list.articles.map(({ id }) => id)).toEqual([own])
  expect(list.collections).toEqual([])
  expect(
    codeOf(
      await articles.create(stranger, {
        ...of,
        title: 'Refunds',
        body: 'Within 30 days.',
        collectionId: null,
      }),
    ),
  ).toBe('mismatch')
})
