/** The way from a search in vain to a published article, at a relay that runs [HLP12] [HLP13] [HLP14]. */
import type { ArticleDetail, WantedArticle } from '@docent/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type LiveRelay,
  openLiveRelay,
  origins,
  type SiteName,
  type Speaker,
} from '../../realtime/testing/live-relay.ts'

let relay: LiveRelay
let ada: Speaker
let susan: Speaker
beforeAll(async () => {
  relay = await openLiveRelay()
  ada = await relay.agent('ada')
  susan = await relay.agent('susan')
})
afterAll(() => relay.close())

const uuid = () => relay.random.uuid()

interface Told {
  readonly site?: SiteName
  readonly session?: string
  readonly type?: string
  readonly origin?: string
}
function tell(events: readonly object[], { site = 'shop', session = uuid(), ...of }: Told = {}) {
  const { type = 'text/plain;charset=UTF-8', origin = origins[site] } = of
  const body = {
    site,
    session,
    locale: 'en',
    events: events.map((event) => ({ eventId: uuid(), at: Date.now(), ...event })),
  }
  return relay.fetch('/help/activity', {
    method: 'POST',
    headers: { 'content-type': type, origin },
    body: JSON.stringify(body),
  })
}
const searched = (query: string, results = 0, more: object = {}) => ({
  kind: 'searched',
  query,
  results,
  ...more,
})
const genOf = async (conversationId: string) =>
  (
    await relay.app.storage.read
      .selectFrom('conversations')
      .select('assign_gen')
      .where('id', '=', conversationId)
      .executeTakeFirstOrThrow()
  ).assign_gen
const wantedBy = async (agent: Speaker) =>
  (await agent.must<{ wanted: readonly WantedArticle[] }>('wanted:list', {})).wanted

describe('what visitors looked for in vain', () => {
  it('[HLP13] [HLP14] is asked, answered, written down, published, and wanted no more', async () => {
    const visitor = await relay.visitor()
    const conversationId = await relay.started(
      visitor,
      'Hello! How do I export my invoices? I am jo@example.org',
    )
    await ada.must('conversation:take', { conversationId, gen: 0 }).catch(() => undefined)
    await relay.said(ada, conversationId, 'Hi Jo, open Billing and press Export.')
    const response = await tell([
      searched('export invoices'),
      { kind: 'asked', conversationId, query: 'export invoices' },
    ])
    expect(response.status).toBe(204)
    expect((await tell([searched('Invoices export')])).status).toBe(204)

    const [wanted, ...others] = await wantedBy(ada)
    expect(others).toEqual([])
    expect(wanted).toEqual({
      id: expect.any(String),
      locale: 'en',
      query: 'Invoices export',
      alike: ['export invoices'],
      searches: 2,
      withoutResult: 2,
      withoutClick: 0,
      asked: 1,
      lastAt: expect.any(Number),
      conversationId,
      answer: 'Hi Jo, open Billing and press Export.',
      articleId: null,
    })

    const articleId = uuid()
    const draft = { articleId, conversationId, locale: 'en', wantedId: wanted?.id }
    const { rev } = await ada.must<{ rev: number }>('article:draft', draft)
    expect(await ada.must('article:draft', draft)).toEqual({ rev })
    expect((await wantedBy(ada))[0]?.articleId).toBe(articleId)
    const made = (await ada.must<ArticleDetail>('article:show', { articleId })).translations[0]
    expect(made).toMatchObject({
      title: 'Invoices export',
      body: '> How do I export my invoices? I am jo@example.org\n\nopen Billing and press Export.',
      marks: [{ kind: 'email', text: 'jo@example.org', confirmed: false }],
    })
    expect(await susan.ask('article:publish', { articleId, locale: 'en', rev })).toMatchObject({
      ok: false,
      error: { code: 'bad_request', data: { path: 'marks' } },
    })
    const body = 'To export your invoices, open Billing and press Export.'
    const { title, slug } = made ?? { title: '', slug: '' }
    const saved = await ada.must<{ rev: number }>('article:save', {
      articleId,
      locale: 'en',
      rev,
      title,
      slug,
      body,
    })
    await susan.must('article:publish', { articleId, locale: 'en', rev: saved.rev })
    expect(await wantedBy(ada)).toEqual([])
  })

  it('[HLP13] names the article that was begun for it where nobody was asked', async () => {
    await tell([searched('gift wrapping')])
    const find = async () => (await wantedBy(ada)).find(({ query }) => query === 'gift wrapping')
    const wantedId = (await find())?.id
    const articleId = uuid()
    const made = { articleId, locale: 'en', title: 'Wrapped as a gift', body: '', collectionId: null }
    await ada.must('article:create', { ...made, wantedId })
    expect((await find())?.articleId).toBe(articleId)
    await ada.must('wanted:close', { wantedId })
  })

  it('[HLP12] is kept without the name of whoever asks a person later', async () => {
    const visitor = await relay.visitor()
    const conversationId = await relay.started(visitor)
    await visitor.must('visitor:update', { profile: { name: 'Anna Tamm' } })
    const session = uuid()
    await tell([searched('anna tamm contract')], { session })
    await tell([searched('contract of Anna'), { kind: 'asked', conversationId, query: 'contract of Anna' }], {
      session,
    })
    const rows = await relay.app.storage.read
      .selectFrom('help_events')
      .select('query')
      .where('session_id', '=', session)
      .execute()
    expect(rows.map(({ query }) => query)).toEqual([
      '[attribute] contract',
      'contract of [attribute]',
      'contract of [attribute]',
    ])
  })
})

describe('a draft of a conversation', () => {
  it('[HLP14] is made by those who may see it; to others there is none', async () => {
    const visitor = await relay.visitor()
    const conversationId = await relay.started(visitor, 'Where is my invoice?')
    await relay.said(ada, conversationId, 'Below Billing.')
    await ada.must('conversation:transfer', {
      conversationId,
      gen: await genOf(conversationId),
      to: { kind: 'team', teamId: relay.teams.Support },
    })
    const linus = await relay.agent('linus')
    const bea = await relay.agent('bea')
    for (const stranger of [linus, bea])
      expect(
        await stranger.ask('article:draft', { articleId: uuid(), conversationId, locale: 'en' }),
      ).toMatchObject({ ok: false, error: { code: 'not_found' } })
    await tell([searched('my invoice'), { kind: 'asked', conversationId, query: 'my invoice' }])
    const of = async (agent: Speaker) => (await wantedBy(agent)).find(({ query }) => query === 'my invoice')
    expect(await of(ada)).toMatchObject({ asked: 1, conversationId, answer: 'Below Billing.' })
    expect(await of(linus)).toMatchObject({ asked: 1, conversationId: null, answer: null })
    expect(await of(bea)).toBeUndefined()
  })

  it('[HLP14] holds what was said in the end, marks what is typed into it later, and lets go what is confirmed', async () => {
    const visitor = await relay.visitor()
    const conversationId = await relay.started(visitor, 'May I call you?')
    await visitor.must('visitor:update', {
      profile: { name: 'Zoë Quill', attributes: { company: 'Northwind Ltd', vip: true } },
    })
    await relay.said(ada, conversationId, 'Yes, Zoë.')
    const articleId = uuid()
    const { rev } = await ada.must<{ rev: number }>('article:draft', {
      articleId,
      conversationId,
      locale: 'en',
    })
    const shown = async () => (await ada.must<ArticleDetail>('article:show', { articleId })).translations[0]
    const first = await shown()
    expect(first).toMatchObject({
      title: 'May I call you?',
      body: '> May I call you?\n\nYes, Zoë.',
      marks: [{ kind: 'attribute', text: 'Zoë' }],
    })
    const body = 'Call +372 5123 4567, as Northwind Ltd does. It is true.'
    const draft = { articleId, locale: 'en', title: first?.title, slug: first?.slug, body }
    const saved = await ada.must<{ rev: number }>('article:save', { ...draft, rev })
    expect((await shown())?.marks.map(({ kind, text }) => [kind, text])).toEqual([
      ['phone', '+372 5123 4567'],
      ['attribute', 'Northwind Ltd'],
    ])
    const publish = () => susan.ask('article:publish', { articleId, locale: 'en', rev: saved.rev })
    expect(await publish()).toMatchObject({
      ok: false,
      error: { code: 'bad_request', data: { path: 'marks' } },
    })
    const texts = ['+372 5123 4567', 'Northwind Ltd']
    await susan.must('article:confirm', { articleId, locale: 'en', texts })
    expect(await publish()).toMatchObject({ ok: true, data: { version: 1 } })
  })
})
