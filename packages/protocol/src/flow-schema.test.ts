import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { FlowDraftField } from './flow-schema.ts'
import type { Rule } from './rule.ts'

const draftWith = (step: object) => ({
  audience: { all: [] },
  rule: null,
  frequency: { kind: 'once' },
  priority: 50,
  schedule: { from: null, until: null },
  defaultLocale: 'en',
  content: {
    kind: 'tour',
    title: { en: 'Look around' },
    steps: [{ id: 'one', title: { en: 'One' }, body: {}, kind: 'modal', advance: [], ...step }],
  },
})
const fits = (step: object): boolean => v.is(FlowDraftField, draftWith(step))
const bannerTo = (address: string): object => ({
  ...draftWith({}),
  content: {
    kind: 'banner',
    place: 'top',
    body: { en: 'News' },
    dismissible: true,
    action: { label: { en: 'Go' }, does: { kind: 'address', address } },
  },
})

const own = ['/', '/team', '/team?tab=1#keys', '/%09/team', '/a b', '/.//team']
const elsewhere = [
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  '\t//evil.example',
]

describe('an address in a draft', () => {
  it.each(own)('[INP1] stays on the page’s own origin: %j', (path) => {
    expect(new URL(path, 'https://own.example/here').origin).toBe('https://own.example')
    expect(fits({ goTo: path })).toBe(true)
    expect(fits({ picture: { url: path, alt: {} } })).toBe(true)
    expect(v.is(FlowDraftField, bannerTo(path))).toBe(true)
  })

  it.each(elsewhere)('[INP1] is refused where a browser would leave by it: %j', (path) => {
    expect(new URL(path, 'https://own.example/here').origin).toBe('https://evil.example')
    expect(fits({ goTo: path })).toBe(false)
    expect(fits({ video: { url: path, alt: {} } })).toBe(false)
    expect(v.is(FlowDraftField, bannerTo(path))).toBe(false)
  })

  it.each([
    'javascript:alert(1)',
    'java\tscript:alert(1)',
    'data:text/html,x',
    'blob:x',
    'file:///x',
    'https:x',
  ])('[INP1] is no script and no document of its own: %j', (address) => {
    expect(v.is(FlowDraftField, bannerTo(address))).toBe(false)
    expect(fits({ goTo: address })).toBe(false)
    expect(fits({ picture: { url: address, alt: {} } })).toBe(false)
  })
})

it('[INP3] refuses a rule that is nested deeper than anybody writes, however deep', () => {
  const nested = (depth: number): Rule =>
    depth === 0 ? { fact: 'path', op: 'is', value: '/' } : { not: nested(depth - 1) }
  expect(fits({ when: nested(8) })).toBe(true)
  for (const depth of [20, 2_000]) expect(fits({ when: nested(depth) })).toBe(false)
})
