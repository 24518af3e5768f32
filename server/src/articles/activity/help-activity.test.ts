/** What help sessions tell, and what is kept of it. */
import { randomUUID } from 'node:crypto'
import type { HelpEvent } from '@docent/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { day } from '../testing/article-desk.ts'
import { type HelpHistory, minute, monday, openHelpHistory } from '../testing/help-history.ts'

let help: HelpHistory
beforeEach(async () => {
  help = await openHelpHistory()
})
afterEach(() => help.desk.close())

describe('what visitors tell', () => {
  it('[HLP12] counts once, in one request and in another', async () => {
    const event: HelpEvent = {
      eventId: randomUUID(),
      at: monday,
      kind: 'searched',
      query: 'refund',
      results: 1,
    }
    const of = { siteId: help.desk.shop.id, sessionId: randomUUID(), locale: 'en' }
    expect(await help.desk.activity.record(of, [event, event])).toBe(1)
    expect(await help.desk.activity.record(of, [event])).toBe(0)
    expect(await help.figures()).toMatchObject({ searches: 1 })
  })

  it('[HLP12] keeps one vote of a session, however its events come', async () => {
    const of = { siteId: help.desk.shop.id, sessionId: randomUUID(), locale: 'en' }
    const vote = (helpful: boolean, at: number): HelpEvent =>
      ({ ...help.voted(helpful), eventId: randomUUID(), at }) as HelpEvent
    const [early, late] = [vote(false, monday), vote(true, monday + minute)]
    await help.desk.activity.record(of, [late])
    await help.desk.activity.record(of, [early, late])
    await help.desk.activity.record(of, [early])
    expect((await help.figures()).articles).toMatchObject([{ helpful: 1, unhelpful: 0 }])
  })

  it('[HLP12] happened no later than it came, and at most 30 days before', async () => {
    await help.session(help.desk.clock.now() + day, [[0, help.searched('tomorrow')]])
    await help.session(0, [[0, help.searched('long ago')]])
    const rows = await help.desk.storage.read.selectFrom('help_events').select(['query', 'at']).execute()
    expect(rows).toEqual([
      { query: 'tomorrow', at: help.desk.clock.now() },
      { query: 'long ago', at: help.desk.clock.now() - 30 * day },
    ])
  })

  it('[HLP12] is kept without what is personal in queries', async () => {
    await help.session(monday, [
      [0, help.searched('order of jo@example.org')],
      [1, help.opened('call +372 5123 4567')],
      [2, help.asked('card 4111 1111 1111 1111')],
    ])
    const rows = await help.desk.storage.read.selectFrom('help_events').select('query').execute()
    expect(rows.map(({ query }) => query)).toEqual(['order of [email]', 'call [phone]', 'card [card]'])
  })

  it('[HLP15] about an article of another site is not kept', async () => {
    await help.session(
      monday,
      [
        [0, help.opened()],
        [1, help.read(30)],
        [2, help.voted(true)],
        [3, help.searched('refund')],
      ],
      {
        siteId: help.desk.other.id,
      },
    )
    const rows = await help.desk.storage.read.selectFrom('help_events').select('kind').execute()
    expect(rows).toEqual([{ kind: 'searched' }])
  })
})
