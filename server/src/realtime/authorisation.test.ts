/** Every speaker says every command to a live relay, which answers as THE oracle in `testing/who-may-say.ts` has it [INP6] [INP7]. */
import { agentCommands, visitorCommands } from '@docent/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publishedArticle } from '../articles/testing/article-scene.ts'
import { checklistDraft, published, recorded, tourDraft } from '../flows/testing/flow-scene.ts'
import {
  emailOf,
  type LiveRelay,
  openLiveRelay,
  origins,
  type Person,
  Refused,
  type Speaker,
} from './testing/live-relay.ts'
import { wellFormedRequest } from './testing/well-formed-request.ts'
import { type Column, type Command, matrix, out, speakers } from './testing/who-may-say.ts'

const people: Partial<Record<Column, Person>> = {
  "another site's agent": 'bea',
  "another team's agent": 'linus',
  colleague: 'grace',
  agent: 'ada',
  supervisor: 'susan',
  admin: 'amir',
  owner: 'olive',
}

const commands = [...new Set([...Object.keys(visitorCommands), ...Object.keys(agentCommands)])] as Command[]

let relay: LiveRelay
let shared: { readonly tourId: string; readonly checklistId: string }
const publishTour = () => published(relay, tourDraft('Find your way', ['one']))
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

async function speakerOf(column: Column, { a }: Scene): Promise<Speaker> {
  const person = people[column]
  if (person) return agent(person)
  if (column === 'visitor A') return a
  return visitor({ site: column === "another site's visitor" ? 'other' : 'shop' })
}

async function answer(command: Command, column: Column): Promise<string> {
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
  const isOffer = command === 'offer:accept' || command === 'offer:decline'
  const stage = isOffer ? await offered() : await scene()
  const speaker = await speakerOf(column, stage)
  const siteId = relay.sites[column.startsWith("another site's") ? 'other' : 'shop'].id
  const flows = await flowsFor(command, stage.a)
  const articleId = await articleFor(command)
  const about = { ...stage, ...flows, siteId, articleId, note: secrets.note }
  const reply = await speaker.ask(command, wellFormedRequest(relay, command, about))
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
