/** A believable site's flows: one of each kind, in each state, with figures and a step that lost its element. */
import type {
  BrokenStep,
  FlowDetail,
  FlowDraft,
  FlowFigures,
  FlowRow,
  PageLabel,
  VisitorRun,
} from '@docent/protocol'
import { startingDraft } from '../onboarding/list/starting-content.ts'
import { seeded } from './seeded-conversations.ts'

const day = 86_400_000
const both = (en: string, de: string) => ({ en, de })

export const tourId = '11111111-1111-4111-8111-111111111111'
export const checklistId = '22222222-2222-4222-8222-222222222222'
export const hintId = '33333333-3333-4333-8333-333333333333'
export const bannerId = '44444444-4444-4444-8444-444444444444'
export const draftTourId = '55555555-5555-4555-8555-555555555555'
export const surveyId = '66666666-6666-4666-8666-666666666666'

const tourDraft: FlowDraft = {
  audience: {
    all: [
      { fact: 'signedIn', op: 'is', value: true },
      {
        any: [
          { fact: 'attributes.plan', op: 'is', value: 'Pro' },
          { fact: 'visits', op: 'at_most', value: 3 },
        ],
      },
    ],
  },
  rule: {
    all: [
      { fact: 'path', op: 'matches', value: '/projects*' },
      { fact: 'secondsOnPage', op: 'at_least', value: 3 },
    ],
  },
  frequency: { kind: 'once' },
  priority: 60,
  schedule: { from: null, until: null },
  defaultLocale: 'en',
  content: {
    kind: 'tour',
    title: both('Your first project', 'Dein erstes Projekt'),
    steps: [
      {
        id: 'welcome',
        kind: 'modal',
        title: both('Welcome to Northwind', 'Willkommen bei Northwind'),
        body: both(
          'In **one minute** you have a project, and know where everything is.',
          'In **einer Minute** hast du ein Projekt und weißt, wo alles ist.',
        ),
        button: both('Show me', 'Zeig es mir'),
        advance: [],
      },
      {
        id: 'name',
        kind: 'anchored',
        title: both('Name your project', 'Gib ihm einen Namen'),
        body: both('Anything will do, and you can *rename* it later.', ''),
        target: {
          locators: [
            { by: 'docent', id: 'project-name' },
            { by: 'role', role: 'textbox', name: 'Project name' },
          ],
        },
        placement: 'right',
        path: '/projects/new',
        advance: [{ on: 'input' }],
        missing: { afterMs: 8_000, act: 'ask' },
      },
      {
        id: 'team',
        kind: 'anchored',
        title: both('Bring your team', 'Hol dein Team dazu'),
        body: both(
          'Guests see only what you share:\n\n- boards\n- files\n- the calendar',
          'Gäste sehen nur, was du teilst.',
        ),
        target: { locators: [{ by: 'css', selector: '#invite' }] },
        choices: [
          { id: 'now', label: both('Invite now', 'Jetzt einladen'), to: 'done' },
          { id: 'later', label: both('Later', ''), to: 'end' },
        ],
        advance: [{ on: 'click' }],
        when: { fact: 'attributes.seats', op: 'at_least', value: 2 },
      },
      {
        id: 'done',
        kind: 'modal',
        title: both('You are set up', 'Fertig'),
        body: both('The checklist in the messenger shows what comes next.', ''),
        advance: [],
      },
    ],
    celebrate: true,
  },
}

const hintDraft: FlowDraft = {
  ...startingDraft('hint', () => 'x'),
  content: {
    kind: 'hint',
    hints: [
      {
        id: 'export',
        target: { locators: [{ by: 'docent', id: 'export' }] },
        title: { en: 'Export runs in the background' },
        body: { en: 'Close the page if you like; we send you a mail when it is ready.' },
      },
    ],
  },
}

let made = 0
const nextId = (): string => {
  made += 1
  return `item-${made}`
}

interface Seed {
  readonly id: string
  readonly name: string
  readonly draft: FlowDraft
  readonly live: number | null
  readonly last: number | null
  readonly changed: boolean
  readonly started: number
  readonly completed: number
  readonly broken: number
}

const seeds: readonly Seed[] = [
  {
    id: tourId,
    name: 'First project',
    draft: tourDraft,
    live: 3,
    last: 3,
    changed: true,
    started: 1_284,
    completed: 846,
    broken: 1,
  },
  {
    id: checklistId,
    name: 'Get started',
    draft: startingDraft('checklist', nextId),
    live: 2,
    last: 2,
    changed: false,
    started: 940,
    completed: 312,
    broken: 0,
  },
  {
    id: hintId,
    name: 'Export and sharing',
    draft: hintDraft,
    live: 1,
    last: 1,
    changed: false,
    started: 388,
    completed: 201,
    broken: 0,
  },
  {
    id: bannerId,
    name: 'Move to the new region',
    draft: startingDraft('banner', nextId),
    live: null,
    last: 4,
    changed: false,
    started: 3_120,
    completed: 0,
    broken: 0,
  },
  {
    id: draftTourId,
    name: 'Reports in five minutes, for those who come from the old dashboard and look for it everywhere',
    draft: startingDraft('tour', nextId),
    live: null,
    last: null,
    changed: false,
    started: 0,
    completed: 0,
    broken: 0,
  },
  {
    id: surveyId,
    name: 'After the first week',
    draft: startingDraft('survey', nextId),
    live: 1,
    last: 1,
    changed: false,
    started: 77,
    completed: 41,
    broken: 0,
  },
]

export const seededRows = (now: number): readonly FlowRow[] =>
  seeds.map((seed, index) => ({
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
  const seed = seeds.find((one) => one.id === id)
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
      missing: index === 1 ? Math.round(begun * 0.03) : 0,
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
    looked: 'docent:project-name role:textbox',
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
