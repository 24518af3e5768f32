import { failure } from '@docent/protocol/reply'
import { describe, expect, it } from 'vitest'
import { conversing, createScene, text, wordsOf } from '../testing/two-sides.ts'

const tokenOf = (sub: string) => `e30.${btoa(JSON.stringify({ sub }))}.x`

/** Ann has written; from now on the site's token is Bob's. */
async function annThenBob() {
  const { clock, relay, openTab } = createScene()
  let user = 'ann'
  const token = async () => tokenOf(user)
  const { client } = openTab({ token })
  client.connect()
  await clock.advance(100)
  await client.conversations.start(text('I am Ann'))
  await clock.advance(100)
  user = 'bob'
  return { clock, relay, openTab, client, token }
}

describe('who somebody is', () => {
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
    const { clock, openTab, client, token } = await annThenBob()
    client.close()
    const { client: next } = openTab({ token })
    next.connect()
    await clock.advance(100)
    expect(next.conversations.list.value).toEqual([])
  })

  it('[IDN6] changes over when the site’s token is of another user', async () => {
    const { clock, relay, client } = await annThenBob()
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

  it('tells nothing again that the relay refused, so that what is said later is heard', async () => {
    const { clock, relay, client } = await conversing()
    const told = () => relay.heard.filter(({ command }) => command === 'visitor:update').at(-1)?.payload
    client.update({ name: 'Ann' })
    await clock.advance(100)
    const error = failure('bad_request', 'No address.', { path: 'profile.email' })
    relay.refuseNext('visitor:update', { ok: false, error })
    client.update({ email: 'no address' })
    await clock.advance(100)
    client.update({ attributes: { plan: 'pro' } })
    await clock.advance(100)
    expect(told()?.profile).toEqual({ name: 'Ann', attributes: { plan: 'pro' } })
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
