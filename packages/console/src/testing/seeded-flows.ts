/** What the relay would say of a believable site's flows: rows, figures, runs, and a step that lost its element. */
import type {
  BrokenStep,
  FlowDetail,
  FlowDraft,
  FlowFigures,
  FlowRow,
  PageLabel,
  VisitorRun,
} from '@docent/protocol'
import { checklistId, flowSeeds, hintId, tourId } from './flow-seeds.ts'
import { seeded } from './seeded-conversations.ts'

const day = 86_400_000
export const seededRows = (now: number): readonly FlowRow[] =>
  flowSeeds.map((seed, index) => ({
    id: seed.id,
    kind: seed.draft.content.kind,
    name: seed.name,
    liveVersion: seed.live,
    lastVersion: seed.last,
    changed: seed.changed,
    priority: seed.draft.priority,
    updatedAt: now - index * 1.7 * day - 3_600_000,
    updatedBy: index % 3 === 2 ? null : index % 2 === 0 ? 'Ada Lovelace' : 'Grace Hopper',
    started: seed.started,
    completed: seed.completed,
    brokenSteps: seed.broken,
  }))

export function seededDetail(id: string, now: number): FlowDetail | null {
  const seed = flowSeeds.find((one) => one.id === id)
  if (!seed) return null
  const count = seed.last ?? 0
  return {
    id,
    kind: seed.draft.content.kind,
    name: seed.name,
    draft: seed.draft,
    rev: 7,
    liveVersion: seed.live,
    versions: Array.from({ length: count }, (_, index) => ({
      version: count - index,
      publishedAt: now - (index * 9 + 2) * day,
      publishedBy: index % 2 === 0 ? 'Ada Lovelace' : 'Grace Hopper',
      restoredFrom: count - index === 3 ? 1 : null,
    })),
  }
}

/** Figures that fall from step to step, the same for the same question. */
const seededAnswers = [
  { value: 8, runs: 3 },
  { value: 10, runs: 1 },
]

export function seededFigures(draft: FlowDraft, started: number, share: number): FlowFigures {
  const random = seeded(started + 5)
  const { content } = draft
  const places =
    content.kind === 'tour'
      ? content.steps
      : content.kind === 'checklist'
        ? content.items
        : content.kind === 'hint'
          ? content.hints
          : content.kind === 'survey'
            ? content.questions
            : []
  const begun = Math.round(started * share)
  let still = begun
  const steps = places.map(({ id }, index) => {
    const seen = still
    still = Math.round(still * (0.78 + random() * 0.2))
    return {
      stepId: id,
      seen,
      done: still,
      left: seen - still,
      medianMs: seen === 0 ? null : 4_000 + Math.round(random() * 60_000),
      missing: index === 1 && content.kind !== 'survey' ? Math.round(begun * 0.03) : 0,
      ...(content.kind === 'survey' && index === 0 && { answers: seededAnswers }),
    }
  })
  return {
    started: begun,
    completed: still,
    left: Math.round((begun - still) * 0.7),
    medianMs: begun === 0 ? null : 94_000,
    steps,
  }
}

export const seededBroken = (now: number): readonly BrokenStep[] => [
  {
    flowId: tourId,
    flowName: 'First project',
    version: 3,
    stepId: 'name',
    stepTitle: 'Name your project',
    runs: 38,
    lastAt: now - 42 * 60_000,
    path: '/projects/new',
    looked: 'docent:0 role:2',
    instead: 'input textbox 9f3c1a',
  },
]

export const seededLabels: readonly PageLabel[] = [
  { id: 'l1', label: 'Project name', role: 'textbox' },
  { id: 'l2', label: 'Create project', role: 'button' },
  { id: 'l3', label: 'Choose a template', role: 'combobox' },
  { id: 'l4', label: 'Billing', role: 'link' },
]

export const seededRuns = (conversationId: string, now: number): readonly VisitorRun[] => [
  {
    run: {
      runId: 'run-1',
      flowId: tourId,
      version: 3,
      kind: 'tour',
      source: 'agent',
      status: 'running',
      stepId: 'name',
      seq: 4,
      done: [],
      startedAt: now - 60_000,
      endedAt: null,
      conversationId,
    },
    name: 'First project',
    stepTitle: 'Name your project',
    place: 2,
    of: 4,
    items: [],
  },
  {
    run: {
      runId: 'run-2',
      flowId: checklistId,
      version: 2,
      kind: 'checklist',
      source: 'rule',
      status: 'running',
      stepId: null,
      seq: 2,
      done: ['profile'],
      startedAt: now - 3 * day,
      endedAt: null,
      conversationId: null,
    },
    name: 'Get started',
    stepTitle: null,
    place: null,
    of: 3,
    items: [
      { id: 'profile', title: 'Complete your profile', done: true },
      { id: 'project', title: 'Create your first project', done: false },
      { id: 'invite', title: 'Invite a colleague', done: false },
    ],
  },
  {
    run: {
      runId: 'run-3',
      flowId: hintId,
      version: 1,
      kind: 'tour',
      source: 'rule',
      status: 'completed',
      stepId: 'last',
      seq: 9,
      done: [],
      startedAt: now - 9 * day,
      endedAt: now - 9 * day + 100_000,
      conversationId: null,
    },
    name: 'Around the dashboard',
    stepTitle: 'The end',
    place: 5,
    of: 5,
    items: [],
  },
]
