import { done, failure } from '@docent/protocol/reply'
import { describe, expect, it } from 'vitest'
import { atTheDesk } from '../testing/at-the-desk.ts'

const sent = (relay: Awaited<ReturnType<typeof atTheDesk>>['relay'], command: string) =>
  relay.heard.filter((one) => one.command === command).map(({ payload }) => payload)

describe('help at the desk', () => {
  it('[HLP8] finds by the visitors’ own search, in a language where one is wanted', async () => {
    const { clock, relay, agent } = await atTheDesk()
    relay.answer('article:find', done({ results: [] }))
    void agent.help.find('refund')
    void agent.help.find('tagasi', 'et')
    await clock.advance(100)
    expect(sent(relay, 'article:find')).toEqual([{ query: 'refund' }, { query: 'tagasi', locale: 'et' }])
    agent.close()
  })

  it('[HLP14] sends each card with an id of its own, and takes the conversation’s log as read up to it', async () => {
    const { clock, relay, agent } = await atTheDesk()
    relay.answer('article:send', done({ seq: 4, id: 'e4', at: 1, duplicate: false }))
    const first = agent.help.send('c1', 'a1')
    await clock.advance(100)
    const second = agent.help.send('c1', 'a1', 'et')
    await clock.advance(100)
    expect((await first).ok && (await second).ok).toBe(true)
    const [one, two] = sent(relay, 'article:send') as readonly { cmid?: string; locale?: string }[]
    expect(one?.cmid).not.toBe(two?.cmid)
    expect([one?.locale, two?.locale]).toEqual([undefined, 'et'])
    agent.close()
  })

  it('[HLP13] hands on what the relay refuses', async () => {
    const { clock, relay, agent } = await atTheDesk()
    relay.answer('wanted:close', { ok: false, error: failure('not_found', '') })
    const reply = agent.help.closeWanted('w1')
    await clock.advance(100)
    expect(await reply).toMatchObject({ ok: false, error: { code: 'not_found' } })
    agent.close()
  })
})
