import { failure } from '@docent/protocol'
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact'
import { afterEach, describe, expect, it } from 'vitest'
import { button, conversation, openDesk, press, rowsShown } from '../testing/open-desk.tsx'
import { longName } from '../testing/seeded-conversations.ts'

afterEach(cleanup)

const log = (): HTMLElement => screen.getByRole('log', { name: 'Conversation' })

describe('the list', () => {
  it('draws only rows in sight, and says how many there are', () => {
    openDesk({ rows: 10_000 })
    expect(rowsShown().length).toBeLessThan(60)
    const items = within(screen.getByRole('list', { name: 'Conversations' })).getAllByRole('listitem')
    expect(Number(items[0]?.getAttribute('aria-setsize'))).toBeGreaterThan(4_000)
  })

  it('moves with the arrows and with j and k', () => {
    openDesk()
    press('ArrowDown')
    expect(document.activeElement).toBe(rowsShown()[0])
    press('j')
    expect(document.activeElement).toBe(rowsShown()[1])
    press('ArrowUp')
    expect(document.activeElement).toBe(rowsShown()[0])
  })

  it('narrows by what is typed, and says so when nothing is left', async () => {
    const { desk } = openDesk()
    fireEvent.input(screen.getByRole('textbox', { name: 'Filter by name or text' }), {
      target: { value: longName.slice(0, 12) },
    })
    await waitFor(() => expect(rowsShown()).toHaveLength(1))
    desk.views.query.value = 'nobody has this name'
    expect(await screen.findByText('Nothing matches')).toBeTruthy()
  })

  it('offers the next step where a view is empty', async () => {
    const { client } = openDesk({ rows: 0, hash: '#/mine' })
    expect(screen.getByText('Nothing waits for you')).toBeTruthy()
    await client.availability.setAccepting(false)
    fireEvent.click(await screen.findByRole('button', { name: 'Accept conversations' }))
    await waitFor(() => expect(client.availability.accepting.value).toBe(true))
  })
})

describe('a conversation', () => {
  it('opens from the address, and comes back after a reload', () => {
    openDesk({ hash: `#/all/${conversation(4)}` })
    expect(within(log()).getAllByText(/./).length).toBeGreaterThan(3)
  })

  it('reads a new message aloud', async () => {
    const { client } = openDesk({ hash: `#/all/${conversation(4)}` })
    client.controls.visitorWrites(conversation(4), 'Are you there?')
    expect(await screen.findByText('Ravi Iyer says: Are you there?')).toBeTruthy()
  })

  it('[MRK4] shows who is writing', async () => {
    const { client } = openDesk({ hash: `#/all/${conversation(4)}` })
    client.controls.visitorTypes(conversation(4), true)
    expect(await screen.findByText(/is writing/)).toBeTruthy()
  })

  it('[MRK2] marks as read only while the tab is seen', async () => {
    const { client, world } = openDesk({ hash: `#/all/${conversation(4)}` })
    const reads = () => client.controls.calls.filter((call) => call.startsWith('read ')).length
    world.visible.value = false
    const before = reads()
    client.controls.visitorWrites(conversation(4), 'Are you there?')
    await within(log()).findByText('Are you there?')
    expect(reads()).toBe(before)
    world.visible.value = true
    await waitFor(() => expect(reads()).toBe(before + 1))
  })

  it('[RTE3] says why, one click away', async () => {
    openDesk({ hash: `#/mine/${conversation(4)}` })
    fireEvent.click(screen.getAllByRole('button', { name: 'Why?' })[0] as HTMLElement)
    expect(await screen.findByText(/had the lightest load/)).toBeTruthy()
  })

  it('says kindly that it is not here', () => {
    openDesk({ hash: '#/all/c-99999' })
    expect(screen.getByText('This conversation is not here')).toBeTruthy()
  })
})

describe('handling', () => {
  it('[RTE5] takes, resolves and reopens', async () => {
    openDesk({ hash: `#/all/${conversation(3)}` })
    fireEvent.click(button('Take'))
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Take' })).toBeNull())
    fireEvent.click(button('Resolve'))
    fireEvent.click(await screen.findByRole('button', { name: 'Reopen' }))
    expect(await screen.findByRole('button', { name: 'Resolve' })).toBeTruthy()
  })

  it('[RTE2] says who was quicker', async () => {
    const { client } = openDesk({ hash: `#/all/${conversation(3)}` })
    client.controls.refuseNext(failure('stale', '', { owner: { id: 'l', name: 'Linus' }, gen: 2 }))
    fireEvent.click(button('Take'))
    expect(await screen.findByText('Linus has this conversation now.')).toBeTruthy()
  })

  it('transfers to an agent that is found by name', async () => {
    const { client } = openDesk({ hash: `#/mine/${conversation(4)}` })
    fireEvent.click(button('Transfer'))
    const field = await screen.findByRole('combobox', { name: 'Find an agent or a team' })
    fireEvent.input(field, { target: { value: 'grace' } })
    fireEvent.keyDown(field, { key: 'Enter' })
    await waitFor(() => expect(client.controls.calls).toContain(`transfer ${conversation(4)} agent-grace`))
  })

  it('[IDN4] goes back to the door when the session has ended', async () => {
    const { client, ended } = openDesk({ hash: `#/all/${conversation(3)}` })
    client.controls.refuseNext(failure('unauthenticated', ''))
    fireEvent.click(button('Take'))
    await waitFor(() => expect(ended).toEqual(['ended']))
  })
})

describe('the account menu', () => {
  it('[FLO19] brings the first day back to those who have put it away', async () => {
    const { firstDays } = openDesk()
    fireEvent.click(screen.getByTitle(/^Account of/))
    fireEvent.click(await screen.findByRole('button', { name: 'Your first day' }))
    expect(firstDays).toEqual(['opened'])
    expect(screen.queryByRole('button', { name: 'Your first day' })).toBeNull()
  })
})

describe('offers', () => {
  it('[RTE5] counts down, and opens what is accepted', async () => {
    const { client, world } = openDesk()
    client.controls.offer(conversation(3), 30_000)
    expect(await screen.findByText('30 seconds left')).toBeTruthy()
    world.advance(10_000)
    expect(await screen.findByText('20 seconds left')).toBeTruthy()
    fireEvent.click(button('Accept'))
    await waitFor(() => expect(world.hash()).toBe(`#/mine/${conversation(3)}`))
    expect(screen.queryByRole('button', { name: 'Accept' })).toBeNull()
  })

  it('[RTE5] goes when it was answered in another tab', async () => {
    const { client } = openDesk()
    const offer = client.controls.offer(conversation(3))
    await screen.findByRole('button', { name: 'Decline' })
    client.controls.endOffer(offer.offerId)
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Decline' })).toBeNull())
  })

  it('calls an agent who looks elsewhere', async () => {
    const { client, world, desk } = openDesk()
    world.preferences.notifications.value = true
    world.visible.value = false
    client.controls.offer(conversation(4))
    expect(world.noticed).toEqual(['tone: offer', 'notification: Ravi Iyer needs an answer'])
    world.advance(1_200)
    expect(desk.title.value).toBe('Ravi Iyer needs an answer')
    world.visible.value = true
    expect(desk.title.value).toMatch(/^\(\d+\) All open · Docent$/)
  })

  it('is silent where sound is switched off, and about what is on screen', () => {
    const { client, world } = openDesk({ hash: `#/mine/${conversation(4)}` })
    client.controls.visitorWrites(conversation(4), 'Here')
    expect(world.noticed).toEqual([])
    client.controls.visitorWrites(conversation(2), 'There')
    expect(world.noticed).toEqual(['tone: message'])
    world.preferences.sound.value = false
    client.controls.visitorWrites(conversation(2), 'Again')
    expect(world.noticed).toEqual(['tone: message'])
  })
})

describe('the desk', () => {
  it('[PRS1] switches whether conversations come', async () => {
    const { client } = openDesk()
    const accepting = screen.getByRole('switch', { name: 'Accepting conversations' })
    expect(accepting.getAttribute('aria-checked')).toBe('true')
    fireEvent.click(accepting)
    await waitFor(() => expect(accepting.getAttribute('aria-checked')).toBe('false'))
    expect(client.controls.calls).toContain('accepting false')
  })

  it('finds commands and conversations in the palette', async () => {
    const { desk } = openDesk()
    press('k', { ctrlKey: true })
    const field = await screen.findByRole('combobox', { name: 'Search conversations and commands' })
    fireEvent.input(field, { target: { value: 'resolved' } })
    fireEvent.keyDown(field, { key: 'Enter' })
    await waitFor(() => expect(desk.views.view.value).toBe('resolved'))
  })

  it('shows one pane at a time where there is little room', async () => {
    const { world, desk } = openDesk({ hash: `#/all/${conversation(4)}` })
    world.layout.value = 'narrow'
    await waitFor(() => expect(screen.queryByRole('list', { name: 'Conversations' })).toBeNull())
    fireEvent.click(button('Back to conversations'))
    await waitFor(() => expect(screen.getByRole('list', { name: 'Conversations' })).toBeTruthy())
    expect(desk.open.id.value).toBeNull()
  })

  it('shows who the visitor is, and asks again when that failed', async () => {
    const { client, desk } = openDesk({ hash: '#/all' })
    client.controls.refuseNext(failure('busy', '', { retryAfterMs: 100 }))
    desk.go({ conversationId: conversation(4) })
    expect(await screen.findByText("Couldn't load the visitor.")).toBeTruthy()
    fireEvent.click(button('Try again'))
    expect(await screen.findByText('Firefox 145')).toBeTruthy()
  })

  it('[SET1] lets only admins change the site', async () => {
    openDesk({ hash: '#/settings', role: 'agent' })
    expect(screen.getByText('Only admins and owners can change these.')).toBeTruthy()
    expect((screen.getByLabelText('Team name') as HTMLInputElement).disabled).toBe(true)
    expect(screen.queryByRole('button', { name: 'Save changes' })).toBeNull()
  })

  it('[SET1] asks what is to stand when two save at once', async () => {
    const { client } = openDesk({ hash: '#/settings' })
    fireEvent.input(screen.getByLabelText('Team name'), { target: { value: 'Mine' } })
    const current = client.settings.current.peek()
    if (current) client.controls.colleagueSavesSettings({ ...current.settings, teamName: 'Theirs' })
    fireEvent.click(await screen.findByRole('button', { name: 'Save mine' }))
    await waitFor(() => expect(client.settings.current.peek()?.settings.teamName).toBe('Mine'))
  })
})

describe('what is new', () => {
  it('stands below a line where a conversation was unread, and only there', async () => {
    const { desk } = openDesk({ hash: `#/all/${conversation(0)}` })
    expect(await within(log()).findByText('New')).toBeTruthy()
    desk.go({ conversationId: conversation(4) })
    await waitFor(() => expect(within(log()).queryByText('New')).toBeNull())
  })
})
