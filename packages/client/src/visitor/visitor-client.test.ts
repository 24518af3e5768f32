import { failure } from '@docent/protocol/reply'
import { describe, expect, it } from 'vitest'
import { createScene, text, wordsOf } from '../testing/two-sides.ts'

async function conversing() {
  const scene = createScene()
  const tab = scene.openTab()
  tab.client.connect()
  await scene.clock.advance(100)
  const id = await tab.client.conversations.start(text('Hello'))
  const view = tab.client.conversations.view(id)
  await scene.clock.advance(100)
  return { ...scene, ...tab, id, view }
}

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

describe('what survives', () => {
  it('[OUT1] sends after a reload what was written before it', async () => {
    const { clock, relay, page, client, id, openTab, crash } = await conversing()
    relay.goDown()
    await client.conversations.send(id, text('Before the reload'))
    page.leave()
    crash()
    relay.comeUp()
    const after = openTab().client
    after.connect()
    await clock.advance(5_000)
    expect(wordsOf(after.conversations.view(id).value)).toEqual(['Hello', 'Before the reload'])
  })

  it('[OUT1] shows the history of before while offline', async () => {
    const { clock, relay, id, openTab, crash } = await conversing()
    relay.agentSays(id, 'Good day')
    await clock.advance(2_000)
    crash()
    relay.goDown()
    const { client } = openTab()
    client.connect()
    await clock.advance(100)
    expect(client.conversations.ready.value).toBe(true)
    expect(client.conversations.list.value.map(wordsOf)).toEqual([['Hello', 'Good day']])
  })

  it('[OUT3] lets another tab send within 2 s what a tab that is gone had written', async () => {
    const { clock, relay, client, id, openTab, crash } = await conversing()
    const other = openTab().client
    other.connect()
    await clock.advance(500)
    relay.link.request = () => []
    await client.conversations.send(id, text('in mid-send'))
    await clock.advance(50)
    relay.link.request = () => [1]
    crash()
    await clock.advance(2_000)
    expect(wordsOf(other.conversations.view(id).value)).toEqual(['Hello', 'in mid-send'])
    expect(relay.conversations.get(id)?.log).toHaveLength(2)
  })

  it('[OUT3] lets a living tab send its own: nobody else takes it', async () => {
    const { clock, relay, client, id, openTab } = await conversing()
    const other = openTab().client
    other.connect()
    await clock.advance(500)
    await client.conversations.send(id, text('mine'))
    await clock.advance(3_000)
    expect(relay.heard.filter(({ command }) => command === 'message:send')).toHaveLength(1)
    expect(wordsOf(other.conversations.view(id).value)).toEqual(['Hello', 'mine'])
  })

  it('[OUT4] closes the socket when the page is left, and syncs when it comes back', async () => {
    const { clock, relay, page, id, view } = await conversing()
    page.leave()
    await clock.advance(10)
    expect(relay.sockets()).toBe(0)
    relay.agentSays(id, 'while away')
    page.wake()
    await clock.advance(500)
    expect(wordsOf(view.value)).toEqual(['Hello', 'while away'])
  })

  it('[MSG7] offers again, after a restored backup, what the relay had acknowledged', async () => {
    const { clock, relay, client, id, view } = await conversing()
    const backup = relay.backup()
    await client.conversations.send(id, text('after the backup'))
    relay.agentSays(id, 'lost with the disk')
    await clock.advance(1_000)
    relay.restore(backup)
    await clock.advance(5_000)
    expect(wordsOf(view.value)).toEqual(['Hello', 'after the backup'])
    expect(relay.conversations.get(id)?.log.map(({ seq }) => seq)).toEqual([1, 2])
  })

  it('[MSG7] starts a conversation again that the restored database never had', async () => {
    const scene = createScene()
    const { client } = scene.openTab()
    const nothing = scene.relay.backup()
    client.connect()
    await scene.clock.advance(100)
    const id = await client.conversations.start(text('Hello'))
    await scene.clock.advance(100)
    await client.conversations.send(id, text('and more'))
    await scene.clock.advance(100)
    scene.relay.restore(nothing)
    await scene.clock.advance(5_000)
    expect(wordsOf(client.conversations.view(id).value)).toEqual(['Hello', 'and more'])
  })

  it('keeps a draft over a reload', async () => {
    const { clock, client, id, openTab, crash } = await conversing()
    client.drafts.write(id, 'half a sen')
    await clock.advance(1_000)
    crash()
    const after = openTab().client
    after.connect()
    await clock.advance(100)
    expect(await after.drafts.read(id)).toBe('half a sen')
  })

  it('drops a draft in the moment in which it is sent or given up, so that no reload shows it again', async () => {
    const { clock, client, id, storage } = await conversing()
    const kept = async () => (await storage.list('')).filter(([key]) => key.includes('draft/'))
    client.drafts.write(id, 'half a sentence')
    await clock.advance(1_000)
    expect(await kept()).toHaveLength(1)
    client.drafts.write(id, '')
    await clock.advance(0)
    expect(await kept()).toEqual([])
  })
})

describe('who somebody is', () => {
  const tokenOf = (sub: string) => `e30.${btoa(JSON.stringify({ sub }))}.x`

  it('[EMB1] touches neither storage nor network before it is told to connect', async () => {
    const { clock, relay, storage, openTab } = createScene()
    const { client } = openTab()
    client.drafts.write('new', 'words')
    client.track('looked')
    await clock.advance(60_000)
    expect(await storage.list('')).toEqual([])
    expect(relay.sockets()).toBe(0)
  })

  it('[IDN6] shows nothing of one user to the next', async () => {
    const { clock, openTab } = createScene()
    let user = 'ann'
    const { client } = openTab({ token: async () => tokenOf(user) })
    client.connect()
    await clock.advance(100)
    await client.conversations.start(text('I am Ann'))
    await clock.advance(100)
    user = 'bob'
    client.close()
    const { client: next } = openTab({ token: async () => tokenOf(user) })
    next.connect()
    await clock.advance(100)
    expect(next.conversations.list.value).toEqual([])
  })

  it('[IDN6] changes over when the site’s token is of another user', async () => {
    const { clock, relay, openTab } = createScene()
    let user = 'ann'
    const { client } = openTab({ token: async () => tokenOf(user) })
    client.connect()
    await clock.advance(100)
    await client.conversations.start(text('I am Ann'))
    await clock.advance(100)
    user = 'bob'
    relay.cutAll()
    await clock.advance(5_000)
    expect(client.conversations.list.value).toEqual([])
    expect(client.identity.value.visitorId).toBe(`user:${tokenOf('bob')}`)
  })

  it('[IDN3] takes the anonymous conversation along when its visitor signs in, and leaves a fresh secret', async () => {
    const { clock, relay, openTab, crash, id } = await conversing()
    const secret = relay.heard.at(-1)?.token
    crash()
    const { client } = openTab({ token: async () => tokenOf('ann') })
    client.connect()
    await clock.advance(200)
    expect(wordsOf(client.conversations.view(id).value)).toEqual(['Hello'])
    client.close()
    const { client: next } = openTab()
    next.connect()
    await clock.advance(200)
    expect(relay.heard.at(-1)?.token).not.toBe(secret)
    expect(next.conversations.list.value).toEqual([])
  })

  it('[IDN6] sends what an anonymous visitor left under the user into whom it merged', async () => {
    const { clock, relay, client, openTab, crash, id } = await conversing()
    relay.goDown()
    await client.conversations.send(id, text('unsent'))
    crash()
    relay.comeUp()
    const after = openTab({ token: async () => tokenOf('ann') }).client
    after.connect()
    await clock.advance(1_000)
    expect(wordsOf(after.conversations.view(id).value)).toEqual(['Hello', 'unsent'])
  })

  it('[IDN1] makes a new secret when the relay has ended the old one', async () => {
    const { clock, relay, client } = await conversing()
    const error = failure('unauthenticated', 'This proof has ended.')
    relay.refuseHandshakes({ ok: false, error })
    relay.cutAll()
    await clock.advance(1_500)
    relay.refuseHandshakes(null)
    await clock.advance(5_000)
    expect(client.connection.status.value.state).toBe('open')
    expect(client.conversations.list.value).toEqual([])
  })

  it('[EMB5] forgets every key at shutdown, and says what could not be sent', async () => {
    const { clock, relay, storage, client, id } = await conversing()
    relay.goDown()
    await client.conversations.send(id, text('too late'))
    const lost = client.shutdown()
    await clock.advance(10_000)
    expect((await lost).map(({ parts }) => parts)).toEqual([text('too late')])
    expect(await storage.list('')).toEqual([])
    expect(client.connection.status.value.state).toBe('closed')
    expect(client.conversations.list.value).toEqual([])
  })

  it('[EMB5] sends what waits before it shuts down', async () => {
    const { clock, relay, storage, client, id } = await conversing()
    await client.conversations.send(id, text('just in time'))
    const lost = client.shutdown()
    await clock.advance(1_000)
    expect(await lost).toEqual([])
    expect(relay.conversations.get(id)?.log).toHaveLength(2)
    expect(relay.heard.at(-1)?.command).toBe('session:end')
    expect(await storage.list('')).toEqual([])
  })

  it('closes twice without harm, and leaves no socket', async () => {
    const { clock, relay, client } = await conversing()
    client.close()
    client.close()
    await clock.advance(60_000)
    expect(relay.sockets()).toBe(0)
    expect(client.connection.status.value.state).toBe('closed')
  })

  it('tells the relay again what it keeps only in memory', async () => {
    const { clock, relay, client } = await conversing()
    client.update({ name: 'Ann', attributes: { plan: 'pro' } })
    client.update({ attributes: { seats: 3 } })
    await clock.advance(100)
    relay.heard.length = 0
    relay.cutAll()
    await clock.advance(5_000)
    const [told] = relay.heard.filter(({ command }) => command === 'visitor:update')
    expect(told?.payload.profile).toEqual({ name: 'Ann', attributes: { plan: 'pro', seats: 3 } })
  })

  it('[SET5] counts a tracked event once, even when it was tracked offline', async () => {
    const { clock, relay, client } = await conversing()
    relay.goDown()
    client.track('project.created', { seats: 3 })
    await clock.advance(1_000)
    relay.comeUp()
    await clock.advance(20_000)
    const told = relay.heard.filter(({ command }) => command === 'event:track')
    expect(told.map(({ payload }) => payload.name)).toEqual(['project.created'])
  })
})
