import { afterEach, describe, expect, it } from 'vitest'
import { takeFragment } from './fragment.ts'

afterEach(() => history.replaceState(null, '', '/'))

describe('what a link says in its fragment', () => {
  it('is read once and taken out of the address, which keeps the rest and the state of its router', () => {
    history.replaceState({ page: 3 }, '', '/start?from=mail#docent-tour=0197b1c2-5d3e')
    expect(takeFragment(window, 'docent-tour')).toBe('0197b1c2-5d3e')
    expect(location.pathname + location.search + location.hash).toBe('/start?from=mail')
    expect(history.state).toEqual({ page: 3 })
    expect(takeFragment(window, 'docent-tour')).toBeNull()
  })

  it('leaves alone what is none of ours', () => {
    for (const hash of [
      '#top',
      '#docent-tour',
      '#docent-tour=',
      '#docent-tour=a b',
      '#/route/docent-tour=x',
    ]) {
      history.replaceState(null, '', `/start${hash}`)
      const before = location.href
      expect(takeFragment(window, 'docent-tour')).toBeNull()
      expect(location.href).toBe(before)
    }
  })
})
