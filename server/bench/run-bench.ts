/**
 * `npm run bench`: the relay side by side with a bare Socket.IO server, in turns (A B A B), by the same driver.
 * Then the search of a large help centre, which no yardstick has; run-search-bench.ts measures it alone. Then its pages, beside
 * a bare Express that answers with the same bytes; run-pages-bench.ts measures them alone.
 * Arguments: `--rounds=3`, `--sockets=5000`, `--quick` (one short round), `--out=FILE` (all figures as JSON).
 * It joins relays.ts (the two sides), run-driver.ts with scenarios.ts (the load), disk.ts (what a sync costs here),
 * search-load.ts (the search), pages-load.ts (the pages) and figures.ts (what comes out).
 */
import { writeFileSync } from 'node:fs'
import { arch, cpus, platform, release, totalmem } from 'node:os'
import { measureDisk } from './disk.ts'
import { ratios, rounded, type Spread, spreadOf } from './figures.ts'
import { measurePages } from './pages-load.ts'
import { type Side, startSide } from './relays.ts'
import { runDriver } from './run-driver.ts'
import type { Finding, Scenario } from './scenarios.ts'
import { pageLines, searchLines } from './search-lines.ts'
import { measureSearch } from './search-load.ts'

const argument = (name: string): string | undefined =>
  process.argv.find((given) => given.startsWith(`--${name}=`))?.slice(name.length + 3)
const quick = process.argv.includes('--quick')
const rounds = Number(argument('rounds') ?? (quick ? 1 : 3))
const sockets = Number(argument('sockets') ?? (quick ? 500 : 5_000))
const out = argument('out')
if (!(rounds >= 1 && rounds <= 20) || !(sockets >= 10 && sockets <= 8_000)) {
  process.stderr.write('--rounds takes 1 to 20, --sockets takes 10 to 8000.\n')
  process.exit(2)
}

const messages: Scenario = {
  kind: 'throughput',
  visitors: 200,
  conversationsEach: 4,
  agents: 20,
  warmUpMs: quick ? 500 : 2_000,
  measureMs: quick ? 1_500 : 6_000,
  latency: { perSecond: 500, warmUpMs: 1_000, measureMs: quick ? 2_000 : 8_000 },
}
const idleSockets: Scenario = { kind: 'sockets', count: sockets, atOnce: 50, reconnectWithinMs: 60_000 }

interface Measured {
  readonly throughput: Record<Side, (Finding & { kind: 'throughput' })[]>
  readonly sockets: Record<Side, (Finding & { kind: 'sockets'; bytesPerSocket: number })[]>
}
const measured: Measured = { throughput: { docent: [], bare: [] }, sockets: { docent: [], bare: [] } }

const line = (text: string) => process.stdout.write(`${text}\n`)
const sides = ['bare', 'docent'] as const

/** Memory is read when it has come to rest: twice in a row the same within 1 %, at most 15 s. */
async function memoryAtRest(look: () => number): Promise<number> {
  let before = 0
  for (let looks = 0; looks < 15; looks++) {
    await new Promise<void>((resolve) => setTimeout(resolve, 1_000))
    const now = look()
    if (looks > 1 && Math.abs(now - before) < before * 0.01) return now
    before = now
  }
  return before
}

async function measureMessages(side: Side, name: string): Promise<void> {
  const running = await startSide(side)
  try {
    const finding = await runDriver({
      target: running.target,
      scenario: messages,
      say: (text) => line(`${name}: ${text}`),
      timeLimit: 120_000,
    })
    if (finding.kind === 'throughput') measured.throughput[side].push(finding)
  } finally {
    await running.close()
  }
}

async function measureIdle(side: Side, name: string): Promise<void> {
  const running = await startSide(side)
  try {
    const empty = await memoryAtRest(() => running.figures().memory)
    let bytesPerSocket = 0
    const finding = await runDriver({
      target: running.target,
      scenario: idleSockets,
      say: (text) => line(`${name}: ${text}`),
      whileIdle: async () => {
        const full = await memoryAtRest(() => running.figures().memory)
        bytesPerSocket = (full - empty) / sockets
        line(`${name}: ${rounded(bytesPerSocket / 1024, 1)} KiB a socket`)
      },
      timeLimit: 180_000,
    })
    if (finding.kind === 'sockets') measured.sockets[side].push({ ...finding, bytesPerSocket })
  } finally {
    await running.close()
  }
}

const disk = await measureDisk(messages.latency.perSecond, quick ? 1_000 : 4_000)
for (let round = 1; round <= rounds; round++) {
  for (const side of sides) await measureMessages(side, `[${round}/${rounds}] messages, ${side}`)
}
for (let round = 1; round <= rounds; round++) {
  for (const side of sides) await measureIdle(side, `[${round}/${rounds}] sockets, ${side}`)
}
const search = await measureSearch({ quick, say: (text) => line(`search: ${text}`) })
const pages = await measurePages({ quick, say: (text) => line(`pages: ${text}`) })

const { throughput, sockets: idle } = measured
const of = <T>(list: readonly T[], value: (item: T) => number) => list.map(value)
const results = {
  throughput: ratios(
    of(throughput.docent, (run) => run.messagesPerSecond),
    of(throughput.bare, (run) => run.messagesPerSecond),
  ),
  p99: ratios(
    of(throughput.docent, (run) => run.p99),
    of(throughput.bare, (run) => run.p99),
  ),
  memory: ratios(
    of(idle.docent, (run) => run.bytesPerSocket),
    of(idle.bare, (run) => run.bytesPerSocket),
  ),
  reconnect: {
    failed: idle.docent.reduce((sum, run) => sum + run.count - run.reconnected, 0),
    docentMs: spreadOf(of(idle.docent, (run) => run.allBackMs)),
    bareMs: spreadOf(of(idle.bare, (run) => run.allBackMs)),
  },
}
const lost = throughput.docent.reduce((sum, run) => sum + Math.max(0, run.acknowledged - run.forwarded), 0)
const machine = {
  processor: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  system: `${platform()} ${release()} ${arch()}`,
  node: process.version,
}

const spread = ({ min, median, max }: Spread, digits = 2) =>
  `${rounded(median, digits)}  (min ${rounded(min, digits)}, max ${rounded(max, digits)})`
const absolute = (side: Side) =>
  `${Math.round(spreadOf(of(throughput[side], (run) => run.messagesPerSecond)).median)} messages/s, ` +
  `p99 ${spread(spreadOf(of(throughput[side], (run) => run.p99)))} ms, ` +
  `${rounded(spreadOf(of(idle[side], (run) => run.bytesPerSocket)).median / 1024, 1)} KiB a socket`

line('')
line(
  `${machine.processor}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ${machine.system}, Node ${machine.node}`,
)
line(`bare Socket.IO:  ${absolute('bare')}`)
line(`docent:          ${absolute('docent')}`)
line(
  `the disk alone:  ${rounded(disk.p50)} ms for a sync, p99 ${rounded(disk.p99)} ms, which the bare one never waits for`,
)
line('')
line(`durable throughput / bare   ${spread(results.throughput)}   goal ≥ 0.65`)
line(`p99 of ack / bare           ${spread(results.p99)}   goal ≤ 2`)
line(`memory of idle socket / bare ${spread(results.memory)}   goal ≤ 1.5`)
line(
  `${sockets} sockets reconnecting  ${results.reconnect.failed} failed, all back after ` +
    `${spread(results.reconnect.docentMs, 0)} ms; bare ${spread(results.reconnect.bareMs, 0)} ms   goal: none failed`,
)
line(`acknowledged and not forwarded to its agent: ${lost}`)
const busiest = Math.max(...[...throughput.docent, ...throughput.bare].map((run) => run.driverLoad))
line(`the driver took ${Math.round(busiest * 100)} % of a core at most`)
line('')
for (const text of [...searchLines(search), ...pageLines(pages)]) line(text)

if (out !== undefined) {
  writeFileSync(
    out,
    `${JSON.stringify({ machine, disk, results, lost, search, pages, runs: measured }, null, 2)}\n`,
  )
  line(`all figures: ${out}`)
}
