/**
 * Which hints stand on this page: those of the runs that were begun, not read yet, and whose target is there [FLO17].
 * Hints interrupt nobody, so they ask no budget.
 */
import type { Clock, Undo } from '@docent/client/outside'
import type { RunningFlow, VisitorFlows } from '@docent/client/visitor/flows/types'
import type { FlowAction, Hint } from '@docent/protocol'
import { effect, untracked } from '@preact/signals-core'
import type { Beacon, OnScreen } from '../on-screen.ts'
import { fits } from '../path-pattern.ts'
import { followTarget } from '../tours/target-patience.ts'

export interface HintsOptions {
  readonly view: Window & typeof globalThis
  readonly clock: Clock
  readonly flows: VisitorFlows
  readonly screen: OnScreen
  readonly act: (action: FlowAction) => void
  readonly onNavigate: (listener: () => void) => Undo
}

/** A page that is still being built is no broken one. */
const missingMs = 8_000

export function createHints(options: HintsOptions): Undo {
  const { view, clock, flows, screen } = options
  /** The hints that are looked for, with the end of it. */
  const watched = new Map<string, Undo>()
  const said = new Set<string>()

  const remove = (key: string): void => {
    screen.beacons.value = screen.beacons.peek().filter((beacon) => beacon.key !== key)
  }

  function watch(key: string, { run: { runId }, flow: { locale } }: RunningFlow, hint: Hint): Undo {
    const { id: stepId, action } = hint
    const path = (): string => view.location.pathname
    /** One tab speaks for all, and once. */
    const once = (kind: 'seen' | 'missing', data: object): void => {
      if (!flows.leads.peek() || said.has(kind + key)) return
      said.add(kind + key)
      flows.record(runId, { kind, stepId, data: { ...data, path: path() } })
    }
    const gotIt = (): void => flows.record(runId, { kind: 'item_done', stepId })
    const act = (): void => {
      flows.record(runId, { kind: 'acted', stepId })
      gotIt()
      if (action) options.act(action.does)
    }
    const stop = followTarget({
      page: view.document,
      clock,
      target: hint.target,
      afterMs: missingMs,
      onFound: ({ element, locator }) => {
        const beacon: Beacon = { key, hint, locale, element, act, gotIt }
        const others = screen.beacons.peek().filter((one) => one.key !== key)
        screen.beacons.value = [...others, beacon]
        once('seen', { locator })
      },
      onGone: () => remove(key),
      onMissing: ({ looked, instead }) => once('missing', { looked, instead }),
    })
    return () => {
      stop()
      remove(key)
    }
  }

  function consider(): void {
    const running = flows.runs.value
    const ready = flows.ready.value
    const facts = flows.facts.value
    untracked(() => {
      const wanted = new Map<string, readonly [RunningFlow, Hint]>()
      for (const one of ready ? running : []) {
        const { run, flow } = one
        if (flow.content.kind !== 'hint' || run.status !== 'running') continue
        for (const hint of flow.content.hints) {
          const isHere = hint.path === undefined || fits(hint.path, view.location.pathname, facts)
          if (isHere && !run.done.includes(hint.id)) wanted.set(`${run.runId} ${hint.id}`, [one, hint])
        }
      }
      for (const [key, stop] of watched) {
        if (wanted.has(key)) continue
        watched.delete(key)
        stop()
      }
      for (const [key, [one, hint]] of wanted) if (!watched.has(key)) watched.set(key, watch(key, one, hint))
    })
  }

  const undo = [effect(consider), options.onNavigate(() => untracked(consider))]
  return () => {
    for (const act of [...undo, ...watched.values()]) act()
    watched.clear()
  }
}
