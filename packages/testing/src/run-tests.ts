/**
 * What `npm test` runs once everything is installed: every check and every test, with one line of counts at its end.
 * Arguments: `--no-skip` (also with CI=true) fails when journeys were skipped; `--only=unit,faults` runs these projects alone.
 * It joins steps.ts (what is done), run-command.ts (how), find-chromium.ts (with which browser) and tally.ts (what came out).
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { startRelay } from './relay-process.ts'
import { type FoundChromium, findChromium } from './test-run/find-chromium.ts'
import { runCommand } from './test-run/run-command.ts'
import { type Step, stepsOf } from './test-run/steps.ts'
import { addCounts, type Counts, countsLine, countsOfVitest, failuresOfVitest } from './test-run/tally.ts'
import { thisMachine } from './test-run/this-machine.ts'

const root = join(import.meta.dirname, '../../..')
const say = (line: string) => process.stdout.write(`${line}\n`)
const mustNotSkip = process.argv.includes('--no-skip') || process.env.CI === 'true'
const only = process.argv.find((argument) => argument.startsWith('--only='))?.slice('--only='.length)

const steps = stepsOf(root).filter(
  (step) => only === undefined || (step.kind === 'tests' && only.split(',').includes(step.project)),
)
const path = [join(root, 'node_modules/.bin'), process.env.PATH ?? ''].join(delimiter)

/** What failed, said once more at the very end: whoever reads a long log, or only its last lines, must find it there. */
const failures: string[] = []

async function check(step: Step & { kind: 'check' }): Promise<Counts> {
  const result = await runCommand(step.command, step.args, {
    cwd: root,
    env: { PATH: path },
    timeLimit: step.timeLimit,
    live: false,
  })
  if (result.exitCode === 0) return { passed: 1, failed: 0, skipped: 0 }
  say(result.output.trimEnd())
  if (result.timedOut) say(`${step.name}: ended after ${step.timeLimit / 1_000} s`)
  failures.push(step.name)
  return { passed: 0, failed: 1, skipped: 0 }
}

async function tests(step: Step & { kind: 'tests' }, env: Record<string, string>): Promise<Counts> {
  const folder = mkdtempSync(join(tmpdir(), 'docent-test-run-'))
  const report = join(folder, 'report.json')
  try {
    const result = await runCommand(
      'vitest',
      [
        'run',
        `--project=${step.project}`,
        '--passWithNoTests',
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${report}`,
      ],
      { cwd: root, env: { PATH: path, ...env }, timeLimit: step.timeLimit, live: !step.beside },
    )
    // Shown whole at its end: two reports line by line through each other could not be read.
    if (step.beside) say(result.output.trimEnd())
    if (result.timedOut) say(`${step.name}: ended after ${step.timeLimit / 1_000} s`)
    const json = existsSync(report) ? readFileSync(report, 'utf8') : null
    const counts = countsOfVitest(json, result.exitCode)
    const named = failuresOfVitest(json, root)
    if (named.length > 0) failures.push(...named)
    else if (counts.failed > 0) failures.push(`${step.name}: ended badly, with no test to blame`)
    return counts
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function skippedJourneys(why: string): Counts {
  say(`Skipped the journeys: ${why}.`)
  if (!mustNotSkip) return { passed: 0, failed: 0, skipped: 1 }
  say('That is a failure here: this run must not skip them (CI=true or --no-skip).')
  failures.push(`the journeys: skipped, since ${why}`)
  return { passed: 0, failed: 1, skipped: 1 }
}

/**
 * Tests make hundreds of databases, each of which waits for the disk at every commit. What a disk keeps is the faults'
 * question; all others are answered as well in memory, where there is enough of it.
 */
const memory = '/dev/shm'
const enough = 2 * 1024 ** 3
function quickFolder(): Record<string, string> {
  if (!existsSync(memory)) return {}
  const { bavail, bsize } = statfsSync(memory)
  return bavail * bsize >= enough ? { TMPDIR: memory } : {}
}
const quick = quickFolder()

/**
 * Tests start hundreds of relays, command lines and threads, which Node would strip of their types and compile each time.
 * It keeps what it made, by content, where this points. But only a program that ends in peace leaves it behind, and most
 * relays of tests are killed: hence one that is not, before the first.
 */
process.env.NODE_COMPILE_CACHE ??= join(root, 'node_modules/.cache/compiled')
async function compileOnce(): Promise<void> {
  try {
    const relay = await startRelay()
    await relay.stop()
    await relay.close()
  } catch (error) {
    // What is wrong with it, the tests will say.
    say(`The first relay did not start: ${error}`)
  }
}

let browser: FoundChromium | null = null

async function run(step: Step): Promise<Counts> {
  if (step.kind === 'check') return check(step)
  if (!step.needsBrowser) return tests(step, step.beside ? {} : quick)
  browser ??= await findChromium(thisMachine(root, say))
  if (!browser.found) return skippedJourneys(browser.why)
  const counts = await tests(step, { ...quick, CHROMIUM_PATH: browser.path })
  if (counts.skipped === 0 || !mustNotSkip) return counts
  failures.push(`${counts.skipped} journeys were skipped, which this run must not do`)
  return { ...counts, failed: counts.failed + 1 }
}

const results: Counts[] = []
const beside: Promise<void>[] = []

async function count(step: Step, label: string): Promise<void> {
  say(label)
  const began = performance.now()
  const counts = await run(step)
  results.push(counts)
  const took = ((performance.now() - began) / 1_000).toFixed(1)
  say(`${label}: ${countsLine(counts)} (${took} s)`)
}

await compileOnce()
for (const [index, step] of steps.entries()) {
  const counted = count(step, `[${index + 1}/${steps.length}] ${step.name}`)
  if (step.kind === 'tests' && step.beside) beside.push(counted)
  else await counted
}
await Promise.all(beside)
const sum = addCounts(results)
for (const failure of failures) say(`failed: ${failure}`)
say(countsLine(sum))
process.exitCode = sum.failed > 0 ? 1 : 0
