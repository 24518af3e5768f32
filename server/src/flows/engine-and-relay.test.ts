/** Both engines, as pages and the console have them, over a real relay: what each says of flows, the other hears. */
import { createAgentClient } from '@docent/client/agent'
import { createMemoryStorage } from '@docent/client/storage'
import { createVisitorClient } from '@docent/client/visitor'
import { createVisitorFlows, type VisitorFlows } from '@docent/client/visitor/flows'
import { defaultSettings, type FlowsDocument, type PublishedFlow, publicSettings } from '@docent/protocol'
import { waitUntil as waitFor } from '@docent/testing/wait-until'
import { SignJWT } from 'jose'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { operator } from '../agents/actor.ts'
import { type LiveRelay, openLiveRelay, origins } from '../realtime/testing/live-relay.ts'
import { checklistDraft, published, tourDraft } from './testing/flow-scene.ts'

const waitUntil = (holds: () => boolean) => waitFor(holds, { what: () => `${holds}` })

let relay: LiveRelay
let secret: Uint8Array
const closing: (() => void)[] = []

beforeAll(async () => {
  relay = await openLiveRelay()
  const key = await relay.app.siteKeys.add(operator, relay.sites.shop, { algorithm: 'HS256' })
  if (!key.ok) throw new Error(key.error.message)
  secret = Buffer.from(key.data.secret ?? '', 'base64url')
})
afterEach(() => {
  for (const close of closing.splice(0)) close()
})
afterAll(() => relay.close())

const tokenOf = (sub: string) => () =>
  new SignJWT({ jti: relay.random.uuid() })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(sub)
    .setAudience('shop')
    .setExpirationTime('1h')
    .sign(secret)

async function fetched<T>(path: string): Promise<T | null> {
  const response = await relay.fetch(`/sites/shop/flows${path}`, {
    headers: { origin: origins.shop },
  })
  if (response.status === 404) return null
  if (!response.ok) throw new Error(`${response.status}`)
  return (await response.json()) as T
}

/** A page of the shop, in a browser of its own unless it shares one's storage. */
function openPage({
  storage = createMemoryStorage(),
  token,
}: {
  storage?: ReturnType<typeof createMemoryStorage>
  token?: () => Promise<string>
} = {}) {
  const client = createVisitorClient({
    url: relay.url,
    site: 'shop',
    settings: publicSettings(defaultSettings),
    storage,
    ...(token && { token }),
    socketOptions: { extraHeaders: { origin: origins.shop } },
  })
  const flows = createVisitorFlows({
    ground: client.ground,
    facts: client.facts,
    revision: null,
    locales: ['en'],
    fetchFlows: (revision, locales) => fetched<FlowsDocument>(`?locale=${locales.join()}&v=${revision}`),
    fetchVersion: (flowId, version, locales) =>
      fetched<PublishedFlow>(`/${flowId}/${version}?locale=${locales.join()}`),
  })
  const close = () => {
    flows.close()
    client.close()
  }
  closing.push(close)
  client.connect()
  return { client, flows, storage, close }
}

async function openDesk() {
  const cookie = await relay.signIn('ada')
  const agent = createAgentClient({
    url: relay.url,
    site: 'shop',
    storage: createMemoryStorage(),
    socketOptions: { extraHeaders: { origin: relay.url, cookie } },
  })
  closing.push(agent.close)
  agent.connect()
  await waitUntil(() => agent.me.value !== null)
  return agent
}

const runIn = (flows: VisitorFlows, flowId: string) =>
  flows.runs.value.find(({ run }) => run.flowId === flowId)

const knows = (flows: VisitorFlows, flowId: string) =>
  waitUntil(() => flows.ready.value && flows.flows.value.some(({ id }) => id === flowId))

describe('the engine of a page and the relay', () => {
  it('[FLO1] [FLO3] hear of what is published, and finish the version that was begun after a reload', async () => {
    const page = openPage()
    await waitUntil(() => page.flows.ready.value)
    const tour = await published(relay, tourDraft('Look around', ['a', 'b']))
    await knows(page.flows, tour)
    const started = await page.flows.start(tour, 'page')
    page.flows.record(started?.run.runId ?? '', { kind: 'seen', stepId: 'b' })
    await waitUntil(() => page.client.ground.waiting.value.length === 0)
    const admin = await relay.agent('amir')
    const { rev } = await admin.must<{ rev: number }>('flow:show', { flowId: tour })
    const draft = tourDraft('Look around anew', ['x'])
    const saved = await admin.must<{ rev: number }>('flow:save', { flowId: tour, rev, name: 'Tour', draft })
    await admin.must('flow:publish', { flowId: tour, rev: saved.rev })
    await waitUntil(() => page.flows.flows.value.some(({ id, version }) => id === tour && version === 2))
    expect(runIn(page.flows, tour)?.flow.version).toBe(1)
    page.close()
    // The browser knows who it is, and nothing of flows: as after an update that keeps them in another form.
    for (const [key] of await page.storage.list('shop/flows')) await page.storage.set(key, undefined)
    const after = openPage({ storage: page.storage })
    await waitUntil(() => runIn(after.flows, tour) !== undefined)
    expect(runIn(after.flows, tour)).toMatchObject({ run: { stepId: 'b' }, flow: { version: 1 } })
  })

  it('[FLO4] join what an anonymous visitor did to the user, who has it on a second device', async () => {
    const tour = await published(relay, tourDraft('Sign up', ['a', 'b']))
    const before = openPage()
    await knows(before.flows, tour)
    const started = await before.flows.start(tour, 'page')
    before.flows.record(started?.run.runId ?? '', { kind: 'completed' })
    await waitUntil(() => before.client.ground.waiting.value.length === 0)
    before.close()
    const token = tokenOf(`u ${relay.random.uuid()}`)
    const here = openPage({ storage: before.storage, token })
    await waitUntil(() => runIn(here.flows, tour)?.run.status === 'completed')
    const elsewhere = openPage({ token })
    await waitUntil(() => runIn(elsewhere.flows, tour)?.run.status === 'completed')
    const again = await here.flows.start(tour, 'page')
    here.flows.record(again?.run.runId ?? '', { kind: 'seen', stepId: 'b' })
    await waitUntil(() => runIn(elsewhere.flows, tour)?.run.stepId === 'b')
  })
})

describe('the engines of a page and of the desk', () => {
  it('[FLO11] [FLO12] lead: a card, each step as it happens, labels, and one that is pointed at', async () => {
    const tour = await published(relay, tourDraft('Invite a colleague', ['a', 'b']))
    const page = openPage()
    await knows(page.flows, tour)
    const conversationId = await page.client.conversations.start([{ type: 'text', text: 'Where is it?' }])
    const agent = await openDesk()
    await waitUntil(() => agent.inbox.items.value.some(({ id }) => id === conversationId))
    const desk = agent.conversations.open(conversationId)
    const runs = agent.guide.runs(conversationId)
    await agent.conversations.send(conversationId, [{ type: 'text', text: 'I show you.' }])
    await waitUntil(() => desk.value.lines.some(({ log }) => log === 'public'))
    expect((await agent.guide.sendTour(conversationId, tour)).ok).toBe(true)
    const view = page.client.conversations.view(conversationId)
    const card = () =>
      view.value?.entries
        .flatMap((entry) => (entry.kind === 'message' ? entry.parts : []))
        .find(({ type }) => type === 'tour')
    await waitUntil(() => card() !== undefined)
    const cards = () =>
      desk.value.lines.filter(
        (line) =>
          line.log === 'public' && line.entry.kind === 'message' && line.entry.parts[0]?.type === 'tour',
      )
    await waitUntil(() => cards().length === 1)
    const started = await page.flows.start(tour, 'agent', conversationId)
    page.flows.record(started?.run.runId ?? '', { kind: 'seen', stepId: 'b' })
    await waitUntil(() => runs.value.some(({ run }) => run.flowId === tour && run.stepId === 'b'))
    expect(runs.value[0]).toMatchObject({ stepTitle: 'Step b', place: 2, of: 2 })

    page.flows.guide.onAsked(() => [{ id: 'l', label: 'Invite', role: 'button' }])
    const asked = await agent.guide.ask(conversationId)
    expect(asked).toMatchObject({ ok: true, data: { labels: [{ id: 'l', label: 'Invite' }] } })
    await agent.guide.point(conversationId, 'l')
    await waitUntil(() => page.flows.guide.pointed.value?.labelId === 'l')
    await agent.guide.point(conversationId, null)
    await waitUntil(() => page.flows.guide.pointed.value === null)
    page.flows.record(started?.run.runId ?? '', { kind: 'dismissed' })
    await waitUntil(() => runs.value[0]?.run.status === 'dismissed')
  })

  it('[FLO8] tick an item for the visitor, whose page shows it', async () => {
    const list = await published(relay, checklistDraft(['one', 'two']))
    const page = openPage()
    await knows(page.flows, list)
    await page.flows.start(list, 'page')
    const conversationId = await page.client.conversations.start([{ type: 'text', text: 'It does not work' }])
    const agent = await openDesk()
    await waitUntil(() => agent.inbox.items.value.some(({ id }) => id === conversationId))
    agent.conversations.open(conversationId)
    await agent.conversations.send(conversationId, [{ type: 'text', text: 'Done for you.' }])
    const ticked = await agent.guide.tick(conversationId, list, 'two')
    expect(ticked.ok).toBe(true)
    await waitUntil(() => runIn(page.flows, list)?.run.done.includes('two') === true)
    page.flows.record(runIn(page.flows, list)?.run.runId ?? '', { kind: 'item_done', stepId: 'one' })
    await waitUntil(() => runIn(page.flows, list)?.run.status === 'completed')
  })
})
