/** What a new flow begins with: words that could stand as they are, so that nobody starts from an empty page. */
import type { Authored, FlowContent, FlowDraft, FlowKind, Texts } from '@docent/protocol/flow'

/** Kinds that can be made here, in the order in which they are offered. */
export const madeKinds = [
  'tour',
  'checklist',
  'hint',
  'banner',
  'survey',
] as const satisfies readonly FlowKind[]

const en = (text: string): Texts => ({ en: text })

/** @param makeId makes ids of steps and items; they stay the same over versions */
export function startingDraft(kind: FlowKind, makeId: () => string): FlowDraft {
  return {
    audience: { all: [] },
    rule: kind === 'tour' || kind === 'survey' ? null : { all: [] },
    frequency: kind === 'tour' || kind === 'survey' ? { kind: 'once' } : { kind: 'until_finished' },
    priority: 50,
    schedule: { from: null, until: null },
    defaultLocale: 'en',
    content: startingContent(kind, makeId),
  }
}

function startingContent(kind: FlowKind, makeId: () => string): FlowContent<Authored> {
  switch (kind) {
    case 'tour':
      return {
        kind: 'tour',
        title: en('Find your way around'),
        steps: [
          {
            id: makeId(),
            kind: 'modal',
            title: en('Welcome aboard'),
            body: en('In **one minute** we show you the three places that you will use every day.'),
            button: en('Show me'),
            advance: [],
          },
          {
            id: makeId(),
            kind: 'modal',
            title: en('That is all'),
            body: en('You can take this tour again at any time. Write to us if anything is unclear.'),
            button: en('Got it'),
            advance: [],
          },
        ],
      }
    case 'checklist':
      return {
        kind: 'checklist',
        title: en('Get started'),
        body: en('Three small steps, and you are set up.'),
        order: 'any',
        launcher: true,
        items: [
          {
            id: makeId(),
            title: en('Complete your profile'),
            body: en('Add your name and a picture, so that colleagues recognise you.'),
            action: { label: en('Open profile'), does: { kind: 'address', address: '/profile' } },
            completeWhen: [
              { by: 'rule', rule: { fact: 'events.profile.completed', op: 'at_least', value: 1 } },
            ],
          },
          {
            id: makeId(),
            title: en('Create your first project'),
            body: en('A project holds your work and the people you share it with.'),
            completeWhen: [
              { by: 'rule', rule: { fact: 'events.project.created', op: 'at_least', value: 1 } },
            ],
          },
          {
            id: makeId(),
            title: en('Invite a colleague'),
            body: en('Most things are easier for two.'),
            completeWhen: [{ by: 'visitor' }],
          },
        ],
      }
    case 'hint':
      return { kind: 'hint', hints: [] }
    case 'banner':
      return {
        kind: 'banner',
        place: 'top',
        body: en('We are moving to a faster home on **Sunday from 6 to 7 am**. Nothing is lost.'),
        action: { label: en('Read more'), does: { kind: 'address', address: '/status' } },
        dismissible: true,
      }
    case 'survey':
      return {
        kind: 'survey',
        title: en('One question'),
        questions: [
          { id: makeId(), kind: 'nps', title: en('How likely are you to recommend us to a colleague?') },
          { id: makeId(), kind: 'text', title: en('What is the main reason for your answer?') },
        ],
        thanks: en('Thank you. A person reads every answer.'),
      }
  }
}
