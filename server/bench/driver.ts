/** The load in a process of its own: takes a target and a scenario as JSON arguments, says what it finds as JSON lines. */
import { once } from 'node:events'
import type { DriverLine, Finding, Scenario, Target } from './scenarios.ts'
import { measureSockets } from './socket-load.ts'
import { measureThroughput } from './throughput-load.ts'

const [targetJson = '', scenarioJson = ''] = process.argv.slice(2)
const target = JSON.parse(targetJson) as Target
const scenario = JSON.parse(scenarioJson) as Scenario

const write = (line: DriverLine) => process.stdout.write(`${JSON.stringify(line)}\n`)
const say = (text: string) => write({ say: text })

async function idle(count: number): Promise<void> {
  write({ idle: count })
  await once(process.stdin, 'data')
}

const run = (): Promise<Finding> =>
  scenario.kind === 'throughput'
    ? measureThroughput(target, scenario, say)
    : measureSockets(target, scenario, say, idle)

write({ finding: await run() })
process.stdin.destroy()
