import { randomUUID } from 'node:crypto'
import { articleLimits } from '@docent/protocol'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { tourOf } from '../../flows/testing/flow-desk.ts'
import { type ArticleDesk, codeOf, given, openArticleDesk } from '../testing/article-desk.ts'
import type { ImportedTranslation } from './imported-translation.ts'

let desk: ArticleDesk

beforeEach(async () => {
  desk = await openArticleDesk()
})
afterEach(() => desk.close())

const file = (key: string, change: Partial<ImportedTranslation> = {}): ImportedTranslation => ({
  key,
  locale: 'en',
  title: `About ${key}`,
  slug: `about-${key}`,
  body: `All about **${key}**.`,
  collection: null,
  tags: [],
  tour: null,
  draft: false,
  ...change,
})

async function put(...batch: readonly ImportedTranslation[]): Promise<readonly string[]> {
  const replies = await desk.bulk.put(desk.susan, batch)
  desk.bulk.announce(desk.shop.id)
  return replies.map((reply) => (reply.ok ? reply.data.outcome : reply.error.code))
}

const idOf = async (key: string) => {
  const row = await desk.storage.read
    .selectFrom('articles')
    .select('id')
    .where('key', '=', key)
    .executeTakeFirst()
  return row?.id ?? ''
}

it('[HLP7] publishes what is new, and changes nothing the second time', async () => {
  const batch = [
    file('one', { collection: 'Basics', tags: ['a'] }),
    file('two'),
    file('three', { draft: true }),
  ]
  expect(await put(...batch)).toEqual(['created', 'created', 'created'])
  expect(desk.told).toEqual([{ articleId: null, live: true }])
  const revision = desk.revision.of(desk.shop.id)
  expect(await put(...batch)).toEqual(['unchanged', 'unchanged', 'unchanged'])
  expect(desk.told).toHaveLength(1)
  expect(desk.revision.of(desk.shop.id)).toBe(revision)
  const { others, collections } = await desk.documents.overview(desk.shop.id, [])
  expect(collections).toMatchObject([{ title: 'Basics', articles: [{ key: 'one' }] }])
  expect(others.map(({ key }) => key)).toEqual(['two'])
  expect(await desk.audits('articles.imported')).toHaveLength(1)
})

it('[HLP7] makes the next version of what changed alone', async () => {
  await put(file('one'), file('two'))
  expect(await put(file('one'), file('two', { body: 'Another text.' }))).toEqual(['unchanged', 'changed'])
  expect(await desk.translation(desk.ada, await idOf('one'))).toMatchObject({ liveVersion: 1 })
  expect(await desk.translation(desk.ada, await idOf('two'))).toMatchObject({
    liveVersion: 2,
    changed: false,
  })
})

it('[HLP7] joins translations by their key, and their collections by the article', async () => {
  await put(
    file('one', { collection: 'Basics' }),
    file('one', { locale: 'et', slug: 'uks', title: 'Üks', collection: 'Algus' }),
    file('two', { locale: 'et', slug: 'kaks', title: 'Kaks', collection: 'Algus' }),
  )
  const { collections } = await desk.documents.overview(desk.shop.id, ['et'])
  expect(collections).toMatchObject([{ title: 'Algus', articles: [{ title: 'Kaks' }, { title: 'Üks' }] }])
})

describe('a bad one', () => {
  it('[HLP7] is named, and the others are stored', async () => {
    const replies = await desk.bulk.put(desk.susan, [
      file('one'),
      file('two', { slug: 'about-one' }),
      file('three', { body: '' }),
      file('four', { body: '![](https://pictures.example/a.png)' }),
      file('gone', { body: `![A](/api/v1/pictures/${'a'.repeat(64)})` }),
      file('five', { tour: await desk.published(desk.stranger, tourOf('One')) }),
      file('six', { body: 'x'.repeat(60_000) }),
      file('seven'),
      file('seven', { title: 'Once more' }),
    ])
    expect(replies.map(codeOf)).toEqual([
      'ok',
      'bad_request',
      'bad_request',
      'bad_request',
      'bad_request',
      'bad_request',
      'too_large',
      'ok',
      'bad_request',
    ])
    expect(replies[1]).toMatchObject({ error: { data: { path: 'slug' } } })
    expect(replies[1]?.ok || replies[1]?.error.message).toContain('"About one"')
    const list = given(await desk.shelf.list(desk.ada, { after: null, limit: 9, archived: false }))
    expect(list.articles.map(({ key }) => key).toSorted()).toEqual(['one', 'seven'])
  })

  it('[HLP15] is none because another site has the same', async () => {
    expect((await desk.bulk.put(desk.stranger, [file('one')])).map(codeOf)).toEqual(['ok'])
    expect(await put(file('one'))).toEqual(['created'])
  })
})

it('[HLP11] keeps the old address of what a file renames', async () => {
  await put(file('one'))
  await put(file('one', { slug: 'anew' }))
  expect(await desk.documents.at(desk.shop.id, 'en', 'about-one')).toMatchObject({ slug: 'anew' })
})

it('[HLP7] takes more than one batch, and announces them once', async () => {
  const many = Array.from({ length: 130 }, (_, at) => file(`n${at}`))
  expect(new Set(await put(...many))).toEqual(new Set(['created']))
  expect(desk.told).toEqual([{ articleId: null, live: true }])
  expect((await desk.documents.overview(desk.shop.id, [])).others).toHaveLength(130)
})

describe('an article that was made of a conversation', () => {
  const made = async (body: string): Promise<string> => {
    const articleId = randomUUID()
    const conversationId = await desk.conversation()
    const draft = { articleId, locale: 'en', title: 'Parking', body, collectionId: null, conversationId }
    given(await desk.articles.create(desk.ada, draft))
    return articleId
  }
  const parking = (body: string, change: Partial<ImportedTranslation> = {}) =>
    file('parking', { title: 'Parking', slug: 'parking', body, ...change })

  it('[HLP14] is looked through anew in the words that a file brings', async () => {
    const articleId = await made('Behind the house.')
    const [reply] = await desk.bulk.put(desk.susan, [parking('Behind the house.\n\nAsk ann@mail.example.')])
    expect(reply).toMatchObject({ error: { data: { path: 'body.2' } } })
    expect(await put(parking('Ask ann@mail.example.', { draft: true }))).toEqual(['changed'])
    expect((await desk.translation(desk.ada, articleId)).marks).toEqual([
      { kind: 'email', text: 'ann@mail.example', confirmed: false },
    ])
    given(await desk.articles.confirm(desk.ada, { articleId, locale: 'en' }, ['ann@mail.example']))
    expect(await put(parking('Ask ann@mail.example.'))).toEqual(['changed'])
  })

  it('[HLP14] is looked through in a language that a file adds', async () => {
    await made('Behind the house.')
    const added = parking('Küsi: ann@mail.example', { locale: 'et' })
    expect(await put(added)).toEqual(['bad_request'])
  })
})

it('[HLP7] adds no more languages to an article than it takes', async () => {
  const letters = [...'abcdefgh']
  const locales = letters.flatMap((one) => letters.map((two) => one + two)).slice(0, articleLimits.locales)
  const inAll = locales.map((locale) => file('one', { locale }))
  expect(new Set(await put(...inAll))).toEqual(new Set(['created']))
  expect(await put(file('one', { locale: 'zz' }), ...inAll.slice(0, 1))).toEqual(['at_capacity', 'unchanged'])
})

it('[HLP7] brings back no archived article where the site is full', async () => {
  await put(file('one'))
  given(await desk.publishing.archive(desk.susan, await idOf('one'), true))
  await desk.storage.writes.transaction(async (trx) => {
    await sql`
      with recursive n(at) as (select 1 union all select at + 1 from n where at < ${articleLimits.articles})
      insert into articles (id, site_id, key, tags, suggest_on, created_at)
      select 'filler-' || at, ${desk.shop.id}, 'filler-' || at, '[]', '[]', 0 from n
    `.execute(trx)
  })
  expect(await put(file('one'))).toEqual(['at_capacity'])
  await desk.storage.writes.transaction(async (trx) => {
    await trx.deleteFrom('articles').where('id', '=', 'filler-7').execute()
  })
  expect(await put(file('one'), file('two'))).toEqual(['changed', 'at_capacity'])
})
