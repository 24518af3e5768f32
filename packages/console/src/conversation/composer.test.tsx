import { failure } from '@docent/protocol'
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact'
import { afterEach, describe, expect, it } from 'vitest'
import { button, conversation, openDesk, writes } from '../testing/open-desk.tsx'

afterEach(cleanup)

const log = (): HTMLElement => screen.getByRole('log', { name: 'Conversation' })
const replyField = (): HTMLTextAreaElement => screen.getByRole('textbox', { name: 'Reply' })

describe('writing', () => {
  it('[OUT1] sends a reply and keeps nothing in the field', async () => {
    const { client } = openDesk({ hash: `#/mine/${conversation(4)}` })
    writes('On my way')
    fireEvent.click(button('Send reply'))
    await waitFor(() => expect(within(log()).getByText('On my way')).toBeTruthy())
    expect(replyField().value).toBe('')
    expect(await client.drafts.read(conversation(4))).toBe('')
    expect(await within(log()).findByText('Sent')).toBeTruthy()
  })

  it('[OUT1] keeps the draft of a reply until the outbox has it', async () => {
    const { client } = openDesk({ hash: `#/mine/${conversation(4)}` })
    const give = client.controls.holdNextMessage()
    writes('On my way')
    fireEvent.click(button('Send reply'))
    await waitFor(() => expect(replyField().value).toBe(''))
    expect(await client.drafts.read(conversation(4))).toBe('On my way')
    give('taken')
    await waitFor(() => expect(within(log()).getByText('On my way')).toBeTruthy())
    await waitFor(async () => expect(await client.drafts.read(conversation(4))).toBe(''))
  })

  it('[OUT1] gives a reply back that has found no place, and says so', async () => {
    const { client } = openDesk({ hash: `#/mine/${conversation(4)}` })
    const give = client.controls.holdNextMessage()
    writes('On my way')
    fireEvent.click(button('Send reply'))
    writes('And another')
    give('full')
    expect(await screen.findByText(/They are back in the field/)).toBeTruthy()
    expect(replyField().value).toBe('On my way\nAnd another')
  })

  it('[MSG2] adds a note that is told from a reply', async () => {
    openDesk({ hash: `#/mine/${conversation(4)}` })
    writes('Careful with this one')
    fireEvent.click(button('Add note'))
    const note = await screen.findByRole('article', { name: 'Note by Ada Lovelace' })
    expect(within(note).getByText('Careful with this one')).toBeTruthy()
  })

  it('[OUT2] keeps a refused reply, and tries it again', async () => {
    const { client } = openDesk({ hash: `#/mine/${conversation(4)}` })
    client.controls.failNextMessage(failure('too_large', ''))
    writes('Too long')
    fireEvent.click(button('Send reply'))
    expect(await screen.findByText('Not sent.')).toBeTruthy()
    fireEvent.click(button('Try again'))
    expect(await within(log()).findByText('Sent')).toBeTruthy()
  })

  it('[OUT2] says that a reply waits while there is no connection', async () => {
    const { client, world } = openDesk({ hash: `#/mine/${conversation(4)}` })
    client.controls.setStatus({ state: 'waiting', retryAt: world.clock.now() + 4_000 })
    expect(await screen.findByText("Couldn't reach the server. Trying again in 4 s.")).toBeTruthy()
    writes('Later')
    fireEvent.click(button('Send reply'))
    expect(await within(log()).findByText('Waiting to be sent')).toBeTruthy()
    client.controls.setStatus({ state: 'open' })
    expect(await within(log()).findByText('Sent')).toBeTruthy()
  })

  it('keeps a draft for each conversation, reply and note apart', async () => {
    const { desk } = openDesk({ hash: `#/all/${conversation(4)}` })
    writes('Half a thought')
    desk.go({ conversationId: conversation(2) })
    await waitFor(() => expect(replyField().value).toBe(''))
    desk.go({ conversationId: conversation(4) })
    await waitFor(() => expect(replyField().value).toBe('Half a thought'))
  })
})
