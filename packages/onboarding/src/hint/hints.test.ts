import { waitFor, within } from '@testing-library/preact'
import { describe, expect, it, vi } from 'vitest'
import { element } from '../testing/page.ts'
import { flows, open, stage, useRoom } from '../testing/room.ts'
import { flow, hints, marked } from '../testing/some-flows.ts'

useRoom()

describe('a hint', () => {
  it('[FLO17] that was read and closed never comes back', async () => {
    const one = flow('hints', hints())
    open([one])
    flows.due.value = [one]
    const dot = await stage().findByRole('button', { name: 'Hint: Search' })
    dot.click()
    const card = await stage().findByRole('dialog', { name: 'Search' })
    within(card).getByText('Finds everything.')
    within(card).getByRole('button', { name: 'Got it' }).click()
    await waitFor(() => expect(stage().queryByRole('button', { name: 'Hint: Search' })).toBeNull())
    expect(flows.run('hints')).toMatchObject({ status: 'completed', done: ['search'] })
    expect(flows.said.filter(({ kind }) => kind === 'seen')).toHaveLength(1)
  })

  it('[FLO17] stands only on its page and while its target is there', async () => {
    const one = flow(
      'hints',
      hints({ hints: [{ id: 'x', target: marked('search'), title: 'Here', body: [], path: '/board' }] }),
    )
    open([one], [one])
    window.history.pushState(null, '', '/board')
    flows.setFacts({ path: '/board' })
    await stage().findByRole('button', { name: 'Hint: Here' })
    element('input').remove()
    await waitFor(() => expect(stage().queryByRole('button', { name: 'Hint: Here' })).toBeNull())
  })

  it('closes with Esc, and the focus goes back to its dot', async () => {
    const one = flow('hints', hints())
    open([one], [one])
    const dot = await stage().findByRole('button', { name: 'Hint: Search' })
    dot.click()
    const card = await stage().findByRole('dialog', { name: 'Search' })
    const focused = vi.fn()
    dot.addEventListener('focus', focused)
    card.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))
    await waitFor(() => expect(stage().queryByRole('dialog')).toBeNull())
    expect(focused).toHaveBeenCalledOnce()
  })
})
