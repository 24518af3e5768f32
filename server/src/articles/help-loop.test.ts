/** The way from a search in vain to a published article, at a relay that runs [HLP12] [HLP13] [HLP14]. */
import type { ArticleDetail, WantedArticle } from '@docent/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type LiveRelay,
  openLiveRelay,
  origins,
  type SiteName,
  type Speaker,
} from '../realtime/testing/live-relay.ts'

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
  return fetch(`${relay.url}/api/v1/help/activity`, {
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
