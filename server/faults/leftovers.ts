/**
 * What a fault left behind in the relay's process [I8]: writes that wait, descriptors that no socket explains, memory.
 * Knows the process from outside, by its figures and its `/metrics`.
 */
import type { RelayProcess } from '@docent/testing/relay-process'

/** SQLite's files are opened when they are first needed, and HTTP connections are kept alive for a moment. */
const ownDescriptors = 10

/** Freed memory goes back to the system late or never, so this is a bound, and no return to what was before. */
const ownMemory = 150 * 2 ** 20

/** In words; empty when nothing is left. A system without a /proc tells of writes alone. */
export async function leftovers(relay: RelayProcess): Promise<readonly string[]> {
  const response = await fetch(`${relay.url}/metrics`)
  const metrics = await response.text()
  const waiting = gaugeIn(metrics, 'docent_append_queue')
  const sockets = gaugeIn(metrics, 'docent_sockets')
  const before = relay.figuresAtStart()
  const { memory, descriptors } = relay.figures()
  return [
    ...(waiting === 0 ? [] : [`I8: ${waiting} writes wait`]),
    ...(descriptors <= before.descriptors + sockets + ownDescriptors
      ? []
      : [`I8: ${descriptors} descriptors for ${sockets} sockets; an empty relay had ${before.descriptors}`]),
    ...(memory <= before.memory + ownMemory
      ? []
      : [`I8: ${inMebibytes(memory)} of memory; an empty relay had ${inMebibytes(before.memory)}`]),
  ]
}

function gaugeIn(metrics: string, name: string): number {
  const found = new RegExp(`^${name} (\\S+)$`, 'm').exec(metrics)
  if (found === null) throw new Error(`the relay's metrics do not name ${name}:\n${metrics.slice(0, 500)}`)
  return Number(found[1])
}

const inMebibytes = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MiB`
