import { cleanup, fireEvent, screen } from '@testing-library/preact'
import { afterEach, describe, expect, it } from 'vitest'
import { button, openDesk } from '../testing/open-desk.tsx'

afterEach(cleanup)

const line = /^copy <script async src="https:\/\/relay\.example\/embed\.js" data-site="[^"]+"><\/script>$/

describe('the line for a site’s pages', () => {
  it('names the relay and the site, and is copied whole', async () => {
    const { world } = openDesk({ hash: '#/settings', role: 'agent' })
    fireEvent.click(button('Copy the line'))
    expect(await screen.findByText('Copied. Paste it into your pages.')).toBeTruthy()
    expect(world.noticed).toContainEqual(expect.stringMatching(line))
  })

  it('is there to be selected where the browser does not permit copying', async () => {
    const { world } = openDesk({ hash: '#/settings', role: 'agent' })
    world.mayCopy.value = false
    fireEvent.click(button('Copy the line'))
    expect(await screen.findByText(/Select the line and copy it yourself/)).toBeTruthy()
    expect(screen.getByText(/data-site=/)).toBeTruthy()
  })
})
