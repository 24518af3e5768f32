/**
 * Removes each guard in turn from a copy of the house, and shows that the suite turns red without it and is green with it.
 * Run by hand: `node --conditions=source server/faults/mutations/run-mutations.ts [name …]`. The checkout is only read.
 */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { type Mutation, mutations } from './mutations.ts'

const root = join(import.meta.dirname, '../../..')
const chosen = process.argv.slice(2)
const line = (text: string) => process.stdout.write(`${text}\n`)

/** Everything but what is installed or built; the dependencies are linked, not copied. */
function copyOfHouse(): string {
  const copy = mkdtempSync(join(tmpdir(), 'docent-mutations-'))
  cpSync(root, copy, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => {
      const inside = relative(root, path)
      return inside !== 'node_modules' && !/(^|[\\/])(\.git|data)$/.test(inside)
    },
  })
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'dir')
  return copy
}

interface VitestReport {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly failureMessages: readonly string[] }[]
  }[]
}

/** The first line of what failed, or null for green; a test that did not run at all proves nothing and throws. */
function failureOf(copy: string, { caughtBy }: Mutation): string | null {
  const report = join(copy, 'mutation-report.json')
  rmSync(report, { force: true })
  const { status, stderr } = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules/vitest/vitest.mjs'),
      'run',
      '--project=faults',
      caughtBy.file,
      `--testNamePattern=${caughtBy.test}`,
      '--reporter=json',
      `--outputFile=${report}`,
    ],
    { cwd: copy, encoding: 'utf8', timeout: 180_000, env: { ...process.env, NODE_OPTIONS: '' } },
  )
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(
    readFileSync(report, 'utf8'),
  ) as VitestReport
  if (numPassedTests + numFailedTests === 0)
    throw new Error(`no test of ${caughtBy.file} is called "${caughtBy.test}" (exit ${status})\n${stderr}`)
  if (numFailedTests === 0) return null
  const [message = 'failed without a word'] = testResults.flatMap(({ assertionResults }) =>
    assertionResults.flatMap(({ failureMessages }) => failureMessages),
  )
  return message.split('\n').slice(0, 4).join(' ').replace(/\s+/g, ' ').slice(0, 200)
}

/** Makes the edits and returns what takes them back. */
function apply(copy: string, { name, edits }: Mutation): () => void {
  const before = edits.map(({ file }) => ({ file, text: readFileSync(join(copy, file), 'utf8') }))
  for (const { file, from, to } of edits) {
    const text = readFileSync(join(copy, file), 'utf8')
    if (text.split(from).length !== 2)
      throw new Error(`${name}: ${file} does not hold the guard exactly once`)
    writeFileSync(
      join(copy, file),
      text.replace(from, () => to),
    )
  }
  return () => {
    for (const { file, text } of before) writeFileSync(join(copy, file), text)
  }
}

const copy = copyOfHouse()
let unheld = 0
try {
  for (const mutation of mutations) {
    if (chosen.length > 0 && !chosen.includes(mutation.name)) continue
    const before = failureOf(copy, mutation)
    const undo = apply(copy, mutation)
    const after = failureOf(copy, mutation)
    undo()
    const held = before === null && after !== null
    if (!held) unheld += 1
    line(`${held ? 'held' : 'NOT HELD'}  ${mutation.name}: ${mutation.guard}`)
    line(`  with the guard: ${before ?? 'green'}`)
    line(`  without it: ${after ?? 'green'}`)
  }
} finally {
  rmSync(copy, { recursive: true, force: true })
}
line(`${unheld} guards are not held by a test`)
process.exitCode = unheld > 0 ? 1 : 0
