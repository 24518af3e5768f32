/** Figures from histories that are written down here, with the numbers that they must come to. */
import { randomUUID } from 'node:crypto'
import { defaultSettings } from '@docent/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { day, given } from '../testing/article-desk.ts'
import { type HelpHistory, minute, monday, openHelpHistory } from '../testing/help-history.ts'
import { helpFiguresCsv } from './help-figures-csv.ts'
import { pageSession } from './help-sessions.store.ts'

let help: HelpHistory
beforeEach(async () => {
  help = await openHelpHistory()
})
afterEach(() => help.desk.close())

describe('figures of a site', () => {
  it('[HLP13] say how many searches found nothing, and after how many nothing was opened', async () => {
    await help.session(monday, [
      [0, help.searched('refund')],
      [1, help.opened('refund')],
      [2, help.searched('shipping', 0)],
      [3, help.searched('tax')],
    ])
    expect(await help.figures()).toMatchObject({
      sessions: 1,
      searches: 3,
      withoutResult: 1,
      withoutClick: 1,
      asked: 0,
    })
  })

  it('[HLP13] count what was looked for on pages, which cannot tell of reading, as no session', async () => {
    const sessionId = pageSession(randomUUID())
    await help.desk.activity.searched(
      help.desk.shop.id,
      { sessionId, query: 'lamp' },
      { locale: 'en', results: 0 },
    )
    const span = [0, Number.MAX_SAFE_INTEGER] as const
    expect(await help.figures(...span)).toMatchObject({
      sessions: 0,
      searches: 1,
      withoutResult: 1,
      deflected: 0,
    })
    expect(await help.wanted()).toMatchObject([{ query: 'lamp', searches: 1, withoutResult: 1 }])
  })

  it('[HLP13] count a question that was typed on once, by how it ended', async () => {
    await help.session(monday, [
      [0, help.searched('ref', 0)],
      [1, help.searched('refun', 0)],
      [2, help.searched('refund', 2)],
      [3, help.opened('refund')],
    ])
    expect(await help.figures()).toMatchObject({ searches: 1, withoutResult: 0, withoutClick: 0 })
  })

  it('[HLP13] call a session deflected that read for 10 s and asked nobody until half an hour after', async () => {
    const answered = [
      [0, help.searched('refund')],
      [1, help.opened('refund')],
    ] as const
    // Two of these six: the first, and the one that asked later.
    await help.session(monday, [...answered, [2, help.read(10)]])
    await help.session(monday, [...answered, [2, help.read(9.9)]])
    await help.session(monday, [...answered, [2, help.read(60)], [31, help.asked()]])
    await help.session(monday, [
      ...answered,
      [2, help.read(60)],
      [20, help.searched('tax')],
      [33, help.asked()],
    ])
    // It began while the article was in sight, which is told as it is left.
    await help.session(monday, [...answered, [4, help.asked()], [5, help.read(120)]])
    await help.session(monday, [
      [0, help.opened()],
      [1, help.read(30)],
    ])
    expect(await help.figures()).toMatchObject({ sessions: 5, deflected: 2, asked: 3 })
  })

  it('[HLP13] make a new session of what comes after a rest of 30 minutes', async () => {
    await help.session(monday, [
      [0, help.searched('refund')],
      [29, help.searched('tax')],
      [59, help.searched('invoice')],
    ])
    expect(await help.figures()).toMatchObject({ sessions: 2, searches: 3, withoutClick: 3 })
  })

  it('[HLP13] take of a session without end only so much, so that it holds up nobody', async () => {
    const sessionId = randomUUID()
    for (let batch = 0; batch < 20; batch++) {
      const words = Array.from({ length: 50 }, (_, at) => help.searched(`w${batch} x${at}`))
      const clicks = words.map(() => help.opened(`never ${batch}`))
      await help.session(
        monday,
        [...words, ...clicks].map((event) => [batch, event]),
        { sessionId },
      )
    }
    await help.session(monday, [[0, help.searched('refund')]])
    const { sessions, searches } = await help.figures()
    expect(sessions).toBe(2)
    expect(searches).toBeLessThanOrEqual(501)
  })

  it('[HLP13] are of sessions that began in the span, to their end', async () => {
    await help.session(monday - 10 * minute, [
      [0, help.searched('before')],
      [20, help.searched('refund', 0)],
    ])
    await help.session(monday + 10 * minute, [
      [0, help.searched('in it')],
      [25, help.asked()],
    ])
    await help.session(monday + 30 * minute, [[0, help.searched('behind')]])
    expect(await help.figures(monday, monday + 30 * minute)).toMatchObject({
      sessions: 1,
      searches: 1,
      withoutResult: 0,
      asked: 1,
    })
  })

  it('[HLP13] have a series of days where the site lives, also of those without anything', async () => {
    const hours = { timeZone: 'Pacific/Auckland', days: [[], [], [], [], [], [], []] }
    const { version } = help.desk.sites.settings(help.desk.shop.id)
    given(await help.desk.sites.saveSettings(help.desk.amir, version, { ...defaultSettings, hours }))
    // Auckland is 13 hours ahead in November: 11:00 UTC is midnight there.
    await help.session(monday + 10 * 60 * minute, [[0, help.searched('refund', 0)]])
    await help.session(monday + 12 * 60 * minute, [
      [0, help.searched('refund')],
      [1, help.asked()],
    ])
    await help.session(monday + 3 * day, [[0, help.searched('refund')]])
    const dates = [0, 1, 2, 3].map((days) => new Date(monday + days * day).toISOString().slice(0, 10))
    expect((await help.figures(monday, monday + 3 * day + 1)).days).toEqual([
      { day: dates[0], searches: 1, withoutResult: 1, asked: 0 },
      { day: dates[1], searches: 1, withoutResult: 0, asked: 1 },
      { day: dates[2], searches: 0, withoutResult: 0, asked: 0 },
      { day: dates[3], searches: 1, withoutResult: 0, asked: 0 },
    ])
  })

  it('[HLP13] say of each article how often it was opened, and whether it helped', async () => {
    await help.session(monday, [
      [0, help.opened()],
      [1, help.voted(false)],
      [2, help.voted(false, 'Where is the button? I am jo@example.org')],
    ])
    await help.session(monday, [
      [0, help.opened()],
      [1, help.voted(false, 'No')],
      [2, help.voted(true)],
    ])
    await help.session(monday, [[0, help.opened(undefined, 'et')]])
    const [first, second, ...others] = (await help.figures()).articles
    expect(first).toEqual({
      articleId: help.articleId,
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
    await help.session(monday, [
      [0, help.opened()],
      [1, help.voted(false, '=HYPERLINK("http://x.example")')],
    ])
    await help.session(monday, [[0, help.searched('secret', 0)]], { siteId: help.desk.other.id })
    const csv = helpFiguresCsv(
      await help.desk.figures.table(help.desk.shop.id, { from: 0, until: monday + day }),
    )
    expect(csv.split('\r\n')).toContain('0,0,0,0,0,0')
    expect(csv).toContain('Refunds,en,1,0,1,"\'=HYPERLINK(""http://x.example"")"')
    expect(csv).not.toContain('secret')
  })
})
