/** What a believable site has written: flows of each kind, in each state, and how they did in a word. */
import type { FlowDraft } from '@docent/protocol'
import { startingDraft } from '../onboarding/list/starting-content.ts'

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

/** The ids of one draft's parts: `item-1`, `item-2`. */
const numbered = () => {
  let made = 0
  return (): string => `item-${++made}`
}

export interface FlowSeed {
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

export const flowSeeds: readonly FlowSeed[] = [
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
    draft: startingDraft('checklist', numbered()),
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
    draft: startingDraft('banner', numbered()),
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
    draft: startingDraft('tour', numbered()),
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
    draft: startingDraft('survey', numbered()),
    live: 1,
    last: 1,
    changed: false,
    started: 77,
    completed: 41,
    broken: 0,
  },
]
