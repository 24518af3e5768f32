/**
 * THE oracle of who may say what [INP6] [INP7]: a row for each command of both tables, a column for each kind of speaker.
 * The conversation is visitor A's, belongs to the team Support, and Ada has it.
 */
import { type AgentCommand, agentCommands, type VisitorCommand, visitorCommands } from '@docent/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publishedArticle } from '../articles/testing/article-scene.ts'
import { checklistDraft, eventOf, published, recorded, tourDraft } from '../flows/testing/flow-scene.ts'
import {
  emailOf,
  type LiveRelay,
  openLiveRelay,
  origins,
  type Person,
  Refused,
  type Speaker,
  textParts,
} from './testing/live-relay.ts'

type Command = VisitorCommand | AgentCommand

const speakers = [
  'nobody',
  'visitor A',
  'visitor B',
  "another site's visitor",
  "another site's agent",
  "another team's agent",
  'colleague',
  'agent',
  'supervisor',
  'admin',
  'owner',
] as const
type Column = (typeof speakers)[number]

const people: Partial<Record<Column, Person>> = {
  "another site's agent": 'bea',
  "another team's agent": 'linus',
  colleague: 'grace',
  agent: 'ada',
  supervisor: 'susan',
  admin: 'amir',
  owner: 'olive',
}

const no = 'not_found'
const not = 'forbidden'
/** No such command at this door. */
const bad = 'bad_request'
const out = 'refused'

/** In the order of `speakers`. */
type Row = readonly [string, string, string, string, string, string, string, string, string, string, string]

const matrix: Readonly<Record<Command, Row>> = {
  // prettier-like alignment is what makes this a table
  //                        nobody  A       B       site's v site's a team's a colleague agent  superv. admin  owner
  'message:send': [out, 'ok', no, no, no, no, 'stale', 'ok', 'ok', 'ok', 'ok'],
  'conversation:sync': [out, 'ok', no, no, no, no, 'ok', 'ok', 'ok', 'ok', 'ok'],
  'conversation:history': [out, 'ok', no, no, no, no, 'ok', 'ok', 'ok', 'ok', 'ok'],
  'conversation:read': [out, 'ok', no, no, no, no, 'ok', 'ok', 'ok', 'ok', 'ok'],
  'typing:send': [out, 'ok', no, no, no, no, 'ok', 'ok', 'ok', 'ok', 'ok'],
  'conversation:start': [out, 'ok', no, no, bad, bad, bad, bad, bad, bad, bad],
  'conversation:list': [out, 'ok', 'ok', 'ok', bad, bad, bad, bad, bad, bad, bad],
  'contact:leave': [out, 'ok', no, no, bad, bad, bad, bad, bad, bad, bad],
  'visitor:update': [out, 'ok', 'ok', 'ok', bad, bad, bad, bad, bad, bad, bad],
  'event:track': [out, 'ok', 'ok', 'ok', bad, bad, bad, bad, bad, bad, bad],
  'page:view': [out, 'ok', 'ok', 'ok', bad, bad, bad, bad, bad, bad, bad],
  'session:renew': [
    out,
    'unauthenticated',
    'unauthenticated',
    'unauthenticated',
    bad,
    bad,
    bad,
    bad,
    bad,
    bad,
    bad,
  ],
  'session:end': [out, 'ok', 'ok', 'ok', bad, bad, bad, bad, bad, bad, bad],
  'internal:sync': [out, bad, bad, bad, no, no, 'ok', 'ok', 'ok', 'ok', 'ok'],
  'conversation:leave': [out, bad, bad, bad, 'ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok'],
  'note:add': [out, bad, bad, bad, no, no, 'ok', 'ok', 'ok', 'ok', 'ok'],
  'inbox:sync': [out, bad, bad, bad, 'ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok'],
  'offer:accept': [out, bad, bad, bad, no, no, no, 'ok', no, no, no],
  'offer:decline': [out, bad, bad, bad, no, no, no, 'ok', no, no, no],
  'conversation:take': [out, bad, bad, bad, no, no, not, 'ok', 'ok', 'ok', 'ok'],
  'conversation:transfer': [out, bad, bad, bad, no, no, not, 'ok', 'ok', 'ok', 'ok'],
  'conversation:resolve': [out, bad, bad, bad, no, no, not, 'ok', 'ok', 'ok', 'ok'],
  'conversation:reopen': [out, bad, bad, bad, no, no, 'ok', 'ok', 'ok', 'ok', 'ok'],
  'availability:set': [out, bad, bad, bad, 'ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok'],
  'agent:list': [out, bad, bad, bad, 'ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok'],
  'visitor:show': [out, bad, bad, bad, no, no, 'ok', 'ok', 'ok', 'ok', 'ok'],
  'settings:show': [out, bad, bad, bad, 'ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok'],
  'settings:save': [out, bad, bad, bad, not, not, not, not, not, 'ok', 'ok'],
  'flow:record': [out, 'ok', no, no, bad, bad, bad, bad, bad, bad, bad],
  'flow:runs': [out, 'ok', 'ok', 'ok', bad, bad, bad, bad, bad, bad, bad],
  // Nobody asked.
  'guide:labels': [out, no, no, no, bad, bad, bad, bad, bad, bad, bad],
  'flow:list': [out, bad, bad, bad, 'ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok'],
  'flow:show': [out, bad, bad, bad, no, 'ok', 'ok', 'ok', 'ok', 'ok', 'ok'],
  'flow:create': [out, bad, bad, bad, not, not, not, not, not, 'ok', 'ok'],
  'flow:save': [out, bad, bad, bad, not, not, not, not, not, 'ok', 'ok'],
  'flow:publish': [out, bad, bad, bad, not, not, not, not, not, 'ok', 'ok'],
  'flow:withdraw': [out, bad, bad, bad, not, not, not, not, not, 'ok', 'ok'],
  'flow:restore': [out, bad, bad, bad, not, not, not, not, not, 'ok', 'ok'],
  'flow:archive': [out, bad, bad, bad, not, not, not, not, not, 'ok', 'ok'],
  'flow:figures': [out, bad, bad, bad, no, 'ok', 'ok', 'ok', 'ok', 'ok', 'ok'],
  'flow:broken': [out, bad, bad, bad, 'ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok'],
  'builder:open': [out, bad, bad, bad, not, not, not, not, not, 'ok', 'ok'],
  'tour:send': [out, bad, bad, bad, no, no, 'stale', 'ok', 'ok', 'ok', 'ok'],
  'visitor:runs': [out, bad, bad, bad, no, no, 'ok', 'ok', 'ok', 'ok', 'ok'],
  'item:tick': [out, bad, bad, bad, no, no, 'ok', 'ok', 'ok', 'ok', 'ok'],
  // The visitor is in no tour that was sent: whoever may see the conversation hears of that, and nobody reads a page.
  'guide:ask': [out, bad, bad, bad, no, no, not, not, not, not, not],
  'guide:point': [out, bad, bad, bad, no, no, not, 'ok', 'ok', 'ok', 'ok'],
  'article:list': [out, bad, bad, bad, 'ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok'],
  'article:show': [out, bad, bad, bad, no, 'ok', 'ok', 'ok', 'ok', 'ok', 'ok'],
  'article:version': [out, bad, bad, bad, no, 'ok', 'ok', 'ok', 'ok', 'ok', 'ok'],
  'article:find': [out, bad, bad, bad, 'ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok'],
  'article:send': [out, bad, bad, bad, no, no, 'stale', 'ok', 'ok', 'ok', 'ok'],
  'article:create': [out, bad, bad, bad, 'ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok'],
  'article:save': [out, bad, bad, bad, no, 'ok', 'ok', 'ok', 'ok', 'ok', 'ok'],
  'article:place': [out, bad, bad, bad, no, 'ok', 'ok', 'ok', 'ok', 'ok', 'ok'],
  'article:publish': [out, bad, bad, bad, not, not, not, not, 'ok', 'ok', 'ok'],
  'article:withdraw': [out, bad, bad, bad, not, not, not, not, 'ok', 'ok', 'ok'],
  'article:restore': [out, bad, bad, bad, not, not, not, not, 'ok', 'ok', 'ok'],
  'article:archive': [out, bad, bad, bad, not, not, not, not, 'ok', 'ok', 'ok'],
  'article:confirm': [out, bad, bad, bad, not, not, not, not, 'ok', 'ok', 'ok'],
  'article:draft': [out, bad, bad, bad, no, no, 'ok', 'ok', 'ok', 'ok', 'ok'],
  'collection:save': [out, bad, bad, bad, not, not, not, not, 'ok', 'ok', 'ok'],
  // There is none.
  'collection:remove': [out, bad, bad, bad, not, not, not, not, no, no, no],
  'wanted:list': [out, bad, bad, bad, 'ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok'],
  // Nobody searched.
  'wanted:close': [out, bad, bad, bad, no, no, no, no, no, no, no],
  'help:figures': [out, bad, bad, bad, 'ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok'],
}

const commands = [...new Set([...Object.keys(visitorCommands), ...Object.keys(agentCommands)])] as Command[]

let relay: LiveRelay
let shared: { readonly tourId: string; readonly checklistId: string }
const tour = tourDraft('Find your way', ['one'])
const publishTour = () => published(relay, tour)
const agents = new Map<Person, Speaker>()
/** All visitors' sockets that there ever were, for the search through their frames. */
const visitors: Speaker[] = []
const secrets = { note: 'the-note-that-no-visitor-may-read', words: 'what-visitor-A-told-the-team' }

beforeAll(async () => {
  relay = await openLiveRelay()
  for (const person of new Set(Object.values(people))) agents.set(person, await relay.agent(person))
  shared = { tourId: await publishTour(), checklistId: await published(relay, checklistDraft(['one'])) }
})
afterAll(() => relay.close())

const agent = (person: Person): Speaker => agents.get(person) as Speaker

interface Scene {
  readonly conversationId: string
  readonly gen: number
  readonly offerId: string
  readonly a: Speaker
}

async function visitor(options?: Parameters<LiveRelay['visitor']>[0]): Promise<Speaker> {
  const speaker = await relay.visitor(options)
  visitors.push(speaker)
  return speaker
}

/** A conversation of visitor A that Ada has, in the team Support. */
async function scene(): Promise<Scene> {
  const a = await visitor()
  const conversationId = await relay.started(a, secrets.words)
  const { gen } = await agent('susan').must<{ gen: number }>('conversation:transfer', {
    conversationId,
    gen: 0,
    to: { kind: 'team', teamId: relay.teams.Support },
  })
  const taken = await agent('ada').must<{ gen: number }>('conversation:take', { conversationId, gen })
  return { conversationId, gen: taken.gen, offerId: relay.random.uuid(), a }
}

/** A conversation that is offered to Ada at this moment. */
async function offered(): Promise<Scene> {
  const ada = agent('ada')
  await ada.must('availability:set', { accepting: true })
  const a = await visitor()
  const conversationId = await relay.started(a)
  const offer = await ada.hears<{ offerId: string; conversationId: string }>(
    'offer:made',
    (made) => made.conversationId === conversationId,
  )
  await ada.must('availability:set', { accepting: false })
  return { conversationId, gen: 0, offerId: offer.offerId, a }
}

interface Flows {
  /** Live on the shop's pages, and begun by visitor A. */
  readonly flowId: string
  readonly runId: string
  /** Live as well. */
  readonly checklistId: string
}

/** What changes a flow gets one of its own; the others share one. */
const changing: readonly Command[] = [
  'flow:save',
  'flow:publish',
  'flow:withdraw',
  'flow:restore',
  'flow:archive',
]

async function flowsFor(command: Command, a: Speaker): Promise<Flows> {
  const flowId = changing.includes(command) ? await publishTour() : shared.tourId
  const runId = relay.random.uuid()
  if (command === 'flow:record') await recorded(relay, a, { flowId, runId, kind: 'started' })
  return { flowId, runId, checklistId: shared.checklistId }
}

/** What is asked of one article gets one of its own. */
const ofAnArticle: readonly Command[] = [
  'article:show',
  'article:version',
  'article:send',
  'article:save',
  'article:place',
  'article:publish',
  'article:withdraw',
  'article:restore',
  'article:archive',
  'article:confirm',
]

/** The id of a live article of the shop, or one that is free. */
const articleFor = async (command: Command): Promise<string> =>
  ofAnArticle.includes(command) ? (await publishedArticle(relay)).articleId : relay.random.uuid()

function requestFor(
  command: Command,
  { conversationId, gen, offerId }: Scene,
  siteId: string,
  { flowId, runId, checklistId }: Flows,
  articleId: string,
): unknown {
  const cmid = relay.random.uuid()
  switch (command) {
    case 'message:send':
    case 'conversation:start':
      return { conversationId, cmid, parts: textParts('Hello again') }
    case 'note:add':
      return { conversationId, cmid, parts: textParts(secrets.note) }
    case 'conversation:sync':
      return { conversationId, after: { seq: 0, id: null }, epoch: null }
    case 'conversation:history':
      return { conversationId, beforeSeq: 100 }
    case 'conversation:read':
      return { conversationId, seq: 1 }
    case 'typing:send':
      return { conversationId, typing: true }
    case 'internal:sync':
      return { conversationId, afterIseq: 0 }
    case 'inbox:sync':
      return { after: 0, epoch: null }
    case 'offer:accept':
    case 'offer:decline':
      return { offerId }
    case 'conversation:take':
    case 'conversation:resolve':
    case 'conversation:reopen':
      return { conversationId, gen }
    case 'conversation:transfer':
      return { conversationId, gen, to: { kind: 'team', teamId: relay.teams.Support } }
    case 'conversation:leave':
    case 'visitor:show':
      return { conversationId }
    case 'availability:set':
      return { accepting: false }
    case 'settings:save':
      return relay.app.sites.settings(siteId)
    case 'contact:leave':
      return { conversationId, email: 'someone@home.example' }
    case 'visitor:update':
      return { profile: { name: 'Some Visitor' } }
    case 'event:track':
      return { eventId: relay.random.uuid(), name: 'order.placed' }
    case 'page:view':
      return { page: { address: 'https://shop.example/', title: 'Shop' } }
    case 'session:renew':
      return { jwt: 'not.a.token' }
    case 'flow:record':
      return { event: eventOf(relay, { flowId, runId, kind: 'seen', stepId: 'one', seq: 2 }) }
    case 'guide:labels':
      return { requestId: relay.random.uuid(), labels: [] }
    case 'flow:show':
    case 'flow:withdraw':
    case 'flow:archive':
    case 'builder:open':
      return { flowId }
    case 'flow:create':
      return { flowId: relay.random.uuid(), name: 'A flow', draft: tour }
    case 'flow:save':
      return { flowId, rev: 1, name: 'Renamed', draft: tour }
    case 'flow:publish':
      return { flowId, rev: 1 }
    case 'flow:restore':
      return { flowId, version: 1 }
    case 'flow:figures':
      return { flowId, version: null, from: 0, until: 1 }
    case 'tour:send':
      return { conversationId, cmid, flowId }
    case 'item:tick':
      return { conversationId, eventId: cmid, flowId: checklistId, itemId: 'one' }
    case 'guide:ask':
    case 'visitor:runs':
      return { conversationId }
    case 'guide:point':
      return { conversationId, labelId: null }
    case 'article:list':
      return { after: null }
    case 'article:show':
      return { articleId }
    case 'article:version':
    case 'article:restore':
      return { articleId, locale: 'en', version: 1 }
    case 'article:find':
      return { query: 'refunds' }
    case 'article:send':
      return { conversationId, cmid, articleId }
    case 'article:create':
      return { articleId, locale: 'en', title: 'Refunds', body: 'Soon.', collectionId: null }
    case 'article:save':
      return { articleId, locale: 'en', rev: 1, title: 'Returns', slug: `returns-${cmid}`, body: 'Soon.' }
    case 'article:place': {
      const place = { key: `key-${cmid}`, collectionId: null, tags: [], tourFlowId: null, suggestOn: [] }
      return { articleId, place }
    }
    case 'article:publish':
      return { articleId, locale: 'en', rev: 1 }
    case 'article:withdraw':
      return { articleId, locale: 'en' }
    case 'article:archive':
      return { articleId, archived: true }
    case 'article:confirm':
      return { articleId, locale: 'en', texts: ['ada@home.example'] }
    case 'article:draft':
      return { articleId, conversationId, locale: 'en' }
    case 'collection:save':
      return { collectionId: cmid, titles: { en: 'Money' }, descriptions: {}, position: 0 }
    case 'collection:remove':
      return { collectionId: cmid }
    case 'wanted:list':
      return {}
    case 'wanted:close':
      return { wantedId: cmid }
    case 'help:figures':
      return { from: 0, until: 1 }
    case 'flow:list':
    case 'flow:broken':
    case 'flow:runs':
    case 'conversation:list':
    case 'session:end':
    case 'agent:list':
    case 'settings:show':
      return {}
  }
}

async function speakerOf(column: Column, { a }: Scene): Promise<Speaker> {
  const person = people[column]
  if (person) return agent(person)
  if (column === 'visitor A') return a
  return visitor({ site: column === "another site's visitor" ? 'other' : 'shop' })
}

async function answer(command: Command, column: Column): Promise<string> {
  const isOffer = command === 'offer:accept' || command === 'offer:decline'
  const stage = isOffer ? await offered() : await scene()
  if (column === 'nobody') {
    const attempt =
      command in visitorCommands
        ? relay.visitor({ auth: {} })
        : relay.agent('ada', { headers: { cookie: '' } })
    return attempt.then(
      () => 'connected',
      (error: unknown) => (error instanceof Refused && error.failure ? out : String(error)),
    )
  }
  const speaker = await speakerOf(column, stage)
  const siteId = relay.sites[column.startsWith("another site's") ? 'other' : 'shop'].id
  const flows = await flowsFor(command, stage.a)
  const articleId = await articleFor(command)
  const reply = await speaker.ask(command, requestFor(command, stage, siteId, flows, articleId))
  if (isOffer)
    await agent('susan').must('conversation:take', {
      conversationId: stage.conversationId,
      gen: await genOf(stage),
    })
  return reply.ok ? 'ok' : reply.error.code
}

/** Ends what an offer began, so that no slot of Ada's stays taken. */
async function genOf({ conversationId }: Scene): Promise<number> {
  const row = await relay.app.storage.read
    .selectFrom('conversations')
    .select('assign_gen')
    .where('id', '=', conversationId)
    .executeTakeFirstOrThrow()
  return row.assign_gen
}

describe('who may say what', () => {
  it('[INP6] names every command of both tables, and no other', () => {
    expect(Object.keys(matrix).sort()).toEqual(commands.toSorted())
  })

  it.each(commands)('[INP6] [INP7] %s is for those whom the matrix names', async (command) => {
    const row = matrix[command]
    expect(row).toBeDefined()
    const answers: string[] = []
    for (const column of speakers) answers.push(await answer(command, column))
    const table = (codes: readonly string[]) =>
      Object.fromEntries(speakers.map((name, index) => [name, codes[index]]))
    expect(table(answers)).toEqual(table(row))
  })

  it('[INP5] knows nothing of a command from a connection that joined no namespace', async () => {
    const address = `${relay.url}/socket.io/?EIO=4&transport=polling&site=shop`
    const headers = { origin: origins.shop }
    const opened = await (await fetch(address, { headers })).text()
    const { sid } = JSON.parse(opened.slice(1)) as { sid: string }
    const ofSession = `${address}&sid=${sid}`
    const command = '42/visitor,1["conversation:list",{}]'
    await fetch(ofSession, { method: 'POST', headers, body: command })
    const answer = await (await fetch(ofSession, { headers })).text()
    expect(answer).not.toContain('43/visitor')
  })
})

describe('what visitors were sent meanwhile', () => {
  const frames = () => visitors.map((visitor) => visitor.frames())
  const everything = () => frames().join('\n')

  it('[MSG2] [INP7] holds no note, no internal entry, and no agent’s address', () => {
    expect(everything()).toContain('entry:appended')
    expect(everything()).not.toContain(secrets.note)
    for (const word of ['internal:appended', 'inbox:changed', 'iseq', 'afterSeq', 'least_busy'])
      expect(everything()).not.toContain(word)
    for (const person of ['ada', 'grace', 'linus', 'susan', 'amir', 'olive', 'bea'] as const)
      expect(everything()).not.toContain(emailOf(person))
  })

  it('[INP7] holds nothing of other visitors: each has a name for itself alone', async () => {
    const [ann, bob] = [await visitor(), await visitor()]
    const mine = await relay.started(ann, 'words of Ann')
    await relay.started(bob, 'words of Bob')
    await ann.must('visitor:update', { profile: { name: 'Ann Ames', email: 'ann@home.example' } })
    await agent('susan').must('conversation:take', { conversationId: mine, gen: 0 })
    await relay.said(agent('susan'), mine, 'Good day')
    await ann.hears(
      'entry:appended',
      ({ entry }: { entry: { author: { kind: string } } }) => entry.author.kind === 'agent',
    )
    for (const other of visitors.filter((one) => one !== ann)) {
      expect(other.frames()).not.toContain(mine)
      expect(other.frames()).not.toContain('Ann')
    }
  })
})
