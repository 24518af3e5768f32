import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type ArticleDesk, codeOf, day, en, given, openArticleDesk } from '../testing/article-desk.ts'
import { pngOf } from '../testing/small-pictures.ts'

let desk: ArticleDesk

beforeEach(async () => {
  desk = await openArticleDesk()
})
afterEach(() => desk.close())

async function saved(
  articleId: string,
  rev: number,
  words: { title?: string; slug?: string; body?: string },
) {
  const { title, slug, body } = { title: 'Refunds', slug: 'refunds', body: 'Within 30 days.', ...words }
  return given(await desk.articles.save(desk.ada, { ...en(articleId), rev, title, slug, body })).rev
}

const published = async (articleId: string, rev: number) =>
  given(await desk.publishing.publish(desk.susan, { ...en(articleId), rev }))

describe('a version', () => {
  it('[HLP1] is frozen with its nodes, and made once per draft', async () => {
    const articleId = await desk.drafted(desk.ada, { body: 'Money **back**.' })
    expect(await published(articleId, 1)).toEqual({ version: 1, publishAt: null })
    expect(await published(articleId, 1)).toEqual({ version: 1, publishAt: null })
    const row = await desk.storage.read.selectFrom('article_versions').selectAll().executeTakeFirstOrThrow()
    expect(row.nodes).toContain('"type":"strong"')
    expect(row).toMatchObject({ title: 'Refunds', slug: 'refunds', body: 'Money **back**.' })
    expect(await desk.audits('article.published')).toHaveLength(1)
  })

  it('[HLP2] is made of the draft that was looked at', async () => {
    const articleId = await desk.drafted(desk.ada)
    await saved(articleId, 1, { body: 'Another text.' })
    expect(codeOf(await desk.publishing.publish(desk.susan, { ...en(articleId), rev: 1 }))).toBe('conflict')
  })

  it('[HLP1] is published again as a new one, and the draft becomes the same', async () => {
    const articleId = await desk.live(desk.susan, { body: 'First.' })
    await published(articleId, await saved(articleId, 1, { body: 'Second.' }))
    const restored = { version: 3, rev: 3 }
    expect(given(await desk.publishing.restore(desk.susan, { ...en(articleId), version: 1 }))).toEqual(
      restored,
    )
    expect(given(await desk.publishing.restore(desk.susan, { ...en(articleId), version: 1 }))).toEqual(
      restored,
    )
    expect(await desk.translation(desk.ada, articleId)).toMatchObject({
      body: 'First.',
      liveVersion: 3,
      changed: false,
      versions: [{ version: 3, restoredFrom: 1 }, { version: 2 }, { version: 1 }],
    })
    expect(codeOf(await desk.publishing.restore(desk.susan, { ...en(articleId), version: 9 }))).toBe(
      'not_found',
    )
  })

  it('[HLP1] withdrawn leaves its draft, archived leaves the list and comes back as a draft', async () => {
    const { publishing, shelf, susan } = desk
    const articleId = await desk.live(susan)
    given(await publishing.withdraw(susan, en(articleId)))
    expect(await desk.translation(susan, articleId)).toMatchObject({
      liveVersion: null,
      body: 'Within 30 days.',
    })
    await published(articleId, 1)
    given(await publishing.archive(susan, articleId, true))
    const ids = async (archived: boolean) =>
      given(await shelf.list(susan, { after: null, limit: 9, archived })).articles.map(({ id }) => id)
    expect([await ids(false), await ids(true)]).toEqual([[], [articleId]])
    expect(codeOf(await publishing.publish(susan, { ...en(articleId), rev: 1 }))).toBe('not_found')
    given(await publishing.archive(susan, articleId, false))
    expect(await ids(false)).toEqual([articleId])
    expect((await desk.translation(susan, articleId)).liveVersion).toBeNull()
  })

  it('[HLP1] never changes, whatever is saved, published and restored after it', async () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('save' as const), body: fc.string({ minLength: 1 }) }),
      fc.constant({ kind: 'publish' as const }),
      fc.record({ kind: fc.constant('restore' as const), version: fc.integer({ min: 1, max: 4 }) }),
      fc.constant({ kind: 'withdraw' as const }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const articleId = await desk.drafted(desk.ada, { title: randomUUID() })
        let { rev, slug } = await desk.translation(desk.ada, articleId)
        const frozen = new Map<number, string>()
        for (const made of steps) {
          if (made.kind === 'save') {
            const words = { title: 'Title', slug, body: made.body }
            rev = given(await desk.articles.save(desk.ada, { ...en(articleId), rev, ...words })).rev
          } else if (made.kind === 'publish')
            await desk.publishing.publish(desk.susan, { ...en(articleId), rev })
          else if (made.kind === 'withdraw') given(await desk.publishing.withdraw(desk.susan, en(articleId)))
          else {
            const reply = await desk.publishing.restore(desk.susan, {
              ...en(articleId),
              version: made.version,
            })
            if (reply.ok) rev = reply.data.rev
          }
          const rows = await desk.storage.read
            .selectFrom('article_versions')
            .selectAll()
            .where('article_id', '=', articleId)
            .execute()
          for (const row of rows) {
            const now = JSON.stringify(row)
            expect(frozen.get(row.version) ?? now).toBe(now)
            frozen.set(row.version, now)
          }
        }
      }),
      { numRuns: 15 },
    )
  })
})

it('[HLP6] keeps with a version how large its own pictures are, wherever they stand', async () => {
  const [own, foreign] = ['a'.repeat(64), 'b'.repeat(64)]
  const picture = {
    media_type: 'image/png',
    width: 640,
    height: 280,
    bytes: sql<Uint8Array>`x''`,
    created_by: null,
  }
  await desk.storage.writes.transaction((trx) =>
    trx
      .insertInto('pictures')
      .values([
        { ...picture, id: own, site_id: desk.shop.id, created_at: 0 },
        { ...picture, id: foreign, site_id: desk.other.id, created_at: 0 },
      ])
      .execute(),
  )
  const body = [own, foreign].map((id) => `- > ![A pier](/api/v1/pictures/${id})`).join('\n')
  const articleId = await desk.live(desk.susan, { body })
  const shown = await desk.documents.shown(desk.shop.id, articleId, [])
  const nodes = JSON.stringify(shown?.nodes)
  expect(nodes).toContain(
    `{"type":"picture","url":"/api/v1/pictures/${own}","alt":"A pier","width":640,"height":280}`,
  )
  expect(nodes).toContain(`{"type":"picture","url":"/api/v1/pictures/${foreign}","alt":"A pier"}`)
})

describe('what is not whole', () => {
  const refused = async (body: string) => {
    const articleId = await desk.drafted(desk.ada, { body })
    return desk.publishing.publish(desk.susan, { ...en(articleId), rev: 1 })
  }

  it('[HLP2] is not published without a text', async () => {
    expect(await refused(' \n ')).toMatchObject({ error: { code: 'bad_request', data: { path: 'body' } } })
  })

  it('[HLP6] is not published with a picture of the relay that is gone, at once, later, or from an older version', async () => {
    const { pictures, publishing, storage, susan } = desk
    const { id, url } = given(await pictures.put(desk.ada, pngOf(1, 1)))
    const message = expect.stringContaining('The picture "A chart" is gone')
    const gone = { ok: false, error: { code: 'bad_request', message, data: { path: 'body' } } }
    const body = `> - ![A chart](${url})\n\n![A host](https://pictures.example/a.png)`
    const articleId = await desk.live(susan, { body })
    const rev = await saved(articleId, 1, { body: `${body}\n\nMore.` })
    await storage.writes.transaction((trx) => trx.deleteFrom('pictures').where('id', '=', id).execute())
    expect(await publishing.publish(susan, { ...en(articleId), rev })).toMatchObject(gone)
    const at = desk.clock.now() + day
    expect(await publishing.publish(susan, { ...en(articleId), rev, at })).toMatchObject(gone)
    expect(await publishing.restore(susan, { ...en(articleId), version: 1 })).toMatchObject(gone)
    given(await pictures.put(desk.ada, pngOf(1, 1)))
    expect(await published(articleId, rev)).toMatchObject({ version: 2 })
  })

  it('[HLP6] is not published with a picture that says nothing to who does not see it', async () => {
    for (const body of ['![](https://pictures.example/a.png)', '> ![ ](https://pictures.example/a.png)'])
      expect(await refused(body)).toMatchObject({ error: { code: 'bad_request', data: { path: 'body' } } })
    expect(codeOf(await refused('![A ship](https://pictures.example/a.png)'))).toBe('ok')
  })
})

describe('a slug', () => {
  it('[HLP11] that was renamed leads to the new one, and stays the article’s own', async () => {
    const { documents, shop, susan } = desk
    const articleId = await desk.live(susan)
    await published(articleId, await saved(articleId, 1, { slug: 'money-back' }))
    await published(articleId, await saved(articleId, 2, { slug: 'returns' }))
    for (const slug of ['refunds', 'money-back', 'returns'])
      expect(await documents.at(shop.id, 'en', slug)).toEqual({ articleId, locale: 'en', slug: 'returns' })
    expect((await desk.translation(susan, articleId)).oldSlugs.toSorted()).toEqual(['money-back', 'refunds'])
    expect(await documents.at(shop.id, 'en', 'nothing')).toBeNull()
    expect(await documents.at(desk.other.id, 'en', 'refunds')).toBeNull()
  })

  it('[HLP11] of another article is refused with its name, until that is archived', async () => {
    const { articles, publishing, susan, ada } = desk
    const first = await desk.live(susan)
    await published(first, await saved(first, 1, { slug: 'returns', title: 'Returns' }))
    const second = await desk.drafted(ada, { title: 'Other' })
    const words = { title: 'Other', slug: 'refunds', body: 'Mine.' }
    const reply = await articles.save(ada, { ...en(second), rev: 1, ...words })
    expect(reply).toMatchObject({ error: { code: 'bad_request', data: { path: 'slug' } } })
    expect(reply.ok || reply.error.message).toContain('"Returns"')
    given(await publishing.archive(susan, first, true))
    given(await articles.save(ada, { ...en(second), rev: 1, ...words }))
    await published(second, 2)
    expect((await desk.documents.at(desk.shop.id, 'en', 'refunds'))?.articleId).toBe(second)
    given(await publishing.archive(susan, first, false))
    expect(codeOf(await publishing.restore(susan, { ...en(first), version: 1 }))).toBe('bad_request')
  })

  it('[HLP11] leads to a live address in one step, however often articles are renamed', async () => {
    const slugs = ['one', 'two', 'three'] as const
    const rename = fc.tuple(fc.integer({ min: 0, max: 1 }), fc.constantFrom(...slugs))
    await fc.assert(
      fc.asyncProperty(fc.array(rename, { maxLength: 10 }), async (renames) => {
        const mark = randomUUID().slice(0, 8)
        const ids = [
          await desk.drafted(desk.ada, { title: `a-${mark}` }),
          await desk.drafted(desk.ada, { title: `b-${mark}` }),
        ]
        const revs = [1, 1]
        for (const [which, name] of renames) {
          const articleId = ids[which] as string
          const words = { title: 'Title', slug: `${name}-${mark}`, body: 'Text.' }
          const save = await desk.articles.save(desk.ada, {
            ...en(articleId),
            rev: revs[which] ?? 0,
            ...words,
          })
          if (!save.ok) continue
          revs[which] = save.data.rev
          given(await desk.publishing.publish(desk.susan, { ...en(articleId), rev: save.data.rev }))
        }
        for (const name of slugs) {
          const found = await desk.documents.at(desk.shop.id, 'en', `${name}-${mark}`)
          if (found) expect(await desk.documents.at(desk.shop.id, 'en', found.slug)).toEqual(found)
        }
      }),
      { numRuns: 15 },
    )
  })
})
