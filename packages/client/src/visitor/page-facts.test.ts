// @vitest-environment happy-dom
import { matches } from '@docent/protocol/rule'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createPageFacts, type PageFacts } from './page-facts.ts'

let facts: PageFacts
const open = () => createPageFacts({ window, site: 'demo' })

beforeEach(() => {
  vi.useFakeTimers({ now: 1_700_000_000_000 })
  localStorage.clear()
  history.replaceState(null, '', '/start?x=1')
  facts = open()
})
afterEach(() => {
  facts.close()
  vi.useRealTimers()
})

describe('what is known of a page', () => {
  it('[SET4] reads address, path and time', () => {
    vi.advanceTimersByTime(20_000)
    expect(facts.read()).toMatchObject({
      path: '/start',
      secondsOnPage: 20,
      secondsOnSite: 20,
      visits: 1,
      pageViews: 1,
    })
    expect(facts.read().address).toMatch(/\/start\?x=1$/)
  })

  it('[SET4] follows a router, and counts time on the route anew', () => {
    const navigations = vi.fn()
    facts.onNavigate(navigations)
    vi.advanceTimersByTime(5_000)
    history.pushState(null, '', '/pricing')
    vi.advanceTimersByTime(2_000)
    expect(facts.read()).toMatchObject({ path: '/pricing', secondsOnPage: 2, secondsOnSite: 7, pageViews: 2 })
    expect(navigations).toHaveBeenCalledOnce()
  })

  it('leaves the secrets of a fragment out, and keeps a router’s', () => {
    history.pushState(null, '', '/start#access_token=secret')
    vi.advanceTimersByTime(10)
    expect(facts.read().address).not.toContain('secret')
    history.pushState(null, '', '/start#/orders')
    vi.advanceTimersByTime(10)
    expect(facts.read().address).toMatch(/#\/orders$/)
  })

  it('[SET4] counts tracked events and knows attributes, for rules to ask', () => {
    facts.count('project.created')
    facts.count('project.created')
    facts.setAttributes({ plan: 'pro' })
    const rule = {
      all: [
        { fact: 'events.project.created', op: 'at_least', value: 2 },
        { fact: 'attributes.plan', op: 'is', value: 'pro' },
      ],
    } as const
    expect(matches(rule, facts.read())).toBe(true)
  })

  it('[SET4] sees the pointer leave through the top of the window', () => {
    document.dispatchEvent(new MouseEvent('mouseout', { clientY: 200 }))
    expect(facts.read().exitIntent).toBe(false)
    document.dispatchEvent(new MouseEvent('mouseout', { clientY: -1 }))
    expect(facts.read().exitIntent).toBe(true)
  })

  it('[SET4] says how long nothing was done', () => {
    vi.advanceTimersByTime(40_000)
    expect(facts.read().idleSeconds).toBe(40)
    window.dispatchEvent(new Event('pointerdown'))
    expect(facts.read().idleSeconds).toBe(0)
  })
})

describe('what is kept of a visit', () => {
  it('[EMB1] keeps nothing before it is told to remember', () => {
    history.pushState(null, '', '/pricing')
    vi.advanceTimersByTime(60_000)
    expect(localStorage.length).toBe(0)
  })

  it('[SET4] counts a page load within half an hour as the same visit, and a later one as another', () => {
    facts.remember()
    facts.close()
    vi.advanceTimersByTime(10 * 60_000)
    facts = open()
    facts.remember()
    expect(facts.read()).toMatchObject({ visits: 1, pageViews: 2, secondsOnSite: 600 })
    facts.close()
    vi.advanceTimersByTime(31 * 60_000)
    facts = open()
    facts.remember()
    expect(facts.read()).toMatchObject({ visits: 2, pageViews: 1 })
  })

  it('forgets it all', () => {
    facts.remember()
    facts.forget()
    expect(localStorage.length).toBe(0)
  })
})

describe('as a guest of the page', () => {
  it('puts the page’s own history functions back, and leaves those of others alone', () => {
    facts.close()
    const original = history.pushState
    facts = open()
    expect(history.pushState).not.toBe(original)
    facts.close()
    expect(history.pushState).toBe(original)
  })

  it('announces what happens at once one time, and nothing after it was closed', () => {
    const changed = vi.fn()
    facts.onChange(changed)
    vi.advanceTimersByTime(600)
    changed.mockClear()
    for (let at = 0; at < 50; at++) window.dispatchEvent(new Event('scroll'))
    vi.advanceTimersByTime(501)
    expect(changed.mock.calls.length).toBeLessThanOrEqual(2)
    facts.close()
    changed.mockClear()
    window.dispatchEvent(new Event('scroll'))
    vi.advanceTimersByTime(5_000)
    expect(changed).not.toHaveBeenCalled()
  })
})
