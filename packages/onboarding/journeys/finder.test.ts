/** How well the finder does on pages that change, in a real Chromium: the trials were frozen before it was tuned. */
import { launchBrowser, type TestBrowser, type TestPage } from '@docent/testing/browser'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bundleForPage } from './bundle-for-page.ts'
import type { Trial, Verdict } from './finder-trials/run-trials.ts'

declare global {
  interface Window {
    runTrials(): readonly Trial[]
  }
}

let browser: TestBrowser
let test: TestPage
let trials: readonly Trial[]

beforeAll(async () => {
  browser = await launchBrowser()
  test = await browser.newPage()
  await test.page.evaluate(await bundleForPage('./finder-trials/run-trials.ts'))
  trials = await test.page.evaluate(() => window.runTrials())
  process.stdout.write(`${tableOf(trials)}\n`)
})
afterAll(() => browser.close())

const count = (of: readonly Trial[], verdict: Verdict) =>
  of.filter((trial) => trial.verdict === verdict).length

function tableOf(all: readonly Trial[]): string {
  const rows = [...new Set(all.map(({ change }) => change))].map((change) => {
    const of = all.filter((trial) => trial.change === change)
    const counts = (['found', 'missed', 'refused', 'wrong'] as const).map((verdict) =>
      String(count(of, verdict)).padStart(8),
    )
    return `${change.padEnd(32)}${counts.join('')}`
  })
  return [`${'change'.padEnd(32)}   found  missed refused   wrong`, ...rows].join('\n')
}

describe('[FLO9] twenty pages, fifteen changes', () => {
  it('takes no other element for the one that was picked', () => {
    expect(trials.filter(({ verdict }) => verdict === 'wrong')).toEqual([])
  })

  it('finds at least nine of ten that a person still finds', () => {
    const [found, missed] = [count(trials, 'found'), count(trials, 'missed')]
    process.stdout.write(`found ${found} of ${found + missed}\n`)
    expect(found / (found + missed)).toBeGreaterThanOrEqual(0.9)
  })

  it('finds every target on the page where it was picked', () => {
    const unchanged = trials.filter(({ change }) => change === 'nothing')
    expect(unchanged.filter(({ verdict }) => verdict !== 'found')).toEqual([])
  })
})
