/** Small flows as their authors write them, published at a live relay, and what pages say of them. For tests. */
import type { Authored, ChecklistContent, FlowDraft, FlowEvent, FlowRun, Step } from '@docent/protocol'
import type { LiveRelay, Speaker } from '../../realtime/testing/live-relay.ts'

const targeting = {
  defaultLocale: 'en',
  audience: { all: [] },
  rule: null,
  frequency: { kind: 'once' },
  priority: 50,
  schedule: { from: null, until: null },
} as const

export function tourDraft(title: string, stepIds: readonly string[]): FlowDraft {
  const steps = stepIds.map(
    (id): Step<Authored> => ({
      id,
      title: { en: `Step ${id}` },
      body: { en: 'What it is for.' },
      kind: 'modal',
      advance: [{ on: 'button' }],
    }),
  )
  return { ...targeting, content: { kind: 'tour', title: { en: title }, steps } }
}

export function checklistDraft(
  itemIds: readonly string[],
  order: ChecklistContent['order'] = 'any',
): FlowDraft {
  const items = itemIds.map((id) => ({
    id,
    title: { en: `Item ${id}` },
    body: { en: '' },
    completeWhen: [{ by: 'visitor' as const }],
  }))
  const content = {
    kind: 'checklist',
    title: { en: 'Get started' },
    body: { en: '' },
    order,
    launcher: false,
  } as const
  return { ...targeting, content: { ...content, items } }
}

/** Publishes a flow by an admin of the shop; resolves with its id. */
export async function published(relay: LiveRelay, draft: FlowDraft, name = 'A flow'): Promise<string> {
  const admin = await relay.agent('amir')
  const flowId = relay.random.uuid()
  const { rev } = await admin.must<{ rev: number }>('flow:create', { flowId, name, draft })
  await admin.must('flow:publish', { flowId, rev })
  admin.close()
  return flowId
}

export type Happened = Partial<FlowEvent> & Pick<FlowEvent, 'flowId' | 'runId' | 'kind'>

/** What a page says of a run; what is left out is the least there can be. */
export const eventOf = (relay: LiveRelay, happened: Happened): FlowEvent => ({
  eventId: relay.random.uuid(),
  version: 1,
  stepId: null,
  seq: 1,
  at: 1_000,
  ...happened,
})

export async function recorded(relay: LiveRelay, visitor: Speaker, happened: Happened): Promise<FlowRun> {
  const { run } = await visitor.must<{ run: FlowRun }>('flow:record', { event: eventOf(relay, happened) })
  return run
}

export const runsOf = (visitor: Speaker) =>
  visitor.must<{ runs: readonly FlowRun[]; events: Readonly<Record<string, number>> }>('flow:runs', {})
