/** People who keep writing at a steady pace while something happens to the relay or to the link. */
import type { SeededRandom } from '@docent/testing/seeded-random'
import type { SimulatedAgent } from '@docent/testing/simulated-agent'
import type { SimulatedVisitor } from '@docent/testing/simulated-visitor'
import { waitUntil } from '@docent/testing/wait-until'
import type { Scene } from './scene.ts'

export interface Writer {
  readonly conversationId: string
  say(text: string): Promise<void>
  /** So much of theirs is unsent that they wait, as people would, instead of writing on. */
  isWaiting(): boolean
}

/** For each conversation. More than any fault leaves on a machine with nothing else to do: a slow one has to catch up too [I7]. */
const unsentAtMost = 50

export interface Load {
  /** Messages that were put into an outbox so far. */
  written(): number
  /** Ends the writing; resolves when the last message is in its outbox. */
  stop(): Promise<void>
}

/**
 * Visitors with a conversation each, and agents who answer in all of them.
 * @param url where visitors and agents connect, when not straight to the relay
 */
export async function peopleTalking(
  scene: Scene,
  counts: { readonly visitors: number; readonly agents: number },
  url?: string,
): Promise<{
  readonly visitors: readonly SimulatedVisitor[]
  readonly agents: readonly SimulatedAgent[]
  readonly writers: readonly Writer[]
}> {
  const emails = ['owner@demo.test', 'admin@demo.test', 'supervisor@demo.test']
  const visitors = Array.from({ length: counts.visitors }, () =>
    scene.visitor(url === undefined ? {} : { url }),
  )
  const ids = await Promise.all(visitors.map((visitor) => visitor.start(`Hello from ${visitor.name}`)))
  await waitUntil(() => visitors.every((visitor) => visitor.pending() === 0), {
    what: 'the conversations to begin',
  })
  const agents: SimulatedAgent[] = []
  for (const email of emails.slice(0, counts.agents)) agents.push(await scene.agent(email, url))
  for (const agent of agents) for (const id of ids) agent.open(id)
  for (const person of [...visitors, ...agents]) person.client.connection.retryNow()
  for (const visitor of visitors) visitor.client.connection.setUrgent(true)
  await scene.converged()
  const speakers = [
    ...visitors.map((visitor, index) => [visitor, [ids[index] ?? '']] as const),
    ...agents.map((agent) => [agent, ids] as const),
  ]
  const writers = speakers.flatMap(([person, conversations]) =>
    conversations.map((conversationId) => ({
      conversationId,
      say: (text: string) => person.say(conversationId, text),
      isWaiting: () => person.pending() >= unsentAtMost * conversations.length,
    })),
  )
  return { visitors, agents, writers }
}

/** Begins to write, `perSecond` messages by writers in turn of chance, as long as they do not wait. */
export function keepWriting(writers: readonly Writer[], perSecond: number, random: SeededRandom): Load {
  let written = 0
  let owed = 0
  let last = performance.now()
  const inHand = new Set<Promise<void>>()
  const [first, ...others] = writers
  if (first === undefined) throw new Error('nobody writes')
  const timer = setInterval(() => {
    const now = performance.now()
    owed += ((now - last) * perSecond) / 1_000
    last = now
    for (; owed >= 1; owed--) {
      const writer = random.pick([first, ...others])
      if (writer.isWaiting()) continue
      const say = writer.say(`${++written} ${random.text(random.between(1, 120))}`)
      inHand.add(say)
      void say.finally(() => inHand.delete(say))
    }
  }, 10)
  return {
    written: () => written,
    async stop() {
      clearInterval(timer)
      await Promise.all(inHand)
    },
  }
}
