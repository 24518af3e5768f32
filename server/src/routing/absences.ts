/** Since when agents who have open conversations are away, on the monotonic clock [RTE6]. Decides nothing about them. */
import type { AgentOnSite, Presence } from '../agents/presence.ts'
import type { Clock } from '../clock.ts'

export interface Absences {
  began(who: AgentOnSite): void
  /** Of these agents, those who are away and have been for so long. One never seen here is away from now on. */
  longerThan(ms: number, agents: readonly AgentOnSite[]): readonly AgentOnSite[]
  dealtWith(who: AgentOnSite): void
  /** Nobody could come back while the process stood still: their time begins anew. */
  beginAgain(): void
}

interface Options {
  readonly clock: Pick<Clock, 'monotonic'>
  readonly presence: Presence
}

export function createAbsences({ clock, presence }: Options): Absences {
  const since = new Map<string, number>()
  const key = ({ siteId, agentId }: AgentOnSite): string => `${siteId} ${agentId}`

  function awayFor(who: AgentOnSite): number {
    if (presence.isConnected(who.siteId, who.agentId)) {
      since.delete(key(who))
      return -1
    }
    const now = clock.monotonic()
    const began = since.get(key(who)) ?? now
    since.set(key(who), began)
    return now - began
  }

  return {
    began: (who) => void since.set(key(who), clock.monotonic()),
    longerThan: (ms, agents) => agents.filter((who) => awayFor(who) >= ms),
    dealtWith: (who) => void since.delete(key(who)),
    beginAgain() {
      const now = clock.monotonic()
      for (const who of since.keys()) since.set(who, now)
    },
  }
}
