/** Tabs with flows in them: the engine's room of flows over the relay in memory, with facts that a test sets. */
import type { PublishedFlow } from '@docent/protocol'
import type { Facts } from '@docent/protocol/rule'
import { type Signal, signal } from '@preact/signals-core'
import type { VisitorClientOptions } from '../visitor/create-visitor-client.ts'
import { createVisitorFlows } from '../visitor/flows/create-visitor-flows.ts'
import type { VisitorFlows } from '../visitor/flows/visitor-flows.ts'
import { facts } from './published-flows.ts'
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
