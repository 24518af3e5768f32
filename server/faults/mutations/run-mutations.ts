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

/** True when the test ran and failed; a test that did not run at all proves nothing and throws. */
function turnsRed(copy: string, { caughtBy }: Mutation): boolean {
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
  const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8')) as {
    numPassedTests: number
    numFailedTests: number
  }
  if (numPassedTests + numFailedTests === 0)
    throw new Error(`no test of ${caughtBy.file} is called "${caughtBy.test}" (exit ${status})\n${stderr}`)
  return numFailedTests > 0
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
    const green = !turnsRed(copy, mutation)
    const undo = apply(copy, mutation)
    const red = turnsRed(copy, mutation)
    undo()
    if (!green || !red) unheld += 1
    line(
      `${green && red ? 'held' : 'NOT HELD'}  ${mutation.name}: ${green ? 'green' : 'red'} with the guard, ` +
        `${red ? 'red' : 'green'} without it. ${mutation.guard}`,
    )
  }
} finally {
  rmSync(copy, { recursive: true, force: true })
}
line(`${unheld} guards are not held by a test`)
process.exitCode = unheld > 0 ? 1 : 0
