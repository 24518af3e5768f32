import { randomUUID } from 'node:crypto'
import { brotliDecompressSync } from 'node:zlib'
import type { HelpDocument } from '@docent/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { tourOf } from '../../flows/testing/flow-desk.ts'
import { type ArticleDesk, given, openArticleDesk } from '../testing/article-desk.ts'

let desk: ArticleDesk
let revisions: (string | null)[]

beforeEach(async () => {
  desk = await openArticleDesk()
  await desk.decide(desk.shop.id, { locales: ['en', 'et'] })
  revisions = []
  desk.revision.of(desk.shop.id)
  desk.revision.onRevision((siteId, revision) => {
    if (siteId === desk.shop.id) revisions.push(revision)
  })
})
afterEach(() => desk.close())

const help = async (...locales: readonly string[]): Promise<HelpDocument> => {
  const { body, brotli } = await desk.documents.help(desk.shop.id, locales)
  expect(brotliDecompressSync(brotli).toString()).toBe(body)
  return JSON.parse(body) as HelpDocument
}
const titles = ({ others }: HelpDocument) => others.map(({ title }) => title)
const place = { key: 'refunds', collectionId: null, tags: [], tourFlowId: null, suggestOn: [] }

describe('the revision', () => {
  it('[HLP4] names nothing where nothing is published, and something else after each change of what is read', async () => {
    const { articles, publishing, shop, susan, revision } = desk
    const articleId = await desk.drafted(susan)
    expect(revision.of(shop.id)).toBeNull()
    expect(revisions).toEqual([])
    given(await publishing.publish(susan, { articleId, locale: 'en', rev: 1 }))
    given(await articles.save(susan, { articleId, locale: 'en', rev: 1, title: 'A', slug: 'a', body: 'B' }))
    expect(revisions).toHaveLength(1)
    given(await publishing.publish(susan, { articleId, locale: 'en', rev: 2 }))
    given(await articles.place(susan, articleId, { ...place, suggestOn: ['/x'] }))
    const collection = { titles: { en: 'Money' }, descriptions: {}, position: 0 }
    given(await desk.collections.save(susan, randomUUID(), collection))
    await desk.decide(shop.id, { locales: ['et', 'en'] })
    given(await publishing.withdraw(susan, { articleId, locale: 'en' }))
    expect(revisions).toHaveLength(6)
    expect(new Set(revisions).size).toBe(6)
    expect(revisions.at(-1)).toBeNull()
  })

  it('[HLP4] sees within two seconds what another process published', async () => {
    const elsewhere = desk.openLibrary()
    const articleId = await desk.drafted(desk.susan)
    given(await elsewhere.publishing.publish(desk.susan, { articleId, locale: 'en', rev: 1 }))
    desk.pass(2_000)
    expect(desk.revision.of(desk.shop.id)).toBe(elsewhere.revision.of(desk.shop.id))
    expect(revisions).toEqual([elsewhere.revision.of(desk.shop.id)])
    expect(titles(await help())).toEqual(['Refunds'])
    await elsewhere.close()
  })
})

describe('the document', () => {
  it('[HLP3] holds each article once, in the language that suits the reader best', async () => {
    const both = await desk.live(desk.susan)
    await desk.translated(desk.susan, both, 'et', 'Tagasimaksed')
    await desk.live(desk.susan, { title: 'Shipping' })
    await desk.live(desk.susan, { title: 'Tarne', locale: 'et' })
    const estonian = await help('et-EE', 'de')
    expect(titles(estonian)).toEqual(['Shipping', 'Tagasimaksed', 'Tarne'])
    expect(estonian.others.map(({ locale }) => locale)).toEqual(['en', 'et', 'et'])
    expect(estonian).toMatchObject({ locale: 'et', locales: ['en', 'et'], path: '/help/shop/et/' })
    expect(titles(await help('lv'))).toEqual(['Refunds', 'Shipping', 'Tarne'])
  })

  it('[HLP3] orders titles as the reader’s language does', async () => {
    for (const title of ['Õlu', 'Zebra', 'Sild', 'Šokolaad'])
      await desk.live(desk.susan, { title, locale: 'et' })
    expect(titles(await help('et'))).toEqual(['Sild', 'Šokolaad', 'Zebra', 'Õlu'])
  })

  it('groups by collections in their order, and names none that is empty', async () => {
    const [money, empty, first] = [randomUUID(), randomUUID(), randomUUID()]
    const words = { descriptions: { en: 'All of it' } }
    const { collections, susan } = desk
    given(
      await collections.save(susan, money, { ...words, titles: { en: 'Money', et: 'Raha' }, position: 2 }),
    )
    given(await collections.save(susan, empty, { ...words, titles: { en: 'Empty' }, position: 1 }))
    given(await collections.save(susan, first, { ...words, titles: { en: 'First' }, position: 0 }))
    await desk.live(susan, { collectionId: money })
    await desk.live(susan, { collectionId: first, title: 'Begin' })
    await desk.live(susan, { title: 'Üksi', locale: 'et' })
    const document = await help('et')
    expect(
      document.collections.map(({ title, description, articles }) => [title, description, articles.length]),
    ).toEqual([
      ['First', 'All of it', 1],
      ['Raha', 'All of it', 1],
    ])
    expect(titles(document)).toEqual(['Üksi'])
  })

  it('[HLP9] offers a tour as long as it is live', async () => {
    const { articles, flows, susan, amir } = desk
    const articleId = await desk.live(susan)
    const tourFlowId = await desk.published(amir, tourOf('One'))
    given(await articles.place(susan, articleId, { ...place, tourFlowId }))
    expect((await help()).others[0]).toMatchObject({ tour: tourFlowId })
    given(await flows.withdraw(amir, tourFlowId))
    expect((await help()).others[0]).not.toHaveProperty('tour')
    expect(await desk.documents.shown(desk.shop.id, articleId, [])).not.toHaveProperty('tour')
  })

  it('suggests by the most exact pattern first', async () => {
    const { articles, susan } = desk
    const one = await desk.live(susan)
    const two = await desk.live(susan, { title: 'Two' })
    given(await articles.place(susan, one, { ...place, suggestOn: ['/*', '/pricing', '/a*'] }))
    given(await articles.place(susan, two, { ...place, key: 'two', suggestOn: ['/pricing*', '/*/a*'] }))
    expect((await help()).suggested).toEqual([
      { path: '/pricing', articleId: one },
      { path: '/pricing*', articleId: two },
      { path: '/*/a*', articleId: two },
      { path: '/a*', articleId: one },
      { path: '/*', articleId: one },
    ])
  })

  it('is made once for each order of languages, whatever else is asked for', async () => {
    await desk.live(desk.susan)
    await desk.live(desk.susan, { title: 'Tarne', locale: 'et' })
    const bodies = new Set<string>()
    for (let index = 0; index < 200; index++)
      bodies.add((await desk.documents.help(desk.shop.id, [`x${index}`, index % 2 ? 'et' : 'en'])).body)
    expect(bodies.size).toBe(2)
  })

  it('[HLP15] holds nothing of another site, and no draft', async () => {
    await desk.live(desk.stranger, { title: 'Of another site' })
    await desk.drafted(desk.susan, { title: 'Draft' })
    const archived = await desk.live(desk.susan, { title: 'Archived' })
    given(await desk.publishing.archive(desk.susan, archived, true))
    await desk.live(desk.susan)
    expect(titles(await help())).toEqual(['Refunds'])
  })
})

describe('an article', () => {
  it('[HLP3] is shown by id and by key, in the words of the reader, with its collection and page', async () => {
    const collectionId = randomUUID()
    const titled = { titles: { en: 'Money', et: 'Raha' }, descriptions: {}, position: 0 }
    given(await desk.collections.save(desk.susan, collectionId, titled))
    const articleId = await desk.live(desk.susan, { collectionId })
    await desk.translated(desk.susan, articleId, 'et', 'Tagasimaksed')
    const shown = await desk.documents.shown(desk.shop.id, 'refunds', ['et'])
    expect(shown).toMatchObject({
      id: articleId,
      key: 'refunds',
      slug: 'tagasimaksed',
      locale: 'et',
      title: 'Tagasimaksed',
      collection: { id: collectionId, title: 'Raha' },
      locales: ['en', 'et'],
      nodes: [{ type: 'paragraph' }],
      path: '/help/shop/et/tagasimaksed',
    })
    expect(await desk.documents.shown(desk.shop.id, articleId, ['et'])).toEqual(shown)
    expect(await desk.documents.shown(desk.other.id, articleId, ['et'])).toBeNull()
    expect(await desk.documents.shown(desk.shop.id, 'nothing', [])).toBeNull()
  })

  it('names the three that are most like it, the same each time', async () => {
    const { articles, susan } = desk
    const tagged = async (title: string, tags: readonly string[]) => {
      const articleId = await desk.live(susan, { title })
      const { key } = given(await desk.shelf.show(susan, articleId))
      given(await articles.place(susan, articleId, { ...place, key, tags: [...tags] }))
      return articleId
    }
    const articleId = await tagged('Cancel an order', ['orders', 'money'])
    await tagged('Weather', [])
    await tagged('Track an order', ['orders'])
    await tagged('Cancel a subscription', ['money', 'orders'])
    await tagged('Ordering by phone', [])
    const related = async () =>
      (await desk.documents.shown(desk.shop.id, articleId, []))?.related.map(({ title }) => title)
    expect(await related()).toEqual(['Cancel a subscription', 'Track an order', 'Ordering by phone'])
    expect(await related()).toEqual(await related())
  })

  it('has no page where the site has no help centre', async () => {
    const articleId = await desk.live(desk.susan)
    await desk.decide(desk.shop.id, { pages: false })
    expect(await desk.documents.shown(desk.shop.id, articleId, [])).toMatchObject({ path: '' })
    expect((await help()).path).toBe('')
  })
})
