/** Adds up what the steps of a test run found, and says it in the one line that scripts read. Knows no step. */
import { relative } from 'node:path'

export interface Counts {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

export const noCounts: Counts = { passed: 0, failed: 0, skipped: 0 }

export const addCounts = (all: readonly Counts[]): Counts =>
  all.reduce(
    (sum, next) => ({
      passed: sum.passed + next.passed,
      failed: sum.failed + next.failed,
      skipped: sum.skipped + next.skipped,
    }),
    noCounts,
  )

/** @example countsLine({ passed: 3, failed: 0, skipped: 1 }) // "3 passed, 0 failed, 1 skipped" */
export const countsLine = ({ passed, failed, skipped }: Counts): string =>
  `${passed} passed, ${failed} failed, ${skipped} skipped`

/** The parts of vitest's JSON report that are read. */
interface VitestReport {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly numTodoTests: number
  readonly success: boolean
  readonly testResults: readonly {
    /** The file's path. */
    readonly name: string
    readonly status: string
    readonly message: string
    readonly assertionResults: readonly {
      readonly fullName: string
      readonly status: string
      readonly failureMessages: readonly string[]
    }[]
  }[]
}

function isReport(value: unknown): value is VitestReport {
  if (typeof value !== 'object' || value === null) return false
  const report = value as Record<string, unknown>
  return (
    ['numPassedTests', 'numFailedTests', 'numPendingTests', 'numTodoTests'].every(
      (key) => typeof report[key] === 'number',
    ) &&
    typeof report.success === 'boolean' &&
    Array.isArray(report.testResults)
  )
}

/**
 * Counts a vitest run from its JSON report and its exit code.
 * A run that ended badly without a failed test (a file that does not load, an unhandled rejection, a killed runner)
 * counts as one failure: green must never be an accident.
 */
export function countsOfVitest(json: string | null, exitCode: number): Counts {
  const report: unknown = json === null ? null : JSON.parse(json)
  if (!isReport(report)) return { passed: 0, failed: 1, skipped: 0 }
  const endedBadly = (exitCode !== 0 || !report.success) && report.numFailedTests === 0
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + (endedBadly ? 1 : 0),
    skipped: report.numPendingTests + report.numTodoTests,
  }
}

/** How much of a failure's message its line holds, in characters. */
const shownOfMessage = 300

/**
 * A line for each test that failed, and for each file that could not be run: file, test, and how its message begins.
 * @param root what paths are shown relative to
 */
export function failuresOfVitest(json: string | null, root: string): readonly string[] {
  const report: unknown = json === null ? null : JSON.parse(json)
  if (!isReport(report)) return []
  const line = (file: string, what: string, message: string) =>
    `${relative(root, file)}${what}: ${message.replace(/\s+/g, ' ').trim().slice(0, shownOfMessage)}`
  return report.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === 'failed')
    if (failed.length === 0 && status === 'failed') return [line(name, '', message)]
    return failed.map((test) => line(name, ` › ${test.fullName}`, test.failureMessages.join(' ')))
  })
}
