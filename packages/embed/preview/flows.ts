/** Tours and checklists as a page in the middle of them has them, played in memory: for Home, Tasks and an agent's card. */

import { signal } from '@preact/signals-core'
import type { EngineOptions } from '../src/engine.ts'
import type { Flows } from '../src/flows.ts'

type Loaded = Awaited<ReturnType<NonNullable<EngineOptions['loadFlows']>>>
type Checklist = Flows['room']['tasks']['checklists']['value'][number]

const item = (id: string, title: string, label?: string) => ({
  id,
  title,
  body: [],
  completeWhen: label ? [] : [{ by: 'visitor' as const }],
  ...(label && { action: { label, does: { kind: 'tour' as const, flowId: 'tour' } } }),
})
const checklist: Checklist = {
  flowId: 'first-steps',
  locale: 'en',
  status: 'running',
  done: ['account', 'project'],
  content: {
    kind: 'checklist',
    title: 'First steps with Harbor',
    body: [],
    order: 'any',
    launcher: false,
    items: [
      item('account', 'Make an account'),
      item('project', 'Set up your first marina', 'Set it up'),
      item('berths', 'Draw your berths', 'Show me how'),
      item('invite', 'Invite the harbour office'),
      item('price', 'Choose how guests pay', 'Open prices'),
    ],
  },
}
const nothing = (): void => {}

/** @param runs how the tour of the scene stands: nothing of it, or a status */
export const playFlows = (status: 'running' | 'completed' | null, withTasks: boolean): Loaded => ({
  startFlows: () => {
    const run = {
      runId: 'run',
      flowId: 'tour',
      version: 1,
      kind: 'tour' as const,
      source: 'agent' as const,
      status: status ?? 'running',
      stepId: null,
      seq: 1,
      done: [],
      startedAt: 0,
      endedAt: null,
      conversationId: 'c',
    }
    return {
      visitor: {
        runs: signal(status ? [{ run }] : []),
        guide: { allows: signal('marked') },
      } as unknown as Flows['visitor'],
      room: {
        startTour: async () => true,
        endTour: nothing,
        openChecklist: nothing,
        tourOnScreen: signal(null),
        tasks: {
          checklists: signal(withTasks ? [checklist] : []),
          act: nothing,
          tick: nothing,
          dismiss: nothing,
        },
        paint: nothing,
        close: nothing,
      },
      place: signal<'home' | 'messages' | 'tasks'>('home'),
      putOff: new Set<string>(),
      say: nothing,
      accept: nothing,
      close: nothing,
    }
  },
})
