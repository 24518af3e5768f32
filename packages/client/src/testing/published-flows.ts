/** Small published flows for the engine's tests: only what a test speaks of is said. */
import type { ChecklistItem, FlowContent, PublishedFlow, Step } from '@docent/protocol'
import type { Facts } from '@docent/protocol/rule'
import { noPage } from '../visitor/no-page.ts'

export const flowId = (number: number) => `f0000000-0000-7000-8000-${String(number).padStart(12, '0')}`

/** The flow that a test speaks of, unless it says another. */
export const first = flowId(1)

const always = { all: [] } as const

export function flow(content: FlowContent, more: Partial<PublishedFlow> = {}): PublishedFlow {
  return {
    id: first,
    version: 1,
    locale: 'en',
    audience: always,
    rule: always,
    frequency: { kind: 'once' },
    priority: 0,
    schedule: { from: null, until: null },
    content,
    ...more,
  }
}

const step = (id: string): Step => ({ id, title: id, body: [], kind: 'modal', advance: [] })

export const tour = (more: Partial<PublishedFlow> = {}, steps: readonly string[] = ['one', 'two', 'three']) =>
  flow({ kind: 'tour', title: 'A tour', steps: steps.map(step) }, more)

export const item = (id: string, more: Partial<ChecklistItem> = {}): ChecklistItem => ({
  id,
  title: id,
  body: [],
  completeWhen: [],
  ...more,
})

export const checklist = (
  items: readonly ChecklistItem[],
  more: Partial<PublishedFlow> = {},
  order: 'any' | 'listed' = 'any',
) => flow({ kind: 'checklist', title: 'First steps', body: [], order, launcher: true, items }, more)

export const banner = (more: Partial<PublishedFlow> = {}) =>
  flow({ kind: 'banner', place: 'top', body: [], dismissible: true }, more)

export const facts = (more: Partial<Facts> = {}): Facts => ({ ...noPage, ...more })
