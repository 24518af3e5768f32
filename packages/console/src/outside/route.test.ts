import { describe, expect, it } from 'vitest'
import { hrefOf, parseRoute } from './route.ts'

describe('the address', () => {
  it('leads back to the same conversation', () => {
    const route = { room: 'inbox', view: 'team:t-1', conversationId: 'c-1' } as const
    expect(parseRoute(hrefOf(route))).toEqual(route)
    expect(parseRoute('#/settings')).toEqual({ room: 'settings' })
  })

  it('leads to the first view where it makes no sense', () => {
    expect(parseRoute('#/nowhere/<script>')).toEqual({ room: 'inbox', view: 'mine', conversationId: null })
    expect(parseRoute('')).toEqual({ room: 'inbox', view: 'mine', conversationId: null })
  })
})
