import { waitFor } from '@testing-library/preact'
import { describe, expect, it } from 'vitest'
import { flows, navigated, open, opened, stage, statusOf, useRoom, wanted } from '../testing/room.ts'
import { banner, flow } from '../testing/some-flows.ts'

useRoom()

describe('a banner', () => {
  it('[FLO17] at the top moves the page down, and gives the room back to the last attribute', async () => {
    document.documentElement.style.setProperty('padding-top', '7px')
    const before = document.documentElement.getAttribute('style')
    open([flow('trial', banner())])
    flows.due.value = [...flows.flows.value]
    await stage().findByRole('region', { name: 'Announcement' })
    expect(document.documentElement.style.getPropertyValue('padding-top')).toBe('47px')
    stage().getByRole('button', { name: 'Close banner' }).click()
    await waitFor(() => expect(document.documentElement.getAttribute('style')).toBe(before))
    document.documentElement.removeAttribute('style')
    expect(statusOf('trial')).toBe('dismissed')
  })

  it('[FLO17] that was closed on another device goes here, too', async () => {
    const trial = flow('trial', banner({ place: 'floating' }))
    open([trial], [trial])
    await stage().findByRole('region', { name: 'Announcement' })
    flows.elsewhere('trial', { kind: 'dismissed' })
    await waitFor(() => expect(stage().queryByRole('region')).toBeNull())
  })

  it('stands only where its rule holds', async () => {
    const trial = flow('trial', banner(), { rule: { fact: 'path', op: 'is', value: '/' } })
    open([trial], [trial])
    await stage().findByRole('region', { name: 'Announcement' })
    window.history.pushState(null, '', '/other')
    for (const listener of navigated) listener()
    flows.setFacts({ path: '/other' })
    await waitFor(() => expect(stage().queryByRole('region')).toBeNull())
    expect(statusOf('trial')).toBe('running')
  })

  it('carries out its action', async () => {
    const does = { kind: 'message', text: 'About plans' } as const
    open([flow('trial', banner({ action: { label: 'Ask us', does } }))])
    flows.due.value = [...flows.flows.value]
    ;(await stage().findByRole('button', { name: 'Ask us' })).click()
    expect(wanted).toEqual([does])
    expect(statusOf('trial')).toBe('completed')
  })

  it.each([
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    'javascript:alert(1)',
    'data:text/html,x',
  ])('leads nowhere by an address that no relay would have taken: %j', async (address) => {
    const does = { kind: 'address', address } as const
    open([flow('trial', banner({ action: { label: 'Go', does } }))])
    flows.due.value = [...flows.flows.value]
    ;(await stage().findByRole('button', { name: 'Go' })).click()
    expect(statusOf('trial')).toBe('completed')
    expect(opened).toEqual([])
  })
})
