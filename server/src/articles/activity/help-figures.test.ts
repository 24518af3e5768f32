/** Figures and wanted articles from histories that are written down here, with the numbers that they must come to. */
import { randomUUID } from 'node:crypto'
import type { HelpEvent, HelpFigures, Reply, WantedArticle } from '@docent/protocol'
import { defaultSettings } from '@docent/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type ArticleDesk, given, openArticleDesk, start } from '../testing/article-desk.ts'
import { helpFiguresCsv } from './help-figures-csv.ts'

let desk: ArticleDesk
let articleId: string
beforeEach(async () => {
  desk = await openArticleDesk()
  articleId = await desk.live(desk.susan, { title: 'Refunds', body: 'Within 30 days.' })
  desk.pass(10 * day)
})
afterEach(() => desk.close())

const minute = 60_000
const day = 24 * 60 * minute
/** Midnight in UTC, some days behind the beginning of time. */
const monday = Math.ceil(start / day) * day + 2 * day

type WithoutStamp<T> = T extends unknown ? Omit<T, 'eventId' | 'at'> : never
type Happened = WithoutStamp<HelpEvent>
const searched = (query: string, results = 3): Happened => ({ kind: 'searched', query, results })
const opened = (query?: string, locale = 'en'): Happened => ({
  kind: 'opened',
  articleId,
  locale,
  ...(query !== undefined && { query }),
})
const read = (seconds: number): Happened => ({ kind: 'read', articleId, locale: 'en', seconds })
const voted = (helpful: boolean, reason?: string): Happened => ({
  kind: 'voted',
  articleId,
  locale: 'en',
  helpful,
  ...(reason !== undefined && { reason }),
})
const asked = (query?: string, conversationId: string = randomUUID()): Happened => ({
  kind: 'asked',
  conversationId,
  ...(query !== undefined && { query }),
})

/** One session: what happened, each with the minutes since its beginning. */
async function session(
  at: number,
  happened: readonly (readonly [minutes: number, event: Happened])[],
  { siteId = desk.shop.id, locale = 'en', sessionId = randomUUID() } = {},
): Promise<void> {
  const events = happened.map(([minutes, event]) => ({
    ...event,
    eventId: randomUUID(),
    at: at + minutes * minute,
  })) as HelpEvent[]
  await desk.activity.record({ siteId, sessionId, locale }, events)
}
const figures = async (from = 0, until = monday + 7 * day): Promise<HelpFigures> =>
  given(await desk.figures.of(desk.ada, { from, until }))
const wanted = async (by = desk.ada, locale?: string): Promise<readonly WantedArticle[]> =>
  given(await desk.wanted.list(by, locale)).wanted
const codeOf = (reply: Reply<unknown>) => (reply.ok ? 'ok' : reply.error.code)

describe('figures of a site', () => {
  it('[HLP13] say how many searches found nothing, and after how many nothing was opened', async () => {
    await session(monday, [
      [0, searched('refund')],
      [1, opened('refund')],
      [2, searched('shipping', 0)],
      [3, searched('tax')],
    ])
    expect(await figures()).toMatchObject({
      sessions: 1,
      searches: 3,
      withoutResult: 1,
      withoutClick: 1,
      asked: 0,
    })
  })

  it('[HLP13] count a question that was typed on once, by how it ended', async () => {
    await session(monday, [
      [0, searched('ref', 0)],
      [1, searched('refun', 0)],
      [2, searched('refund', 2)],
      [3, opened('refund')],
    ])
    expect(await figures()).toMatchObject({ searches: 1, withoutResult: 0, withoutClick: 0 })
  })

  it('[HLP13] call a session deflected that read for 10 s and asked nobody until half an hour after', async () => {
    const answered = [
      [0, searched('refund')],
      [1, opened('refund')],
    ] as const
    // Two of these six: the first, and the one that asked later.
    await session(monday, [...answered, [2, read(10)]])
    await session(monday, [...answered, [2, read(9.9)]])
    await session(monday, [...answered, [2, read(60)], [31, asked()]])
    await session(monday, [...answered, [2, read(60)], [20, searched('tax')], [33, asked()]])
    // It began while the article was in sight, which is told as it is left.
    await session(monday, [...answered, [4, asked()], [5, read(120)]])
    await session(monday, [
      [0, opened()],
      [1, read(30)],
    ])
    expect(await figures()).toMatchObject({ sessions: 5, deflected: 2, asked: 3 })
  })

  it('[HLP13] make a new session of what comes after a rest of 30 minutes', async () => {
    await session(monday, [
      [0, searched('refund')],
      [29, searched('tax')],
      [59, searched('invoice')],
    ])
    expect(await figures()).toMatchObject({ sessions: 2, searches: 3, withoutClick: 3 })
  })

  it('[HLP13] take of a session without end only so much, so that it holds up nobody', async () => {
    const sessionId = randomUUID()
    for (let batch = 0; batch < 20; batch++) {
      const words = Array.from({ length: 50 }, (_, at) => searched(`w${batch} x${at}`))
      const clicks = words.map(() => opened(`never ${batch}`))
      await session(
        monday,
        [...words, ...clicks].map((event) => [batch, event]),
        { sessionId },
      )
    }
    await session(monday, [[0, searched('refund')]])
    const { sessions, searches } = await figures()
    expect(sessions).toBe(2)
    expect(searches).toBeLessThanOrEqual(501)
  })

  it('[HLP13] are of sessions that began in the span, to their end', async () => {
    await session(monday - 10 * minute, [
      [0, searched('before')],
      [20, searched('refund', 0)],
    ])
    await session(monday + 10 * minute, [
      [0, searched('in it')],
      [25, asked()],
    ])
    await session(monday + 30 * minute, [[0, searched('behind')]])
    expect(await figures(monday, monday + 30 * minute)).toMatchObject({
      sessions: 1,
      searches: 1,
      withoutResult: 0,
      asked: 1,
    })
  })

  it('[HLP13] have a series of days where the site lives, also of those without anything', async () => {
    const hours = { timeZone: 'Pacific/Auckland', days: [[], [], [], [], [], [], []] }
    const { version } = desk.sites.settings(desk.shop.id)
    given(await desk.sites.saveSettings(desk.amir, version, { ...defaultSettings, hours }))
    // Auckland is 13 hours ahead in November: 11:00 UTC is midnight there.
    await session(monday + 10 * 60 * minute, [[0, searched('refund', 0)]])
    await session(monday + 12 * 60 * minute, [
      [0, searched('refund')],
      [1, asked()],
    ])
    await session(monday + 3 * day, [[0, searched('refund')]])
    const dates = [0, 1, 2, 3].map((days) => new Date(monday + days * day).toISOString().slice(0, 10))
    expect((await figures(monday, monday + 3 * day + 1)).days).toEqual([
      { day: dates[0], searches: 1, withoutResult: 1, asked: 0 },
      { day: dates[1], searches: 1, withoutResult: 0, asked: 1 },
      { day: dates[2], searches: 0, withoutResult: 0, asked: 0 },
      { day: dates[3], searches: 1, withoutResult: 0, asked: 0 },
    ])
  })

  it('[HLP13] say of each article how often it was opened, and whether it helped', async () => {
    await session(monday, [
      [0, opened()],
      [1, voted(false)],
      [2, voted(false, 'Where is the button? I am jo@example.org')],
    ])
    await session(monday, [
      [0, opened()],
      [1, voted(false, 'No')],
      [2, voted(true)],
    ])
    await session(monday, [[0, opened(undefined, 'et')]])
    const [first, second, ...others] = (await figures()).articles
    expect(first).toEqual({
      articleId,
      locale: 'en',
      title: 'Refunds',
      views: 2,
      helpful: 1,
      unhelpful: 1,
      reasons: [{ at: monday + 2 * minute, text: 'Where is the button? I am [email]' }],
    })
    expect(second).toMatchObject({ locale: 'et', views: 1, helpful: 0, unhelpful: 0 })
    expect(others).toEqual([])
  })

  it('[HLP13] [HLP15] as a table hold no formula, and nothing of another site', async () => {
    await session(monday, [
      [0, opened()],
      [1, voted(false, '=HYPERLINK("http://x.example")')],
    ])
    await session(monday, [[0, searched('secret', 0)]], { siteId: desk.other.id })
    const csv = helpFiguresCsv(await desk.figures.table(desk.shop.id, { from: 0, until: monday + day }))
    expect(csv.split('\r\n')).toContain('0,0,0,0,0,0')
    expect(csv).toContain('Refunds,en,1,0,1,"\'=HYPERLINK(""http://x.example"")"')
    expect(csv).not.toContain('secret')
  })
})

describe('what visitors tell', () => {
  it('[HLP12] counts once, in one request and in another', async () => {
    const event: HelpEvent = {
      eventId: randomUUID(),
      at: monday,
      kind: 'searched',
      query: 'refund',
      results: 1,
    }
    const of = { siteId: desk.shop.id, sessionId: randomUUID(), locale: 'en' }
    expect(await desk.activity.record(of, [event, event])).toBe(1)
    expect(await desk.activity.record(of, [event])).toBe(0)
    expect(await figures()).toMatchObject({ searches: 1 })
  })

  it('[HLP12] keeps one vote of a session, however its events come', async () => {
    const of = { siteId: desk.shop.id, sessionId: randomUUID(), locale: 'en' }
    const vote = (helpful: boolean, at: number): HelpEvent =>
      ({ ...voted(helpful), eventId: randomUUID(), at }) as HelpEvent
    const [early, late] = [vote(false, monday), vote(true, monday + minute)]
    await desk.activity.record(of, [late])
    await desk.activity.record(of, [early, late])
    await desk.activity.record(of, [early])
    expect((await figures()).articles).toMatchObject([{ helpful: 1, unhelpful: 0 }])
  })

  it('[HLP12] happened no later than it came, and at most 30 days before', async () => {
    await session(desk.clock.now() + day, [[0, searched('tomorrow')]])
    await session(0, [[0, searched('long ago')]])
    const rows = await desk.storage.read.selectFrom('help_events').select(['query', 'at']).execute()
    expect(rows).toEqual([
      { query: 'tomorrow', at: desk.clock.now() },
      { query: 'long ago', at: desk.clock.now() - 30 * day },
    ])
  })

  it('[HLP12] is kept without what is personal in queries', async () => {
    await session(monday, [
      [0, searched('order of jo@example.org')],
      [1, opened('call +372 5123 4567')],
      [2, asked('card 4111 1111 1111 1111')],
    ])
    const rows = await desk.storage.read.selectFrom('help_events').select('query').execute()
    expect(rows.map(({ query }) => query)).toEqual(['order of [email]', 'call [phone]', 'card [card]'])
  })

  it('[HLP15] about an article of another site is not kept', async () => {
    await session(
      monday,
      [
        [0, opened()],
        [1, read(30)],
        [2, voted(true)],
        [3, searched('refund')],
      ],
      {
        siteId: desk.other.id,
      },
    )
    const rows = await desk.storage.read.selectFrom('help_events').select('kind').execute()
    expect(rows).toEqual([{ kind: 'searched' }])
  })
})

describe('wanted articles', () => {
  const now = () => desk.clock.now() - 60 * minute

  it('[HLP13] are queries that say the same, the most wanted first', async () => {
    await session(now(), [[0, searched('Export invoices', 0)]])
    await session(now(), [[0, searched('invoices, EXPORT!', 0)]])
    await session(now(), [[0, searched('Export invoices')]])
    await session(now(), [[0, searched('delete account', 0)]])
    await session(now(), [
      [0, searched('delete account', 0)],
      [1, asked('delete account', await desk.conversation())],
    ])
    expect(await wanted()).toMatchObject([
      { query: 'delete account', searches: 2, withoutResult: 2, withoutClick: 0, asked: 1, articleId: null },
      {
        query: 'Export invoices',
        alike: ['invoices, EXPORT!'],
        searches: 3,
        withoutResult: 2,
        withoutClick: 1,
        asked: 0,
      },
    ])
  })

  it('[HLP13] are none where what was found was opened, or where most open it', async () => {
    for (let times = 0; times < 3; times++)
      await session(now(), [
        [0, searched('gift card')],
        [1, opened('gift card')],
      ])
    await session(now(), [[0, searched('gift card')]])
    expect(await wanted()).toEqual([])
  })

  it('[HLP13] are of one language, and of one site [HLP15]', async () => {
    await session(now(), [[0, searched('arve', 0)]], { locale: 'et' })
    await session(now(), [[0, searched('invoice', 0)]])
    await session(now(), [[0, searched('secret', 0)]], { siteId: desk.other.id })
    expect((await wanted(desk.ada, 'et')).map(({ query }) => query)).toEqual(['arve'])
    expect((await wanted()).map(({ query }) => query).sort()).toEqual(['arve', 'invoice'])
    const [theirs] = await wanted(desk.stranger)
    expect(theirs?.query).toBe('secret')
    expect(codeOf(await desk.wanted.close(desk.ada, theirs?.id ?? ''))).toBe('not_found')
  })

  it('[HLP13] that were closed come back when somebody looks for them again', async () => {
    await session(now(), [[0, searched('invoice', 0)]])
    const [first] = await wanted()
    given(await desk.wanted.close(desk.ada, first?.id ?? ''))
    expect(await wanted()).toEqual([])
    expect(codeOf(await desk.wanted.close(desk.ada, first?.id ?? ''))).toBe('not_found')
    desk.pass(minute)
    await session(desk.clock.now(), [[0, searched('Invoice', 0)]])
    expect(await wanted()).toMatchObject([{ id: first?.id, query: 'Invoice', searches: 1, withoutResult: 1 }])
  })

  it('[HLP13] are answered by an article that is published after them and found first', async () => {
    await session(now(), [[0, searched('gift cards')]])
    await session(now(), [
      [0, searched('store credit')],
      [1, asked('store credit', await desk.conversation())],
    ])
    await desk.live(desk.susan, { title: 'Gift cards', body: 'Buy them in the shop.' })
    expect((await wanted()).map(({ query }) => query)).toEqual(['store credit'])
    // Nobody opened it, though it was there.
    desk.pass(minute)
    await session(desk.clock.now(), [[0, searched('gift cards')]])
    expect((await wanted()).map(({ query }) => query)).toEqual(['store credit', 'gift cards'])
  })
})
