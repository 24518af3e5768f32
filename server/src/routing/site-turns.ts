/**
 * Lets one thing happen at a time per site, and joins what is asked for while it waits its turn: fifty conversations
 * queued in one moment are given to agents in one go. Knows nothing of what happens in a turn.
 */

export interface SiteTurns {
  /** Asks for a turn; resolves after the one that begins next is over. */
  ask(siteId: string): Promise<void>
  /** Resolves when no turn is asked for or under way. */
  idle(): Promise<void>
}

export function createSiteTurns(turn: (siteId: string) => Promise<void>): SiteTurns {
  const asked = new Map<string, PromiseWithResolvers<void>>()
  const running = new Map<string, Promise<void>>()

  async function run(siteId: string): Promise<void> {
    for (let next = asked.get(siteId); next; next = asked.get(siteId)) {
      asked.delete(siteId)
      await turn(siteId)
      next.resolve()
    }
    running.delete(siteId)
  }

  return {
    ask(siteId) {
      const waiting = asked.get(siteId) ?? Promise.withResolvers<void>()
      asked.set(siteId, waiting)
      // Begins behind the present step of the event loop, so that all that it causes is joined.
      if (!running.has(siteId))
        running.set(
          siteId,
          Promise.resolve().then(() => run(siteId)),
        )
      return waiting.promise
    },
    async idle() {
      while (running.size > 0) await Promise.all(running.values())
    },
  }
}
