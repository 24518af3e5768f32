import type { PublishedFlow } from '@docent/protocol'
import { failure } from '@docent/protocol/reply'
import { describe, expect, it } from 'vitest'
import { createMemoryStorage } from '../../storage.ts'
import { createFakeBrowser } from '../../testing/fake-tabs.ts'
import { createFlowsScene, type FlowsTab } from '../../testing/flows-scene.ts'
import { banner, checklist, facts, flowId, item, tour } from '../../testing/published-flows.ts'

const minutes = 60_000
const first = flowId(1)

/** Where the visitor stands, as a room sees it: `1 running two`. */
const stand = ({ flows }: FlowsTab) =>
  flows.runs.value.map(({ run, flow }) => [flow.version, run.status, run.stepId ?? '-'].join(' '))

const personIn = ({ client }: FlowsTab) => client.identity.value.visitorId ?? ''
const dueIn = ({ flows }: FlowsTab) => flows.due.value.map(({ id }) => id)

async function opened(...published: readonly PublishedFlow[]) {
  const scene = createFlowsScene(...published)
  const tab = scene.openFlowsTab()
  tab.client.connect()
  await scene.clock.advance(100)
  return { ...scene, scene, tab }
}

async function begun(tab: FlowsTab, source: 'rule' | 'page' = 'rule') {
  const started = await tab.flows.start(first, source)
  if (!started) throw new Error('it did not start')
  return started.run.runId
}

const kindsOf = (events: readonly { readonly kind: string; readonly stepId: string | null }[]) =>
  events.map(({ kind, stepId }) => (stepId ? `${kind} ${stepId}` : kind))

describe('a run', () => {
  it('[FLO4] is shown at once, stored at the relay, and is not due again', async () => {
    const { clock, relay, tab } = await opened(tour())
    expect(dueIn(tab)).toEqual([first])
    const runId = await begun(tab)
    expect(dueIn(tab)).toEqual([])
    tab.flows.record(runId, { kind: 'seen', stepId: 'one', data: { locator: 0, path: '/' } })
    expect(stand(tab)).toEqual(['1 running one'])
    await clock.advance(100)
    expect(kindsOf(relay.flows.events)).toEqual(['started', 'seen one'])
    expect(relay.flows.runsOf(personIn(tab))[0]).toMatchObject({ stepId: 'one', source: 'rule' })
  })

  it('[FLO4] goes on under an address that is longer than the relay takes', async () => {
    const { clock, relay, tab } = await opened(tour())
    const runId = await begun(tab)
    tab.flows.record(runId, { kind: 'seen', stepId: 'one', data: { path: `/${'a'.repeat(2_000)}` } })
    await clock.advance(100)
    expect(relay.flows.events.at(-1)?.data?.path).toBe(`/${'a'.repeat(499)}`)
  })

  it('[FLO4] counts the same progress once, however often it is sent, and keeps its order', async () => {
    const { clock, relay, tab } = await opened(tour())
    relay.link.reply = () => []
    const runId = await begun(tab)
    for (const stepId of ['one', 'two', 'three']) tab.flows.record(runId, { kind: 'seen', stepId })
    tab.flows.record(runId, { kind: 'completed' })
    await clock.advance(40_000)
    relay.link.reply = () => [1]
    await clock.advance(60_000)
    const sent = relay.heard.filter(({ command }) => command === 'flow:record')
    expect(sent.length).toBeGreaterThan(5)
    expect(kindsOf(relay.flows.events)).toEqual([
      'started',
      'seen one',
      'seen two',
      'seen three',
      'completed',
    ])
    expect(stand(tab)).toEqual(['1 completed three'])
    expect(tab.client.ground.waiting.value).toEqual([])
  })

  it('[FLO4] goes on for ten minutes offline, then everything arrives', async () => {
    const { clock, relay, scene, tab } = await opened(tour())
    const runId = await begun(tab)
    await clock.advance(100)
    relay.goDown()
    scene.serving = false
    for (const stepId of ['one', 'two', 'one', 'three']) {
      tab.flows.record(runId, { kind: 'seen', stepId })
      await clock.advance(2.5 * minutes)
    }
    tab.flows.record(runId, { kind: 'completed' })
    expect(stand(tab)).toEqual(['1 completed three'])
    expect(relay.flows.events).toHaveLength(1)
    relay.comeUp()
    scene.serving = true
    await clock.advance(2 * minutes)
    expect(kindsOf(relay.flows.events)).toEqual([
      'started',
      'seen one',
      'seen two',
      'seen one',
      'seen three',
      'completed',
    ])
    expect(relay.flows.runsOf(personIn(tab))[0]).toMatchObject({ status: 'completed', stepId: 'three' })
  })

  it('[FLO18] is there after a reload at its step, before the relay has answered', async () => {
    const { clock, relay, scene, tab } = await opened(tour())
    const runId = await begun(tab)
    tab.flows.record(runId, { kind: 'seen', stepId: 'two' })
    await clock.settle()
    tab.crash()
    relay.goDown()
    const after = scene.openFlowsTab()
    after.client.connect()
    await clock.settle()
    expect(stand(after)).toEqual(['1 running two'])
    // Offline, what this browser knows has to do; nothing begins a second time.
    await clock.advance(3_000)
    expect(after.flows.ready.value).toBe(true)
    expect(dueIn(after)).toEqual([])
    after.flows.record(runId, { kind: 'seen', stepId: 'three' })
    relay.comeUp()
    await clock.advance(60_000)
    expect(relay.flows.runsOf(personIn(tab))[0]).toMatchObject({ stepId: 'three' })
  })

  it('[FLO4] moves with the step that another device says', async () => {
    const { clock, relay, tab } = await opened(tour())
    const runId = await begun(tab)
    tab.flows.record(runId, { kind: 'seen', stepId: 'one' })
    await clock.advance(100)
    const [run] = relay.flows.runsOf(personIn(tab))
    relay.push('run:changed', { run: { ...run, stepId: 'three', seq: (run?.seq ?? 0) + 10 } })
    await clock.advance(10)
    expect(stand(tab)).toEqual(['1 running three'])
    tab.flows.record(runId, { kind: 'seen', stepId: 'two' })
    expect(stand(tab)).toEqual(['1 running two'])
  })

  it('[FLO5] does not begin by itself before the runs are known, and not where they cannot be', async () => {
    const scene = createFlowsScene(tour())
    scene.relay.link.reply = () => []
    const tab = scene.openFlowsTab()
    tab.client.connect()
    await scene.clock.advance(5_000)
    expect(tab.flows.ready.value).toBe(false)
    expect(dueIn(tab)).toEqual([])
    scene.relay.link.reply = () => [1]
    await scene.clock.advance(20_000)
    expect(dueIn(tab)).toEqual([first])
  })

  it('[FLO4] drops what the relay refuses for good, and goes on', async () => {
    const { clock, relay, tab } = await opened(tour())
    const runId = await begun(tab)
    await clock.advance(100)
    relay.refuseNext('flow:record', { ok: false, error: failure('mismatch', 'No.') })
    tab.flows.record(runId, { kind: 'seen', stepId: 'one' })
    tab.flows.record(runId, { kind: 'seen', stepId: 'two' })
    await clock.advance(1_000)
    expect(kindsOf(relay.flows.events)).toEqual(['started', 'seen two'])
    expect(tab.client.ground.waiting.value).toEqual([])
  })
})

describe('what is published', () => {
  it('[FLO1] is finished in the version that was begun, while others begin the next', async () => {
    const { clock, relay, scene, tab } = await opened(tour())
    const runId = await begun(tab)
    tab.flows.record(runId, { kind: 'seen', stepId: 'one' })
    await clock.advance(100)
    relay.publish(tour({ version: 2 }, ['new']))
    await clock.advance(100)
    expect(tab.flows.flows.value.map(({ version }) => version)).toEqual([2])
    expect(stand(tab)).toEqual(['1 running one'])
    expect((await tab.flows.start(first, 'page'))?.flow.version).toBe(1)
    tab.crash()
    const after = scene.openFlowsTab()
    after.client.connect()
    await clock.advance(100)
    expect(stand(after)).toEqual(['1 running one'])
    expect(scene.fetched.filter((what) => what.startsWith('version'))).toEqual([])
  })

  it('[FLO1] [FLO18] fetches the version that was begun on another device', async () => {
    const { clock, relay, scene, tab } = await opened(tour())
    await begun(tab)
    await clock.advance(100)
    relay.publish(tour({ version: 2 }, ['new']))
    for (const [key] of await scene.storage.list('demo/flows')) await scene.storage.set(key, undefined)
    const elsewhere = scene.openFlowsTab()
    elsewhere.client.connect()
    await clock.advance(200)
    expect(stand(elsewhere)).toEqual(['1 running -'])
    expect(scene.fetched).toContain(`version ${first} 1`)
  })

  it('[FLO1] is not begun again because a next version is published', async () => {
    const { clock, relay, tab } = await opened(tour())
    const runId = await begun(tab)
    tab.flows.record(runId, { kind: 'dismissed' })
    relay.publish(tour({ version: 2 }))
    await clock.advance(1_000)
    expect(dueIn(tab)).toEqual([])
    // By hand it may: it is another run, of what is live.
    const again = await tab.flows.start(first, 'checklist')
    expect(again?.run).toMatchObject({ version: 2, status: 'running', source: 'checklist' })
    expect(again?.run.runId).not.toBe(runId)
  })

  it('[FLO3] reaches an open page, and one that missed the news while it was offline', async () => {
    const { clock, relay, tab } = await opened(tour())
    relay.publish(tour(), banner({ id: flowId(2) }))
    await clock.advance(100)
    expect(tab.flows.flows.value).toHaveLength(2)
    relay.goDown()
    relay.publish()
    relay.comeUp()
    await clock.advance(60_000)
    expect(tab.flows.flows.value).toEqual([])
  })

  it('[FLO3] is fetched once a revision, and is there while offline', async () => {
    const { clock, relay, scene, tab } = await opened(tour())
    tab.crash()
    const second = scene.openFlowsTab()
    second.client.connect()
    await clock.advance(100)
    expect(scene.fetched).toEqual(['flows r1'])
    second.crash()
    relay.goDown()
    scene.serving = false
    const offline = scene.openFlowsTab()
    offline.client.connect()
    await clock.advance(100)
    expect(offline.flows.flows.value).toHaveLength(1)
  })

  it('[FLO3] shows what this browser had where what is published now cannot be fetched', async () => {
    const { clock, relay, scene, tab } = await opened(tour())
    tab.crash()
    scene.serving = false
    relay.publish(tour({ version: 2 }))
    const next = scene.openFlowsTab()
    next.client.connect()
    await clock.advance(100)
    expect(next.flows.flows.value.map(({ version }) => version)).toEqual([1])
    scene.serving = true
    await clock.advance(60_000)
    expect(next.flows.flows.value.map(({ version }) => version)).toEqual([2])
  })

  it('[FLO3] tries again where the document does not come, with what it had meanwhile', async () => {
    const { clock, relay, scene, tab } = await opened(tour())
    scene.serving = false
    relay.publish(tour({ version: 2 }))
    await clock.advance(1_000)
    expect(tab.flows.flows.value[0]?.version).toBe(1)
    scene.serving = true
    await clock.advance(60_000)
    expect(tab.flows.flows.value[0]?.version).toBe(2)
  })

  it('[FLO11] lets an agent send a tour to somebody outside of its audience; the page cannot', async () => {
    const { clock, relay, tab } = await opened(tour({ audience: { any: [] } }))
    expect(await tab.flows.start(first, 'page')).toBeNull()
    const sent = await tab.flows.start(first, 'agent', 'c0000000-0000-7000-8000-000000000001')
    expect(sent?.run.conversationId).toBe('c0000000-0000-7000-8000-000000000001')
    await clock.advance(100)
    expect(relay.flows.events[0]?.data).toEqual({ source: 'agent', conversationId: sent?.run.conversationId })
    expect(await tab.flows.start(flowId(9), 'page')).toBeNull()
  })
})

describe('a checklist', () => {
  const items = [
    item('project', {
      completeWhen: [{ by: 'rule', rule: { fact: 'events.project_made', op: 'at_least', value: 1 } }],
    }),
    item('tour', { completeWhen: [{ by: 'tour', flowId: flowId(2) }] }),
  ]

  it('[FLO8] completes its items by rule and by tour, itself with the last, and each once over two tabs', async () => {
    const { clock, relay, scene, tab } = await opened(checklist(items), tour({ id: flowId(2), rule: null }))
    const other = scene.openFlowsTab()
    other.client.connect()
    await clock.advance(100)
    await begun(tab)
    const made = facts({ events: { project_made: 1 } })
    tab.facts.value = made
    other.facts.value = made
    await clock.advance(100)
    const touring = await tab.flows.start(flowId(2), 'checklist')
    tab.flows.record(touring?.run.runId ?? '', { kind: 'completed' })
    await clock.advance(100)
    const ofList = relay.flows.events.filter((event) => event.flowId === first)
    expect(kindsOf(ofList)).toEqual(['started', 'item_done project', 'item_done tour', 'completed'])
    expect(other.flows.runs.value.find(({ run }) => run.kind === 'checklist')?.run.status).toBe('completed')
  })

  it('[FLO8] in listed order takes no item before its turn, whoever says so', async () => {
    const listed = [item('a', { completeWhen: [{ by: 'visitor' }] }), item('b')]
    const { tab } = await opened(checklist(listed, {}, 'listed'))
    const runId = await begun(tab)
    tab.flows.record(runId, { kind: 'item_done', stepId: 'b' })
    expect(tab.flows.runs.value[0]?.run.done).toEqual([])
    tab.flows.record(runId, { kind: 'item_done', stepId: 'a' })
    tab.flows.record(runId, { kind: 'item_done', stepId: 'a' })
    tab.flows.record(runId, { kind: 'item_done', stepId: 'b' })
    expect(tab.flows.runs.value[0]?.run).toMatchObject({ done: ['a', 'b'], status: 'completed' })
  })

  it('[FLO8] learns with the next word to the relay what an agent ticked, where the push was lost', async () => {
    const { clock, relay, tab } = await opened(checklist(items))
    const runId = await begun(tab)
    await clock.advance(100)
    const [run] = relay.flows.runsOf(personIn(tab))
    if (!run) throw new Error('it was not stored')
    const eventId = 'e0000000-0000-7000-8000-000000000001'
    const { version, seq } = run
    relay.flows.record(personIn(tab), {
      ...{ eventId, runId, flowId: first, version, seq: seq + 1, at: clock.now() },
      ...{ kind: 'item_done', stepId: 'tour' },
    })
    tab.flows.record(runId, { kind: 'acted', stepId: 'project' })
    await clock.advance(100)
    expect(tab.flows.runs.value[0]?.run.done).toEqual(['tour'])
  })

  it('[FLO8] that was put away is found again where it was', async () => {
    const { clock, tab } = await opened(checklist(items))
    tab.facts.value = facts({ events: { project_made: 1 } })
    const runId = await begun(tab)
    await clock.advance(10)
    tab.flows.record(runId, { kind: 'dismissed' })
    const again = await tab.flows.start(first, 'page')
    expect(again?.run).toMatchObject({ runId, status: 'dismissed', done: ['project'] })
  })

  it('[FLO8] disappears for those for whom its audience no longer holds', async () => {
    const { tab } = await opened(checklist(items, { audience: { fact: 'signedIn', op: 'is', value: false } }))
    await begun(tab)
    expect(tab.flows.runs.value).toHaveLength(1)
    tab.facts.value = facts({ signedIn: true })
    expect(tab.flows.runs.value).toEqual([])
  })
})

describe('what was counted elsewhere', () => {
  it('[FLO15] joins the facts of the page: before, elsewhere, and here', async () => {
    const scene = createFlowsScene(tour())
    scene.relay.flows.setCount('visitor:mine', 'paid', 2)
    const tab = scene.openFlowsTab({ newSecret: () => 'mine' })
    tab.client.connect()
    await scene.clock.advance(100)
    expect(tab.flows.facts.value.events).toEqual({ paid: 2 })
    tab.facts.value = facts({ events: { paid: 1, opened: 1 } })
    tab.client.track('paid')
    await scene.clock.advance(100)
    expect(tab.flows.facts.value.events).toEqual({ paid: 3, opened: 1 })
    scene.relay.push('event:counted', { name: 'paid', count: 5 })
    await scene.clock.advance(10)
    expect(tab.flows.facts.value.events).toEqual({ paid: 5, opened: 1 })
  })

  it('[FLO15] counts what an earlier page could not send, before it is sent and after', async () => {
    const scene = createFlowsScene(tour())
    const before = scene.openFlowsTab()
    before.client.connect()
    await scene.clock.advance(100)
    scene.relay.goDown()
    before.client.track('paid')
    await scene.clock.settle()
    before.crash()
    scene.relay.comeUp()
    scene.relay.refuseNext('event:track', { ok: false, error: failure('unavailable', 'Later.') })
    const after = scene.openFlowsTab()
    after.client.connect()
    await scene.clock.advance(10)
    expect(after.flows.facts.value.events).toEqual({ paid: 1 })
    await scene.clock.advance(20_000)
    scene.relay.cutAll()
    await scene.clock.advance(20_000)
    expect(scene.relay.flows.countsOf(personIn(after))).toEqual({ paid: 1 })
    expect(after.flows.facts.value.events).toEqual({ paid: 1 })
  })

  it('[FLO15] counts once what the relay has though its acknowledgement was lost', async () => {
    const scene = createFlowsScene(tour())
    const before = scene.openFlowsTab()
    before.client.connect()
    await scene.clock.advance(100)
    scene.relay.goDown()
    before.client.track('paid')
    await scene.clock.settle()
    before.crash()
    // The relay took it in the last moment of the page, whose letter still waits in this browser.
    scene.relay.flows.setCount(personIn(before), 'paid', 1)
    scene.relay.comeUp()
    scene.relay.refuseNext('event:track', { ok: false, error: failure('unavailable', 'Later.') })
    const after = scene.openFlowsTab()
    after.client.connect()
    await scene.clock.advance(10)
    expect(after.flows.facts.value.events).toEqual({ paid: 1 })
  })

  it('[FLO15] counts what is still on its way to the relay once', async () => {
    const scene = createFlowsScene(tour())
    scene.relay.refuseNext('event:track', { ok: false, error: failure('unavailable', 'Later.') })
    const tab = scene.openFlowsTab()
    tab.facts.value = facts({ events: { paid: 1 } })
    tab.client.track('paid')
    tab.client.connect()
    await scene.clock.advance(100)
    expect(tab.flows.facts.value.events).toEqual({ paid: 1 })
    await scene.clock.advance(20_000)
    scene.relay.cutAll()
    await scene.clock.advance(20_000)
    expect(tab.flows.facts.value.events).toEqual({ paid: 1 })
  })
})

describe('two tabs', () => {
  it('[FLO6] have one that leads, and the lead passes on as it closes', async () => {
    const { clock, scene, tab } = await opened(tour())
    const other = scene.openFlowsTab()
    const third = scene.openFlowsTab()
    await clock.settle()
    const leading = () => [tab, other, third].map(({ flows }) => flows.leads.value)
    expect(leading()).toEqual([true, false, false])
    tab.crash()
    await clock.settle()
    expect(leading()).toEqual([false, true, false])
  })

  it('[FLO6] give the lead to the one in which the visitor acts, and to no other', async () => {
    const { clock, scene, tab } = await opened(tour())
    const other = scene.openFlowsTab()
    const third = scene.openFlowsTab()
    await clock.settle()
    const leading = () => [tab, other, third].map(({ flows }) => flows.leads.value)
    third.flows.lead()
    await clock.settle()
    expect(leading()).toEqual([false, false, true])
    tab.flows.lead()
    await clock.settle()
    expect(leading()).toEqual([true, false, false])
    third.crash()
    tab.page.leave()
    await clock.settle()
    expect(leading()).toEqual([false, true, false])
    tab.page.wake()
    await clock.settle()
    expect(leading()).toEqual([false, true, false])
  })

  it('[FLO6] follow each other’s progress, offline too', async () => {
    const { clock, relay, scene, tab } = await opened(tour())
    const runId = await begun(tab)
    await clock.advance(100)
    const other = scene.openFlowsTab()
    other.client.connect()
    await clock.advance(100)
    relay.goDown()
    tab.flows.record(runId, { kind: 'seen', stepId: 'two' })
    await clock.settle()
    expect(stand(other)).toEqual(['1 running two'])
    expect(dueIn(other)).toEqual([])
  })
})

describe('signing in', () => {
  const jwtOf = (sub: string) => `.${btoa(JSON.stringify({ sub }))}.`
  const jwt = jwtOf('greta')
  const token = async () => jwt

  it('[FLO4] makes the anonymous visitor’s runs the user’s, what was not sent yet among them', async () => {
    const { clock, relay, scene, tab } = await opened(tour(), banner({ id: flowId(2) }))
    const runId = await begun(tab)
    await clock.advance(100)
    relay.goDown()
    tab.flows.record(runId, { kind: 'seen', stepId: 'two' })
    const closed = await tab.flows.start(flowId(2), 'rule')
    tab.flows.record(closed?.run.runId ?? '', { kind: 'dismissed' })
    await clock.advance(100)
    tab.page.leave()
    tab.crash()
    relay.comeUp()
    const user = scene.openFlowsTab({ token })
    const wasDue: string[] = []
    user.flows.due.subscribe((due) => wasDue.push(...due.map(({ id }) => id)))
    user.client.connect()
    await clock.advance(5_000)
    expect(wasDue).toEqual([])
    expect(stand(user).sort()).toEqual(['1 dismissed -', '1 running two'])
    expect(relay.flows.runsOf(`user:${jwt}`)).toHaveLength(2)
  })

  it('[FLO4] shows nobody what another identity did', async () => {
    const { clock, scene, tab } = await opened(tour())
    await begun(tab)
    await clock.advance(100)
    await Promise.all([tab.client.shutdown(), clock.advance(5_000)])
    tab.flows.close()
    const next = scene.openFlowsTab()
    next.client.connect()
    await clock.advance(100)
    expect(stand(next)).toEqual([])
    expect(dueIn(next)).toEqual([first])
  })

  it('[FLO4] has the later step of two devices, however many steps the other one took offline', async () => {
    const scene = createFlowsScene(tour())
    const { clock, relay } = scene
    const laptop = scene.openFlowsTab({ token })
    const phone = scene.openFlowsTab({
      token,
      storage: createMemoryStorage(),
      tabs: createFakeBrowser().openTab(),
    })
    for (const { client } of [laptop, phone]) client.connect()
    await clock.advance(100)
    const runId = await begun(laptop)
    await clock.advance(100)
    laptop.page.leave()
    for (const stepId of ['one', 'two', 'one', 'two']) laptop.flows.record(runId, { kind: 'seen', stepId })
    await clock.advance(60_000)
    phone.flows.record(runId, { kind: 'seen', stepId: 'three' })
    await clock.advance(1_000)
    laptop.page.wake()
    await clock.advance(10_000)
    expect(relay.flows.events).toHaveLength(6)
    for (const device of [laptop, phone]) expect(stand(device)).toEqual(['1 running three'])
    // Who acts next is the latest again, on whichever device.
    laptop.flows.record(runId, { kind: 'seen', stepId: 'one' })
    await clock.advance(100)
    for (const device of [laptop, phone]) expect(stand(device)).toEqual(['1 running one'])
  })

  it('[FLO4] lets a tab go on as whoever signed in elsewhere, with nothing of who signed out', async () => {
    const scene = createFlowsScene(tour())
    const { clock, relay } = scene
    let who = 'greta'
    const tab = scene.openFlowsTab({ token: async () => jwtOf(who) })
    const other = scene.openFlowsTab({ token: async () => jwtOf(who) })
    for (const { client } of [tab, other]) client.connect()
    await clock.advance(100)
    const runId = await begun(tab)
    await clock.advance(100)
    expect(stand(other)).toHaveLength(1)
    who = 'hugo'
    await Promise.all([tab.client.shutdown(), clock.advance(5_000)])
    tab.flows.close()
    await clock.advance(10_000)
    expect(stand(other)).toEqual([])
    expect(dueIn(other)).toEqual([first])
    other.flows.record(runId, { kind: 'completed' })
    await clock.advance(1_000)
    expect(relay.flows.events.map(({ kind }) => kind)).toEqual(['started'])
  })
})

describe('an agent who leads', () => {
  const conversationId = 'c0000000-0000-7000-8000-000000000001'
  const asked = { requestId: 'a0000000-0000-7000-8000-000000000001', conversationId }
  const pointed = { conversationId, labelId: 'l1', agent: { kind: 'agent', id: 'ada', name: 'Ada' } }
  const labels = [{ id: 'l1', label: `New project ${'x'.repeat(100)}`, role: 'button' }]

  it('[FLO12] gets labels, cut to what may be said, from the tab that leads, while the tour runs', async () => {
    const { clock, relay, scene, tab } = await opened(tour())
    const other = scene.openFlowsTab()
    other.client.connect()
    for (const { flows } of [tab, other]) flows.guide.onAsked(() => labels)
    const answers = () => relay.heard.filter(({ command }) => command === 'guide:labels')
    await clock.advance(100)
    relay.push('guide:asked', asked)
    await clock.advance(10)
    expect(answers()).toEqual([])
    const sent = await tab.flows.start(first, 'agent', conversationId)
    await clock.advance(100)
    relay.push('guide:asked', asked)
    await clock.advance(10)
    expect(answers().map(({ payload }) => payload)).toEqual([
      {
        requestId: asked.requestId,
        labels: [{ ...labels[0], label: labels[0]?.label.slice(0, 80) }],
      },
    ])
    tab.flows.record(sent?.run.runId ?? '', { kind: 'dismissed' })
    relay.push('guide:asked', { ...asked, requestId: 'another' })
    await clock.advance(10)
    expect(answers()).toHaveLength(1)
  })

  it('[FLO12] points at one element until the tour ends, in the tab that leads', async () => {
    const { clock, relay, tab } = await opened(tour())
    relay.push('guide:pointed', pointed)
    await clock.advance(10)
    expect(tab.flows.guide.pointed.value).toBeNull()
    const sent = await tab.flows.start(first, 'agent', conversationId)
    await clock.advance(100)
    // What was said before the tour is not shown in it.
    expect(tab.flows.guide.pointed.value).toBeNull()
    relay.push('guide:pointed', pointed)
    await clock.advance(10)
    expect(tab.flows.guide.pointed.value).toEqual({ labelId: 'l1', agentName: 'Ada' })
    relay.push('guide:pointed', { ...pointed, labelId: null })
    await clock.advance(10)
    expect(tab.flows.guide.pointed.value).toBeNull()
    relay.push('guide:pointed', pointed)
    await clock.advance(10)
    tab.flows.record(sent?.run.runId ?? '', { kind: 'dismissed' })
    expect(tab.flows.guide.pointed.value).toBeNull()
  })

  it('[FLO11] joins a tour that runs already, and the visitor stays where they are', async () => {
    const { clock, relay, tab } = await opened(tour())
    const runId = await begun(tab)
    tab.flows.record(runId, { kind: 'seen', stepId: 'two' })
    const sent = await tab.flows.start(first, 'agent', conversationId)
    expect(sent?.run).toMatchObject({ runId, stepId: 'two', source: 'agent', conversationId })
    await clock.advance(100)
    expect(relay.flows.runsOf(personIn(tab))[0]).toMatchObject({ stepId: 'two', conversationId })
  })
})
