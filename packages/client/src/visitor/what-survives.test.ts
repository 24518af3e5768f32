import { describe, expect, it } from 'vitest'
import { conversing, createScene, text, wordsOf } from '../testing/two-sides.ts'

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
