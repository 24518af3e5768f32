/** The words in which the tests of routing speak of a desk: who is at it, what is offered, what was answered. For tests. */
import type { OfferMade, Reply } from '@docent/protocol'
import { afterAll, beforeEach } from 'vitest'
import type { AgentPrincipal } from '../realtime/principal.ts'
import { type AgentOptions, createDesk } from './desk.ts'

export function only<T>(list: readonly T[]): T {
  if (list.length !== 1) throw new Error(`one was expected, not ${list.length}`)
  return list[0] as T
}

export function genOf(reply: Reply<{ gen: number }>): number {
  if (!reply.ok) throw new Error(`${reply.error.code}: ${reply.error.message}`)
  return reply.data.gen
}

export const codeOf = (reply: Reply<unknown>): string => (reply.ok ? 'done' : reply.error.code)

/** A desk for one test file: every test gets a site of its own on it. */
export async function openDesk() {
  const desk = await createDesk()
  beforeEach(() => desk.newSite())
  afterAll(() => desk.close())

  return {
    desk,
    /** The one offer that an agent has. */
    offerTo: async (agent: AgentPrincipal): Promise<OfferMade> => only(await desk.offerOf(agent)),
    /** An agent who is connected and accepting. */
    async agentAtDesk(name: string, options: AgentOptions = {}): Promise<AgentPrincipal> {
      const agent = await desk.agent(name, options)
      await desk.connects(agent)
      return agent
    },
    /** A conversation that an agent has taken. */
    async servedBy(agent: AgentPrincipal) {
      const started = await desk.starts()
      const gen = genOf(await desk.routing.take(agent, started.id, 0))
      await desk.routing.settled()
      return { ...started, gen }
    },
  }
}
