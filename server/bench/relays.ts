/** Starts one side of the comparison in a process of its own: Docent's relay, or the bare yardstick. */
import { join } from 'node:path'
import { demoAccounts, signIn } from '@docent/testing/raw-people'
import { type ProcessFigures, startRelay } from '@docent/testing/relay-process'
import type { Target } from './scenarios.ts'

export type Side = 'docent' | 'bare'

export interface RunningSide {
  readonly target: Target
  figures(): ProcessFigures
  close(): Promise<void>
}

/** Limits protect a relay from one address; here one address is all visitors. What is stored and promised stays the same. */
export const raisedLimits = {
  commandRate: 1_000_000,
  connectionsPerMinute: 1_000_000,
  requestsPerMinute: 1_000_000,
  signInPerAccount: 10_000,
  signInPerAddress: 10_000,
  commandsPerVisitorPerMinute: 1_000_000_000,
  socketsPerVisitor: 100_000,
}

export async function startSide(side: Side): Promise<RunningSide> {
  const relay = await startRelay({
    ...(side === 'bare' && { entry: join(import.meta.dirname, 'bare-relay.ts') }),
    limits: raisedLimits,
    env: { LOG_LEVEL: 'warn' },
    startsWithin: 60_000,
  })
  try {
    const cookies: string[] = []
    for (const email of side === 'docent' ? demoAccounts : [])
      cookies.push((await signIn(relay.url, email)).cookie)
    return { target: { url: relay.url, cookies }, figures: relay.figures, close: relay.close }
  } catch (error) {
    await relay.close()
    throw error
  }
}
