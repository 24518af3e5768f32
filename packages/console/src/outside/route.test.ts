import { describe, expect, it } from 'vitest'
import { hrefOf, parseRoute } from './route.ts'

describe('the address', () => {
  it('leads back to the same conversation', () => {
    const route = { room: 'inbox', view: 'team:t-1', conversationId: 'c-1' } as const
    expect(parseRoute(hrefOf(route))).toEqual(route)
    expect(parseRoute('#/settings')).toEqual({ room: 'settings' })
  })

  it('leads back to the same part of a flow', () => {
    for (const place of [
      { kind: 'list' },
      { kind: 'broken' },
      { kind: 'flow', flowId: 'f-1', tab: 'figures' },
    ] as const)
      expect(parseRoute(hrefOf({ room: 'onboarding', place }))).toEqual({ room: 'onboarding', place })
    expect(parseRoute('#/onboarding/f-1/nonsense')).toMatchObject({
      place: { flowId: 'f-1', tab: 'content' },
    })
  })

  it('leads to the first view where it makes no sense', () => {
    expect(parseRoute('#/nowhere/<script>')).toEqual({ room: 'inbox', view: 'mine', conversationId: null })
    expect(parseRoute('')).toEqual({ room: 'inbox', view: 'mine', conversationId: null })
  })
})
