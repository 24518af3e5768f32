/** What pages get of articles over HTTP and hear over their sockets, and what agents do with them, at a relay that runs. */
import {
  type ArticleShown,
  defaultSettings,
  type Entry,
  type HelpDocument,
  protocolVersion,
} from '@docent/protocol'
import { waitUntil } from '@docent/testing/wait-until'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LiveRelay, openLiveRelay, textParts } from '../../realtime/testing/live-relay.ts'
import type { Speaker } from '../../realtime/testing/speaker.ts'
import { publishedArticle } from '../testing/article-scene.ts'

let relay: LiveRelay

beforeAll(async () => {
  relay = await openLiveRelay()
})
afterAll(() => relay.close())

const ask = (path: string, headers: Record<string, string> = {}) => relay.fetch(path, { headers })
const boot = async (): Promise<{ help?: string; chat?: false }> => (await ask('/sites/shop/boot')).json()

async function decide(help: Partial<typeof defaultSettings.help>): Promise<void> {
  const { version } = relay.app.sites.settings(relay.sites.shop.id)
  const admin = await relay.agent('amir')
  const settings = { ...defaultSettings, help: { ...defaultSettings.help, ...help } }
  await admin.must('settings:save', { version, settings })
  admin.close()
}

it('[HLP4] costs a site without articles not a byte', async () => {
  expect(await boot()).not.toHaveProperty('help')
  expect(Object.keys((await relay.visitor()).ready)).not.toContain('help')
})

it('[HLP4] tells open pages and consoles of what changed, and those that come back', async () => {
  const [visitor, ada] = [await relay.visitor(), await relay.agent('ada')]
  const [elsewhere, bea] = [await relay.visitor({ site: 'other' }), await relay.agent('bea')]
  const { articleId } = await publishedArticle(relay, { title: 'Opening hours' })
  const { revision } = await visitor.hears<{ revision: string }>('help:changed')
  expect((await boot()).help).toBe(revision)
  expect((await relay.visitor()).ready.help).toBe(revision)
  const heard = ada.heard<{ articleId: string }>('article:changed')
  expect(heard).toEqual([{ articleId }, { articleId }])
  const susan = await relay.agent('susan')
  await susan.must('article:archive', { articleId, archived: true })
  await visitor.hears<{ revision: string | null }>('help:changed', (change) => change.revision === null)
  expect(await boot()).not.toHaveProperty('help')
  expect([elsewhere.heard('help:changed'), bea.heard('article:changed')]).toEqual([[], []])
})

it('[HLP1] publishes by itself what was planned', async () => {
  const susan = await relay.agent('susan')
  const articleId = relay.random.uuid()
  const draft = { articleId, locale: 'en', title: 'From Monday on', body: 'New prices.', collectionId: null }
  await susan.must('article:create', draft)
  const publish = { articleId, locale: 'en', rev: 1 }
  const inAnHour = Date.now() + 3_600_000
  expect(await susan.must('article:publish', { ...publish, at: inAnHour })).toEqual({
    version: null,
    publishAt: inAnHour,
  })
  expect((await ask(`/articles/${articleId}?site=shop`)).status).toBe(404)
  // Planned anew, for so soon that the machine may be there already: it is published by then or at once.
  const plan = { ...publish, at: Date.now() + 400 }
  await susan.must('article:publish', plan)
  await waitUntil(async () => (await ask(`/articles/${articleId}?site=shop`)).ok, {
    what: 'the planned article',
  })
  expect(Date.now()).toBeGreaterThanOrEqual(plan.at)
  await susan.must('article:archive', { articleId, archived: true })
})

describe('the document', () => {
  it('[HLP4] is for any page, kept for good under its name, and for a minute without it', async () => {
    const { articleId } = await publishedArticle(relay, { title: 'Parking' })
    const { help: revision } = await boot()
    // With what is searched in, which is made in a thread of its own.
    const named = await waitUntil(
      async () => {
        const reply = await ask(`/sites/shop/help?locale=lv,en&v=${revision}`, {
          origin: 'https://any.example',
        })
        return reply.headers.get('cache-control')?.includes('immutable') ? reply : null
      },
      { what: 'a whole document' },
    )
    expect(named?.headers.get('access-control-allow-origin')).toBe('*')
    expect(named?.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
    const document = (await named?.json()) as HelpDocument
    expect(document.others.map(({ id }) => id)).toEqual([articleId])
    for (const path of ['/sites/shop/help', '/sites/shop/help?v=another', '/sites/shop/help?v=a&v=b'])
      expect((await ask(path)).headers.get('cache-control')).toBe('public, max-age=60')
  })

  it('[HLP4] is answered 304 while it is the same, packed or not', async () => {
    for (const encoding of ['br', 'identity']) {
      const headers = { 'accept-encoding': encoding }
      const etag = (await ask('/sites/shop/help?locale=en', headers)).headers.get('etag') ?? ''
      expect(etag.startsWith('W/')).toBe(encoding === 'br')
      const again = await ask('/sites/shop/help?locale=en', { ...headers, 'if-none-match': etag })
      expect([again.status, await again.text()]).toEqual([304, ''])
    }
  })

  it('says so where there is no such site', async () => {
    for (const path of ['/sites/nowhere/help', '/articles/parking?site=nowhere', '/articles/parking'])
      expect((await ask(path)).status).toBe(404)
  })
})

describe('an article', () => {
  it('[HLP4] is read by its id and by its key, and again only when it changed', async () => {
    const { articleId, key } = await publishedArticle(relay, {
      title: 'Gift cards',
      body: 'For **one year**.',
    })
    const first = await ask(`/articles/${articleId}?site=shop&locale=et,en`, {
      origin: 'https://any.example',
    })
    expect(first.headers.get('access-control-allow-origin')).toBe('*')
    const { data } = (await first.json()) as { data: ArticleShown }
    expect(data).toMatchObject({
      id: articleId,
      title: 'Gift cards',
      locale: 'en',
      path: '/help/shop/en/gift-cards',
    })
    const etag = first.headers.get('etag') ?? ''
    const again = await ask(`/articles/${key}?site=shop&locale=en`, { 'if-none-match': etag })
    expect(again.status).toBe(304)
  })

  it('[HLP15] is no article of another site', async () => {
    const { articleId, key } = await publishedArticle(relay, { title: 'Of the shop' })
    for (const name of [articleId, key]) expect((await ask(`/articles/${name}?site=other`)).status).toBe(404)
  })
})

describe('a card', () => {
  const cardOf = (visitor: Speaker) =>
    visitor.hears<{ entry: Entry }>('entry:appended', ({ entry }) =>
      JSON.stringify(entry).includes('"article"'),
    )

  it('[HLP9] is sent with the title that its visitor reads, and once', async () => {
    const { articleId } = await publishedArticle(relay, { title: 'Warranty' })
    const susan = await relay.agent('susan')
    const translation = { articleId, locale: 'et', title: 'Garantii', slug: 'garantii', body: 'Kaks aastat.' }
    await susan.must('article:save', { ...translation, rev: 0 })
    await susan.must('article:publish', { articleId, locale: 'et', rev: 1 })
    const visitor = await relay.visitor({
      auth: { protocol: protocolVersion, ...relay.browser(), language: 'et-EE', timeZone: 'Europe/Tallinn' },
    })
    const conversationId = await relay.started(visitor)
    await susan.must('conversation:take', { conversationId, gen: 0 })
    const cmid = relay.random.uuid()
    const stored = await susan.must<{ seq: number }>('article:send', { conversationId, cmid, articleId })
    const { entry } = await cardOf(visitor)
    expect(entry).toMatchObject({
      seq: stored.seq,
      parts: [{ type: 'article', articleId, title: 'Garantii' }],
    })
    const again = await susan.must<{ seq: number; duplicate: boolean }>('article:send', {
      conversationId,
      cmid,
      articleId,
    })
    expect(again).toMatchObject({ seq: stored.seq, duplicate: true })
  })

  it('[HLP9] is none of an article that nobody can read', async () => {
    const susan = await relay.agent('susan')
    const visitor = await relay.visitor()
    const conversationId = await relay.started(visitor)
    await susan.must('conversation:take', { conversationId, gen: 0 })
    const articleId = relay.random.uuid()
    await susan.must('article:create', {
      articleId,
      locale: 'en',
      title: 'Draft',
      body: 'x',
      collectionId: null,
    })
    const reply = await susan.ask('article:send', { conversationId, cmid: relay.random.uuid(), articleId })
    expect(reply).toMatchObject({ ok: false, error: { code: 'not_found' } })
  })
})

describe('a site without chat', () => {
  it('[HLP10] says so before anything else, begins no conversation, and lets those go on that began', async () => {
    const before = await relay.visitor()
    const request = {
      conversationId: relay.random.uuid(),
      cmid: relay.random.uuid(),
      parts: textParts('Is somebody there?'),
    }
    await before.must('conversation:start', request)
    await decide({ chat: false })
    expect((await boot()).chat).toBe(false)
    const visitor = await relay.visitor()
    const fresh = { ...request, conversationId: relay.random.uuid(), cmid: relay.random.uuid() }
    const refused = await visitor.ask('conversation:start', fresh)
    expect(refused).toMatchObject({ ok: false, error: { code: 'forbidden' } })
    expect(await before.must('conversation:start', request)).toMatchObject({ duplicate: true })
    await relay.said(before, request.conversationId, 'Still me')
    await decide({ chat: true })
    expect(await boot()).not.toHaveProperty('chat')
    await visitor.must('conversation:start', fresh)
  })
})
