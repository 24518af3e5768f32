/** Runs in the browser: each target of each page is described, the page is changed, and the target is looked for. */
import { describeTarget, findTarget } from '../../src/finder/index.ts'
import { buildPage } from './build-page.ts'
import { changes } from './changes.ts'
import { trialPages } from './pages.ts'

/**
 * `found` where a person finds it, `missed` where a person does and the finder does not, `refused` where it is gone
 * for a person too, `wrong` where another element was taken for it: the worst.
 */
export type Verdict = 'found' | 'missed' | 'refused' | 'wrong'

export interface Trial {
  readonly page: string
  readonly target: string
  readonly change: string
  readonly verdict: Verdict
  /** What was looked for and how, for whoever tunes the finder. */
  readonly looked: string
}

export function runTrials(): readonly Trial[] {
  const trials: Trial[] = []
  let place = 0
  for (const page of trialPages)
    for (const key of buildPage(page).keys()) {
      for (const { name, apply } of [{ name: 'nothing', apply: (target: Element) => target }, ...changes]) {
        const picked = buildPage(page).get(key)
        if (!picked) throw new Error(`The page "${page.name}" has no target "${key}".`)
        const target = describeTarget(picked, document)
        const wanted = apply(picked, place)
        if (wanted && !wanted.isConnected) throw new Error(`The change "${name}" lost the target "${key}".`)
        const found = findTarget(target, document)
        const verdict =
          found.element === wanted ? (wanted ? 'found' : 'refused') : found.element ? 'wrong' : 'missed'
        const looked = 'looked' in found ? found.looked : `locator ${found.locator}`
        trials.push({
          page: page.name,
          target: key,
          change: name,
          verdict,
          looked: `${looked} ${JSON.stringify(target.locators)}`,
        })
      }
      place++
    }
  return trials
}

Object.assign(window, { runTrials })
