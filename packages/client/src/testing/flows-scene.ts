/** Tabs with flows in them: the engine's room of flows over the relay in memory, with facts that a test sets. */
import type { FlowEvent, PublishedFlow } from '@docent/protocol'
import type { Facts } from '@docent/protocol/rule'
import { type Signal, signal } from '@preact/signals-core'
import type { VisitorClientOptions } from '../visitor/create-visitor-client.ts'
import { createVisitorFlows } from '../visitor/flows/create-visitor-flows.ts'
import type { VisitorFlows } from '../visitor/flows/visitor-flows.ts'
import { facts, first } from './published-flows.ts'
import { createScene, type Scene, type Tab } from './two-sides.ts'

export interface FlowsTab extends Tab {
  readonly flows: VisitorFlows
  readonly facts: Signal<Facts>
}

export interface FlowsScene extends Scene {
  /** Every fetch, in order: `flows r1`, `version <flow> 1`. */
  readonly fetched: string[]
  /** Whether the relay's HTTP side answers. */
  serving: boolean
  openFlowsTab(more?: Partial<VisitorClientOptions>): FlowsTab
}

export function createFlowsScene(...published: readonly PublishedFlow[]): FlowsScene {
  const scene = createScene()
  const fetched: string[] = []
  scene.relay.publish(...published)
  const fetch = <T>(what: string, answer: () => T) => {
    fetched.push(what)
    return made.serving ? Promise.resolve(answer()) : Promise.reject(new Error('no answer'))
  }
  const made: FlowsScene = {
    ...scene,
    fetched,
    serving: true,
    openFlowsTab(more = {}) {
      const tab = scene.openTab(more)
      const known = signal(facts())
      const flows = createVisitorFlows({
        ground: tab.client.ground,
        facts: known,
        revision: scene.relay.flows.document()?.revision ?? null,
        locales: ['en'],
        fetchFlows: (revision) => fetch(`flows ${revision}`, scene.relay.flows.document),
        fetchVersion: (flowId, version) =>
          fetch(`version ${flowId} ${version}`, () => scene.relay.flows.version(flowId, version)),
      })
      return {
        ...tab,
        flows,
        facts: known,
        crash() {
          flows.close()
          tab.crash()
        },
      }
    },
  }
  return made
}

/** A scene with one tab that has met the relay. */
export async function opened(...published: readonly PublishedFlow[]) {
  const scene = createFlowsScene(...published)
  const tab = scene.openFlowsTab()
  tab.client.connect()
  await scene.clock.advance(100)
  return { ...scene, scene, tab }
}

/** Begins the first flow, and says its run's id. */
export async function begun(tab: FlowsTab, source: 'rule' | 'page' = 'rule') {
  const started = await tab.flows.start(first, source)
  if (!started) throw new Error('it did not start')
  return started.run.runId
}

/** Where the visitor stands, as a room sees it: `1 running two`. */
export const stand = ({ flows }: FlowsTab) =>
  flows.runs.value.map(({ run, flow }) => [flow.version, run.status, run.stepId ?? '-'].join(' '))

export const personIn = ({ client }: FlowsTab) => client.identity.value.visitorId ?? ''
export const dueIn = ({ flows }: FlowsTab) => flows.due.value.map(({ id }) => id)

/** What was said of runs, in order: `seen one`. */
export const kindsOf = (events: readonly Pick<FlowEvent, 'kind' | 'stepId'>[]) =>
  events.map(({ kind, stepId }) => (stepId ? `${kind} ${stepId}` : kind))
