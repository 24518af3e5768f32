/** The load of sockets that do nothing, and of all of them coming back at once. */
import type { RawClient } from '@docent/testing/raw-client'
import type { Finding, Scenario, Target } from './scenarios.ts'
import { connectStranger } from './throughput-load.ts'

type Sockets = Scenario & { kind: 'sockets' }

/** @param idle called when the sockets stand; the reconnect begins when it resolves */
export async function measureSockets(
  target: Target,
  scenario: Sockets,
  say: (line: string) => void,
  idle: (count: number) => Promise<void>,
): Promise<Finding> {
  const clients: RawClient[] = []
  try {
    while (clients.length < scenario.count) {
      const group = Math.min(scenario.atOnce, scenario.count - clients.length)
      clients.push(...(await Promise.all(Array.from({ length: group }, () => connectStranger(target.url)))))
    }
    say(`${clients.length} idle sockets`)
    await idle(clients.length)

    const count = clients.length
    for (const client of clients.splice(0)) client.close()
    const began = performance.now()
    const until = began + scenario.reconnectWithinMs
    let refused = 0
    const back = await Promise.all(
      Array.from({ length: count }, () =>
        comeBack(target.url, until, () => {
          refused += 1
        }),
      ),
    )
    const allBackMs = performance.now() - began
    clients.push(...back.filter((client) => client !== null))
    say(`${clients.length} of ${count} back after ${Math.round(allBackMs)} ms`)
    return { kind: 'sockets', count, reconnected: clients.length, refusedMeanwhile: refused, allBackMs }
  } finally {
    for (const client of clients) client.close()
  }
}

/** As the real client does it: the first try at once (the worst case), then with full jitter [CON]. */
async function comeBack(url: string, until: number, refused: () => void): Promise<RawClient | null> {
  for (let tries = 0; performance.now() < until; tries++) {
    try {
      return await connectStranger(url)
    } catch {
      refused()
      const wait = Math.random() * Math.min(15_000, 500 * 2 ** tries)
      await new Promise<void>((resolve) => setTimeout(resolve, wait))
    }
  }
  return null
}
