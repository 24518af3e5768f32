/** What pages get of flows over HTTP, and hear over their sockets, from a relay that runs. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wantedLocales } from '../http/wanted-locales.ts'
import { type LiveRelay, openLiveRelay } from '../realtime/testing/live-relay.ts'
import { published, tourDraft } from './testing/flow-scene.ts'

let relay: LiveRelay

beforeAll(async () => {
  relay = await openLiveRelay()
})
afterAll(() => relay.close())

const ask = (path: string, headers: Record<string, string> = {}) => relay.fetch(path, { headers })
const boot = async (): Promise<{ flows?: string }> => (await ask('/sites/shop/boot')).json()

it('[FLO3] costs a site without flows not a byte', async () => {
  const document = await ask('/sites/shop/boot')
  expect(await document.text()).not.toContain('flows')
  const visitor = await relay.visitor()
  expect(Object.keys(visitor.ready)).not.toContain('flows')
})

it('[FLO3] tells open pages and consoles of what was published, and those that come back', async () => {
  const [visitor, admin, elsewhere] = [
    await relay.visitor(),
    await relay.agent('ada'),
    await relay.visitor({ site: 'other' }),
  ]
  const flowId = await published(relay, tourDraft('Find your way', ['one']))
  const { revision } = await visitor.hears<{ revision: string }>('flows:changed')
  expect((await boot()).flows).toBe(revision)
  expect((await relay.visitor()).ready.flows).toBe(revision)
  await admin.hears('flow:changed', (change) => (change as { flowId: string }).flowId === flowId)
  const amir = await relay.agent('amir')
  await amir.must('flow:archive', { flowId })
  await visitor.hears('flows:changed', (change) => (change as { revision: string | null }).revision === null)
  expect(await boot()).not.toHaveProperty('flows')
  expect(elsewhere.heard('flows:changed')).toEqual([])
})

describe('the document', () => {
  it('[FLO3] is for any page, kept for good under its name, and for a minute without it', async () => {
    await published(relay, tourDraft('Find your way', ['one']))
    const { flows: revision } = await boot()
    const named = await ask(`/sites/shop/flows?locale=lv,en&v=${revision}`, { origin: 'https://any.example' })
    expect(named.headers.get('access-control-allow-origin')).toBe('*')
    expect(named.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(await named.json()).toMatchObject({ revision, guide: 'marked', flows: [{ version: 1 }] })
    for (const path of ['/sites/shop/flows', '/sites/shop/flows?v=another', '/sites/shop/flows?v=a&v=b']) {
      const reply = await ask(path)
      expect(reply.headers.get('cache-control')).toBe('public, max-age=60')
      expect(await reply.json()).toMatchObject({ revision })
    }
  })

  it('[FLO3] is answered 304 while it is the same', async () => {
    const etag = (await ask('/sites/shop/flows?locale=en')).headers.get('etag') ?? ''
    const again = await ask('/sites/shop/flows?locale=en', { 'if-none-match': etag })
    expect([again.status, await again.text()]).toEqual([304, ''])
    await published(relay, tourDraft('Another', ['one']))
    expect((await ask('/sites/shop/flows?locale=en', { 'if-none-match': etag })).status).toBe(200)
  })

  it('goes packed to whom it can be packed for', async () => {
    const packed = await ask('/sites/shop/flows', { 'accept-encoding': 'br' })
    const plain = await ask('/sites/shop/flows', { 'accept-encoding': 'identity' })
    expect([packed.headers.get('content-encoding'), plain.headers.get('content-encoding')]).toEqual([
      'br',
      null,
    ])
    expect(packed.headers.get('vary')).toContain('Accept-Encoding')
    expect(packed.headers.get('content-type')).toBe(plain.headers.get('content-type'))
    expect(await packed.json()).toEqual(await plain.json())
    const etag = packed.headers.get('etag') ?? ''
    expect((await ask('/sites/shop/flows', { 'accept-encoding': 'br', 'if-none-match': etag })).status).toBe(
      304,
    )
  })

  it('holds nothing of who wrote it, and nothing of drafts', async () => {
    const amir = await relay.agent('amir')
    const flowId = relay.random.uuid()
    const draft = tourDraft('A secret plan', ['one'])
    await amir.must('flow:create', { flowId, name: 'Internal name', draft })
    const text = await (await ask('/sites/shop/flows')).text()
    for (const word of ['A secret plan', 'Internal name', relay.agentIds.amir, flowId])
      expect(text).not.toContain(word)
  })

  it.each(['nowhere', '%00', '__proto__'])('[INP7] there is none for the key %s', async (key) => {
    for (const path of ['flows', `flows/${relay.random.uuid()}/1`])
      expect((await ask(`/sites/${key}/${path}`)).status).toBe(404)
  })
})

describe('a single version', () => {
  it('[FLO1] is kept for good, live or not', async () => {
    const flowId = await published(relay, tourDraft('The first', ['one']))
    const amir = await relay.agent('amir')
    await amir.must('flow:withdraw', { flowId })
    const reply = await ask(`/sites/shop/flows/${flowId}/1?locale=de,en`)
    expect(reply.headers.get('cache-control')).toContain('immutable')
    expect(await reply.json()).toMatchObject({ id: flowId, version: 1, content: { title: 'The first' } })
    const etag = reply.headers.get('etag') ?? ''
    const again = await ask(`/sites/shop/flows/${flowId}/1?locale=de,en`, { 'if-none-match': etag })
    expect(again.status).toBe(304)
  })

  it.each(['0', '-1', '2', '1.5', '1e3', '99999999999', "1' or 1=1", 'latest'])(
    '[INP7] there is none with the number %s',
    async (version) => {
      const flowId = await published(relay, tourDraft('The first', ['one']))
      expect((await ask(`/sites/shop/flows/${flowId}/${encodeURIComponent(version)}`)).status).toBe(404)
      expect((await ask(`/sites/other/flows/${flowId}/1`)).status).toBe(404)
    },
  )
})

it('reads a browser’s list of languages, and no more of it than a browser sends', () => {
  expect(wantedLocales('lv, en-GB,en')).toEqual(['lv', 'en-GB', 'en'])
  expect(wantedLocales('../../etc,<b>,de,,*')).toEqual(['de'])
  expect(wantedLocales(['de', 'en'])).toEqual([])
  expect(wantedLocales(undefined)).toEqual([])
  expect(wantedLocales('de,'.repeat(10_000)).length).toBeLessThanOrEqual(10)
})
