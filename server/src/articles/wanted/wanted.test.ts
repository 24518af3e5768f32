/** Wanted articles from histories that are written down here. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { codeOf, given } from '../testing/article-desk.ts'
import { type HelpHistory, minute, openHelpHistory } from '../testing/help-history.ts'

let help: HelpHistory
beforeEach(async () => {
  help = await openHelpHistory()
})
afterEach(() => help.desk.close())

describe('wanted articles', () => {
  const now = () => help.desk.clock.now() - 60 * minute

  it('[HLP13] are queries that say the same, the most wanted first', async () => {
    await help.session(now(), [[0, help.searched('Export invoices', 0)]])
    await help.session(now(), [[0, help.searched('invoices, EXPORT!', 0)]])
    await help.session(now(), [[0, help.searched('Export invoices')]])
    await help.session(now(), [[0, help.searched('delete account', 0)]])
    await help.session(now(), [
      [0, help.searched('delete account', 0)],
      [1, help.asked('delete account', await help.desk.conversation())],
    ])
    expect(await help.wanted()).toMatchObject([
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
      await help.session(now(), [
        [0, help.searched('gift card')],
        [1, help.opened('gift card')],
      ])
    await help.session(now(), [[0, help.searched('gift card')]])
    expect(await help.wanted()).toEqual([])
  })

  it('[HLP13] are of one language, and of one site [HLP15]', async () => {
    await help.session(now(), [[0, help.searched('arve', 0)]], { locale: 'et' })
    await help.session(now(), [[0, help.searched('invoice', 0)]])
    await help.session(now(), [[0, help.searched('secret', 0)]], { siteId: help.desk.other.id })
    expect((await help.wanted(help.desk.ada, 'et')).map(({ query }) => query)).toEqual(['arve'])
    expect((await help.wanted()).map(({ query }) => query).sort()).toEqual(['arve', 'invoice'])
    const [theirs] = await help.wanted(help.desk.stranger)
    expect(theirs?.query).toBe('secret')
    expect(codeOf(await help.desk.wanted.close(help.desk.ada, theirs?.id ?? ''))).toBe('not_found')
  })

  it('[HLP13] that were closed come back when somebody looks for them again', async () => {
    await help.session(now(), [[0, help.searched('invoice', 0)]])
    const [first] = await help.wanted()
    given(await help.desk.wanted.close(help.desk.ada, first?.id ?? ''))
    expect(await help.wanted()).toEqual([])
    expect(codeOf(await help.desk.wanted.close(help.desk.ada, first?.id ?? ''))).toBe('not_found')
    help.desk.pass(minute)
    await help.session(help.desk.clock.now(), [[0, help.searched('Invoice', 0)]])
    expect(await help.wanted()).toMatchObject([
      { id: first?.id, query: 'Invoice', searches: 1, withoutResult: 1 },
    ])
  })

  it('[HLP13] are answered by an article that is published after them and found first', async () => {
    await help.session(now(), [[0, help.searched('gift cards')]])
    await help.session(now(), [
      [0, help.searched('store credit')],
      [1, help.asked('store credit', await help.desk.conversation())],
    ])
    await help.desk.live(help.desk.susan, { title: 'Gift cards', body: 'Buy them in the shop.' })
    expect((await help.wanted()).map(({ query }) => query)).toEqual(['store credit'])
    // Nobody opened it, though it was there.
    help.desk.pass(minute)
    await help.session(help.desk.clock.now(), [[0, help.searched('gift cards')]])
    expect((await help.wanted()).map(({ query }) => query)).toEqual(['store credit', 'gift cards'])
  })
})
