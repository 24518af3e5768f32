/** Flows for tests, each whole, and each part of them replaceable. */
import type {
  BannerContent,
  ChecklistContent,
  FlowContent,
  HintContent,
  PublishedFlow,
  Step,
  Target,
  TourContent,
} from '@docent/protocol'
import type { Node } from '@docent/protocol/text'

export const words = (text: string): readonly Node[] => [
  { type: 'paragraph', children: [{ type: 'text', text }] },
]

/** The element with this `data-docent`. */
export const marked = (id: string): Target => ({ locators: [{ by: 'docent', id }] })

export const step = (id: string, more: Partial<Step> = {}): Step => ({
  id,
  title: `Step ${id}`,
  body: words(`About ${id}.`),
  kind: more.target ? 'anchored' : 'modal',
  advance: [],
  ...more,
})

export const flow = (id: string, content: FlowContent, more: Partial<PublishedFlow> = {}): PublishedFlow => ({
  id,
  version: 1,
  locale: 'en',
  audience: { all: [] },
  rule: { all: [] },
  frequency: { kind: 'once' },
  priority: 50,
  schedule: { from: null, until: null },
  content,
  ...more,
})

export const tour = (steps: readonly Step[], more: Partial<TourContent> = {}): TourContent => ({
  kind: 'tour',
  title: 'First steps',
  steps,
  ...more,
})

export const checklist = (more: Partial<ChecklistContent> = {}): ChecklistContent => ({
  kind: 'checklist',
  title: 'Getting started',
  body: words('Two things.'),
  order: 'any',
  launcher: true,
  items: [
    { id: 'name', title: 'Name your shop', body: words('Any name.'), completeWhen: [{ by: 'visitor' }] },
    {
      id: 'colour',
      title: 'Choose a colour',
      body: words('Any colour.'),
      action: { label: 'Open settings', does: { kind: 'address', address: '/settings' } },
      completeWhen: [{ by: 'click', target: marked('colour') }],
    },
  ],
  ...more,
})

export const hints = (more: Partial<HintContent> = {}): HintContent => ({
  kind: 'hint',
  hints: [{ id: 'search', target: marked('search'), title: 'Search', body: words('Finds everything.') }],
  ...more,
})

export const banner = (more: Partial<BannerContent> = {}): BannerContent => ({
  kind: 'banner',
  place: 'top',
  body: words('Your trial ends soon.'),
  dismissible: true,
  ...more,
})
