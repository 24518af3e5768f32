/**
 * What a new agent is shown at the desk: a checklist of the first day, and a tour of what is where. Written as any site
 * would write it; a change here is published as the next version by the next start.
 */
import type { FileFlow } from '../flows/flow-files.ts'

const tourId = '0192f000-0000-7000-8000-00000000d001'
const checklistId = '0192f000-0000-7000-8000-00000000d002'

const everybody = { all: [] } as const
const always = { from: null, until: null } as const

/** The single pane of a narrow window has no room for what the tour shows. */
const wideEnough = { fact: 'device', op: 'is', value: 'desktop' } as const

export const deskFlows: readonly FileFlow[] = [
  {
    id: tourId,
    name: 'A tour of the desk',
    draft: {
      audience: everybody,
      rule: null,
      frequency: { kind: 'once' },
      priority: 50,
      schedule: always,
      defaultLocale: 'en',
      content: {
        kind: 'tour',
        title: { en: 'A tour of the desk' },
        // Nobody reads what would be written to this site.
        offersHelp: false,
        steps: [
          {
            id: 'welcome',
            kind: 'modal',
            title: { en: 'This is your desk' },
            body: {
              en: 'Everything that visitors write arrives here. A minute, and you know what is where.',
            },
            advance: [],
            button: { en: 'Show me' },
          },
          {
            id: 'accepting',
            kind: 'anchored',
            title: { en: 'You say when you are there' },
            body: {
              en: 'While this is on, new conversations are offered to you, one at a time, never more than you can hold. Turn it off before lunch.',
            },
            target: { locators: [{ by: 'role', role: 'switch', name: 'Accepting conversations' }] },
            advance: [],
            missing: { afterMs: 3_000, act: 'skip' },
          },
          {
            id: 'list',
            kind: 'anchored',
            title: { en: 'Who is waiting' },
            body: {
              en: 'The clock on a row warms up with the waiting. Walk through the list with the arrow keys, open with **Enter**.',
            },
            // Not the list in it: on the first day there may be nobody to list.
            target: { locators: [{ by: 'docent', id: 'conversations' }] },
            placement: 'right',
            advance: [],
            interaction: 'none',
            missing: { afterMs: 3_000, act: 'skip' },
          },
          {
            id: 'palette',
            kind: 'modal',
            title: { en: 'One key for everything' },
            body: {
              en: '**Ctrl K**, or **⌘ K**, opens the palette: it finds conversations and does what you say. **?** shows all shortcuts.',
            },
            advance: [],
          },
        ],
      },
    },
  },
  {
    id: checklistId,
    name: 'First day at the desk',
    draft: {
      audience: wideEnough,
      rule: everybody,
      frequency: { kind: 'once' },
      priority: 40,
      schedule: always,
      defaultLocale: 'en',
      content: {
        kind: 'checklist',
        title: { en: 'Your first day' },
        body: { en: 'Four things, and the desk is yours.' },
        order: 'any',
        launcher: true,
        celebrate: true,
        items: [
          {
            id: 'tour',
            title: { en: 'Look around' },
            body: { en: 'A tour of four steps.' },
            action: { label: { en: 'Start the tour' }, does: { kind: 'tour', flowId: tourId } },
            completeWhen: [{ by: 'tour', flowId: tourId }],
          },
          {
            id: 'accept',
            title: { en: 'Say that you are there' },
            body: { en: 'Turn on "Accepting conversations".' },
            completeWhen: [{ by: 'rule', rule: { fact: 'events.desk.accepting', op: 'at_least', value: 1 } }],
          },
          {
            id: 'answer',
            title: { en: 'Answer somebody' },
            body: { en: 'Replying takes a conversation that nobody has.' },
            completeWhen: [{ by: 'rule', rule: { fact: 'events.desk.replied', op: 'at_least', value: 1 } }],
          },
          {
            id: 'note',
            title: { en: 'Leave a note for your colleagues' },
            body: { en: 'Amber paper: visitors never see it.' },
            completeWhen: [{ by: 'rule', rule: { fact: 'events.desk.noted', op: 'at_least', value: 1 } }],
          },
        ],
      },
    },
  },
]
