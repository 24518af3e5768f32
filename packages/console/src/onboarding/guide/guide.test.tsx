import { failure } from '@docent/protocol'
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact'
import { afterEach, describe, expect, it } from 'vitest'
import { checklistId, tourId } from '../../testing/flow-seeds.ts'
import { button, conversation, openDesk, press } from '../../testing/open-desk.tsx'

afterEach(cleanup)

const led = conversation(4)
const openConversation = () => openDesk({ hash: `#/mine/${led}` })

describe('leading a visitor', () => {
  it('[FLO11] sends a live tour that is found by name, by keyboard alone', async () => {
    const { client } = openConversation()
    press('s')
    const field = await screen.findByRole('combobox', { name: 'Find a tour' })
    expect(screen.queryByText(/Reports in five minutes/)).toBeNull()
    fireEvent.input(field, { target: { value: 'first' } })
    fireEvent.keyDown(field, { key: 'Enter' })
    await waitFor(() => expect(client.controls.calls).toContain(`tour ${led} ${tourId}`))
    expect(await screen.findByText('Sent. It starts when Ravi Iyer accepts it.')).toBeTruthy()
  })

  it('[FLO11] follows the step live', async () => {
    const { client } = openConversation()
    expect(screen.getByText('Ravi Iyer is on step 2 of 4: Name your project')).toBeTruthy()
    client.controls.flows.changeRun(led, 'run-1', { place: 3, stepTitle: 'Bring your team' })
    expect(await screen.findByText('Ravi Iyer is on step 3 of 4: Bring your team')).toBeTruthy()
  })

  it('[FLO12] points at what is chosen from the labels, and stops', async () => {
    const { client } = openConversation()
    fireEvent.click(button('Point at…'))
    const field = await screen.findByRole('combobox', { name: 'Find an element on the page' })
    fireEvent.input(field, { target: { value: 'create' } })
    fireEvent.keyDown(field, { key: 'Enter' })
    expect(await screen.findByText('Pointing at “Create project”')).toBeTruthy()
    fireEvent.click(button('Stop pointing'))
    await waitFor(() => expect(client.controls.calls).toContain(`point ${led} nothing`))
    expect(client.controls.calls).toContain(`point ${led} l2`)
  })

  it('[FLO12] says so when the page does not answer, and asks again', async () => {
    const { client } = openConversation()
    client.controls.refuseNext(failure('unavailable', ''))
    fireEvent.click(button('Point at…'))
    fireEvent.click(await screen.findByRole('button', { name: 'Try again' }))
    expect(await screen.findByRole('combobox', { name: 'Find an element on the page' })).toBeTruthy()
  })

  it('[FLO12] does not offer to point where the site permits nothing', async () => {
    const { client } = openConversation()
    const current = client.settings.current.peek()
    if (current) client.controls.colleagueSavesSettings({ ...current.settings, guide: 'off' })
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Point at…' })).toBeNull())
  })

  it('[FLO8] ticks an item after saying that it is kept in the log', async () => {
    const { client } = openConversation()
    const panel = await screen.findByRole('complementary', { name: 'Visitor' })
    fireEvent.click(await within(panel).findByRole('button', { name: 'Tick “Invite a colleague”' }))
    const dialog = screen.getByRole('dialog')
    expect(within(dialog).getByText(/kept in the audit log/)).toBeTruthy()
    fireEvent.click(within(dialog).getByRole('button', { name: 'Tick it' }))
    await waitFor(() => expect(client.controls.calls).toContain(`tick ${led} ${checklistId} invite`))
    expect(await within(panel).findByText('2 of 3 done')).toBeTruthy()
  })

  it('[FLO12] lets those who may change the settings say what may be pointed at', async () => {
    const { client } = openDesk({ hash: '#/settings' })
    fireEvent.click(screen.getByRole('radio', { name: /All labelled controls/ }))
    fireEvent.click(button('Save changes'))
    await waitFor(() => expect(client.settings.current.peek()?.settings.guide).toBe('labelled'))
  })
})
