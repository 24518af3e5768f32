import { failure } from '@docent/protocol/reply'
import { describe, expect, it } from 'vitest'
import { conversing, createScene, text, wordsOf } from '../testing/two-sides.ts'

describe('a visitor and an agent', () => {
  it('[STA1] starts a conversation, which the relay stores and the visitor sees as sent', async () => {
    const { relay, id, view } = await conversing()
    expect(relay.conversations.get(id)?.log).toHaveLength(1)
    expect(wordsOf(view.value)).toEqual(['Hello'])
    expect(view.value?.status).toBe('open')
  })

  it('[SYN2] shows what the agent answers, and counts it as unread until it is read', async () => {
    const { clock, relay, client, id, view } = await conversing()
    relay.agentSays(id, 'Good day')
    await clock.advance(10)
    expect(wordsOf(view.value)).toEqual(['Hello', 'Good day'])
    expect(client.conversations.unread.value).toBe(1)
    client.conversations.markRead(id, 2)
    await clock.advance(10)
    expect(client.conversations.unread.value).toBe(0)
    expect(relay.conversations.get(id)?.readSeq).toBe(2)
  })

  it('[OUT2] keeps a message until it is acknowledged, and stores it once however often it is sent', async () => {
    const { clock, relay, client, id, view } = await conversing()
    relay.link.reply = () => []
    await client.conversations.send(id, text('Are you there?'))
    await clock.advance(7_000)
    expect(wordsOf(view.value)).toEqual(['Hello', '[Are you there?: sending]'])
    await clock.advance(20_000)
    relay.link.reply = () => [1]
    await clock.advance(20_000)
    expect(wordsOf(view.value)).toEqual(['Hello', 'Are you there?'])
    expect(relay.conversations.get(id)?.log).toHaveLength(2)
  })

  it('[OUT2] fails what waits for an answer at once when the connection is lost, and sends it again', async () => {
    const { clock, relay, client, id, view } = await conversing()
    relay.link.request = () => []
    await client.conversations.send(id, text('one'))
    await clock.advance(50)
    relay.goDown()
    await clock.advance(10)
    expect(view.value?.pending[0]?.state.kind).toBe('queued')
    relay.link.request = () => [1]
    relay.comeUp()
    await clock.advance(5_000)
    expect(wordsOf(view.value)).toEqual(['Hello', 'one'])
  })

  it('[OUT2] ends a refused message as failed, keeps its text, and goes on with the next', async () => {
    const { clock, relay, client, id, view } = await conversing()
    relay.refuseNext('message:send', { ok: false, error: failure('too_large', 'Shorten it.') })
    await client.conversations.send(id, text('long'))
    await client.conversations.send(id, text('short'))
    await clock.advance(1_000)
    expect(wordsOf(view.value)).toEqual(['Hello', 'short', '[long: failed]'])
    const [failed] = view.value?.pending ?? []
    await client.conversations.retry(failed?.cmid ?? '')
    await clock.advance(1_000)
    expect(wordsOf(view.value)).toEqual(['Hello', 'short', 'long'])
  })

  it('[OUT2] drops a failed message when its author discards it', async () => {
    const { clock, relay, client, id, view } = await conversing()
    relay.refuseNext('message:send', { ok: false, error: failure('too_large', 'Shorten it.') })
    await client.conversations.send(id, text('long'))
    await clock.advance(1_000)
    await client.conversations.discard(view.value?.pending[0]?.cmid ?? '')
    expect(wordsOf(view.value)).toEqual(['Hello'])
  })

  it('[SYN3] notices a lost push by the next head', async () => {
    const { clock, relay, id, view } = await conversing()
    relay.link.push = () => []
    relay.agentSays(id, 'lost')
    relay.link.push = () => [1]
    relay.sendHeads()
    await clock.advance(500)
    expect(wordsOf(view.value)).toEqual(['Hello', 'lost'])
  })

  it('[SYN3] learns by the head of a conversation that it never heard of', async () => {
    const { clock, relay, client } = await conversing()
    const [first] = [...relay.conversations.values()]
    if (!first) throw new Error('nothing was started')
    relay.conversations.set('other', { ...first, id: 'other', log: [], internal: [] })
    relay.agentSays('other', 'A word from us')
    relay.sendHeads()
    await clock.advance(500)
    expect(client.conversations.list.value.map(wordsOf)).toContainEqual(['A word from us'])
  })

  it('[SYN1] catches up after an absence, without a page load', async () => {
    const { clock, relay, id, view } = await conversing()
    relay.goDown()
    await clock.advance(60_000)
    for (let at = 0; at < 450; at++) relay.agentSays(id, `line ${at}`)
    relay.comeUp()
    await clock.advance(30_000)
    expect(view.value?.entries).toHaveLength(451)
    expect(view.value?.entries.map(({ seq }) => seq)).toEqual(Array.from({ length: 451 }, (_, at) => at + 1))
  })

  it('[SYN2] takes a fresh last page when too far behind, and older ones on demand', async () => {
    const { clock, relay, client, id, view } = await conversing()
    relay.goDown()
    for (let at = 0; at < 1_500; at++) relay.agentSays(id, `line ${at}`)
    relay.comeUp()
    await clock.advance(30_000)
    expect(view.value?.entries).toHaveLength(200)
    expect(view.value?.hasOlder).toBe(true)
    await Promise.all([client.conversations.loadOlder(id), clock.advance(100)])
    expect(view.value?.entries).toHaveLength(250)
  })
})

describe('starting', () => {
  it('[STA2] makes one conversation of twenty fast clicks', async () => {
    const { clock, relay, openTab } = createScene()
    const { client } = openTab()
    client.connect()
    await clock.advance(100)
    const ids = await Promise.all(Array.from({ length: 20 }, () => client.conversations.start(text('Hello'))))
    await clock.advance(1_000)
    expect(new Set(ids).size).toBe(1)
    expect([...relay.conversations.values()].map(({ log }) => log.length)).toEqual([1])
  })

  it('[STA2] makes one conversation of a start in two tabs while offline, and loses neither tab’s words', async () => {
    const { clock, relay, openTab } = createScene()
    relay.goDown()
    const [one, two] = [openTab(), openTab()]
    one.client.connect()
    two.client.connect()
    await clock.advance(100)
    const id = await one.client.conversations.start(text('from one'))
    expect(await two.client.conversations.start(text('from two'))).toBe(id)
    expect(one.client.conversations.list.value.map(({ status }) => status)).toEqual(['new'])
    relay.comeUp()
    await clock.advance(30_000)
    expect(relay.conversations.size).toBe(1)
    expect(wordsOf(one.client.conversations.view(id).value)).toEqual(['from one', 'from two'])
    expect(wordsOf(two.client.conversations.view(id).value)).toEqual(['from one', 'from two'])
  })

  it('[STA2] begins another conversation once the first was stored', async () => {
    const { clock, relay, client } = await conversing()
    await client.conversations.start(text('Something else'))
    await clock.advance(1_000)
    expect(relay.conversations.size).toBe(2)
    expect(client.conversations.list.value.map(wordsOf)).toEqual([['Something else'], ['Hello']])
  })

  it('[STA1] carries where the visitor came from into the log', async () => {
    const { clock, openTab } = createScene()
    const { client } = openTab()
    client.connect()
    await clock.advance(100)
    const id = await client.conversations.start(text('Why?'), { kind: 'article', text: 'prices' })
    await clock.advance(1_000)
    expect(wordsOf(client.conversations.view(id).value)).toEqual(['origin', 'Why?'])
  })
})
