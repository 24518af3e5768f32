import { describe, expect, it } from 'vitest'
import { addCounts, countsLine, countsOfVitest, failuresOfVitest } from './tally.ts'

const report = (more: object = {}) =>
  JSON.stringify({
    numPassedTests: 5,
    numFailedTests: 0,
    numPendingTests: 1,
    numTodoTests: 0,
    success: true,
    testResults: [],
    ...more,
  })

describe('the tally of a test run', () => {
  it('adds the steps and says them in one line', () => {
    const sum = addCounts([
      { passed: 1, failed: 0, skipped: 0 },
      { passed: 40, failed: 2, skipped: 3 },
    ])
    expect(countsLine(sum)).toBe('41 passed, 2 failed, 3 skipped')
  })

  it('reads the counts of vitest', () => {
    expect(countsOfVitest(report(), 0)).toEqual({ passed: 5, failed: 0, skipped: 1 })
  })

  it('counts a run that ended badly without a failed test as one failure', () => {
    expect(countsOfVitest(report(), 1).failed).toBe(1)
    expect(countsOfVitest(report({ success: false }), 0).failed).toBe(1)
    expect(countsOfVitest(null, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 })
  })

  it('does not count a failed test twice', () => {
    expect(countsOfVitest(report({ numFailedTests: 2, success: false }), 1).failed).toBe(2)
  })

  it('names each failed test, and each file that did not run, in one line', () => {
    const failed = { fullName: 'the log keeps', status: 'failed', failureMessages: ['expected 1\n  to be 2'] }
    const json = report({
      testResults: [
        { name: '/house/a.test.ts', status: 'passed', message: '', assertionResults: [] },
        {
          name: '/house/server/b.test.ts',
          status: 'failed',
          message: '',
          assertionResults: [{ ...failed, status: 'passed' }, failed],
        },
        { name: '/house/c.test.ts', status: 'failed', message: 'Cannot find x', assertionResults: [] },
      ],
    })
    expect(failuresOfVitest(json, '/house')).toEqual([
      'server/b.test.ts › the log keeps: expected 1 to be 2',
      'c.test.ts: Cannot find x',
    ])
    expect(failuresOfVitest(null, '/house')).toEqual([])
  })
})
