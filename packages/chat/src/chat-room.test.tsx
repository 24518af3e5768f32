import { signal } from '@preact/signals-core'
import { act, cleanup, configure, fireEvent, render, screen, waitFor } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type ChatRoom, createChatRoom } from './chat-room.tsx'
import type { Outside, Screen } from './room-context.ts'
import { ada, createFakeVisitorClient, type FakeVisitorClient } from './testing/fake-visitor-client.ts'

// A time-out is to end what hangs, not what is slow.
configure({ asyncUtilTimeout: 10_000 })

const noon = Date.parse('2026-06-10T12:00:00Z')
let client: FakeVisitorClient
let room: ChatRoom
let outside: {
  -readonly [Key in keyof Outside]: Outside[Key]
} & {
  visible: ReturnType<typeof signal<boolean>>
  online: ReturnType<typeof signal<boolean>>
  touch: ReturnType<typeof signal<boolean>>
}

function open(more: { screen?: Screen; mail?: boolean } = {}): void {
  room = createChatRoom({
    client,
    locale: 'en',
    formats: 'en-GB',
    mail: more.mail ?? false,
    outside: outside as unknown as Outside,
    adopt: () => {},
    onClose: () => {},
    screen: more.screen,
  })
  render(<room.Room />)
}
const field = () => screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Write a message' })
const write = async (text: string) => fireEvent.input(await field(), { target: { value: text } })
const press = async (key: string, more: object = {}) => fireEvent.keyDown(await field(), { key, ...more })
const log = () => screen.findByRole('log', { name: 'Conversation' })
const calls = (verb: string) => client.calls.filter(([name]) => name === verb)

beforeEach(() => {
  client = createFakeVisitorClient({ now: () => noon })
  outside = {
    now: () => noon,
    every: () => () => {},
    visible: signal(true),
    online: signal(true),
    touch: signal(false),
    reload: () => {},
  }
})
afterEach(() => {
  cleanup()
  room.close()
})

describe('the beginning', () => {
  it('greets, and starts a conversation with the first message and the page that it was written on', async () => {
    open()
    screen.getByText('Hello. How can we help?')
    await write('Hi there')
    await press('Enter')
    expect((await log()).textContent).toContain('Hi there')
    expect(calls('start')[0]?.[2]).toMatchObject({ kind: 'page', address: 'https://shop.example/pricing' })
  })

  it('[STA2] can be written while the relay was never reached', async () => {
    client.isReady.value = false
    client.status.value = { state: 'waiting', retryAt: noon + 4_000 }
    open()
    await write('Is anybody there?')
    await press('Enter')
    expect((await log()).textContent).toContain('Waiting to be sent')
  })

  it('gives the words back to the field where they could not be kept', async () => {
    client.conversations.start = () => Promise.reject(new Error('no storage'))
    open()
    await write('Precious words')
    await press('Enter')
    await screen.findByRole('alert')
    expect((await field()).value).toBe('Precious words')
  })

  it('fills the field with what the page gave, in place of the draft', async () => {
    client.drafts.write('new', 'an old draft')
    open({ screen: { kind: 'new', text: 'About the pro plan' } })
    expect((await field()).value).toBe('About the pro plan')
  })
})

describe('a conversation', () => {
  beforeEach(() => client.addConversation({ id: 'c', agent: ada }))

  it('says of the last own message where it stands', async () => {
    client.autoAcknowledge = false
    open()
    await write('One')
    await press('Enter')
    await screen.findByText('Sending')
    act(() => client.acknowledge('cmid-1'))
    await screen.findByText('Sent')
    act(() => client.change('c', { agentsReadSeq: 1 }))
    await screen.findByText('Read')
  })

  it('[OUT2] keeps what was refused, tries it again with the same id, or lets it go', async () => {
    client.autoAcknowledge = false
    open()
    await write('One')
    await press('Enter')
    act(() => client.setState('cmid-1', { kind: 'failed', code: 'forbidden', message: '' }))
    fireEvent.click(await screen.findByRole('button', { name: 'Not sent. Try again' }))
    expect(calls('retry')).toEqual([['retry', 'cmid-1']])
    act(() => client.setState('cmid-1', { kind: 'failed', code: 'too_large', message: '' }))
    fireEvent.click(await screen.findByRole('button', { name: 'Delete this message' }))
    await waitFor(() => expect(screen.queryByText('One')).toBeNull())
  })

  it('shows who is writing', async () => {
    open()
    act(() => client.change('c', { typing: [ada] }))
    await screen.findByText('Ada Lovelace is writing')
  })

  it('[MRK] reads only what a person can see', async () => {
    outside.visible.value = false
    client.agentSays('c', 'Hello')
    open()
    await log()
    expect(calls('markRead')).toEqual([])
    act(() => {
      outside.visible.value = true
    })
    await waitFor(() => expect(calls('markRead')).toEqual([['markRead', 'c', 1]]))
  })

  it('[EMB12] keeps a draft for each conversation', async () => {
    open()
    await write('Half a sent')
    expect(await client.drafts.read('c')).toBe('Half a sent')
    cleanup()
    open()
    await waitFor(async () => expect((await field()).value).toBe('Half a sent'))
  })

  it('tells the place in the queue and how long it may take', async () => {
    client.change('c', { agent: null, queue: { place: 3, estimateSeconds: 240 } })
    client.agentSays('c', 'x')
    open()
    await screen.findByText('You are number 3 in the queue.')
    screen.getByText('The wait is about 4 minutes.')
  })

  it('[RTE8] asks for an address when nobody is there, and promises mail only where there is mail', async () => {
    client.change('c', { agent: null })
    client.agentSays('c', 'x')
    client.teamAvailability.value = { state: 'away', nextOpenAt: Date.parse('2026-06-11T09:00:00') }
    open()
    const email = await screen.findByRole('textbox', { name: 'Your email address' })
    expect(screen.getByText(/We are back tomorrow at 09:00/)).toBeTruthy()
    expect(screen.getByText(/It stays with this conversation/)).toBeTruthy()
    fireEvent.input(email, { target: { value: 'grace' } })
    fireEvent.click(screen.getByRole('button', { name: 'Save' }))
    await screen.findByRole('alert')
    expect(calls('leaveContact')).toEqual([])
    fireEvent.input(email, { target: { value: 'grace@example.org' } })
    fireEvent.click(screen.getByRole('button', { name: 'Save' }))
    await screen.findByText(/Your address grace@example.org is kept/)
  })

  it('leads to the others and to a new one', async () => {
    client.addConversation({ id: 'd', status: 'resolved', agent: ada })
    open({ screen: { kind: 'conversation', id: 'c' } })
    fireEvent.click(await screen.findByRole('button', { name: 'All conversations' }))
    await screen.findAllByRole('listitem')
    fireEvent.click(screen.getByRole('button', { name: 'New conversation' }))
    await screen.findByText('Hello. How can we help?')
  })
})

describe('the field', () => {
  beforeEach(() => client.addConversation({ id: 'c' }))

  it('sends on Enter, but not while an input method composes', async () => {
    open()
    await write('にほん')
    await press('Enter', { isComposing: true })
    await press('Enter', { keyCode: 229 })
    await press('Enter', { shiftKey: true })
    expect(calls('send')).toEqual([])
    await press('Enter')
    expect(calls('send')).toHaveLength(1)
  })

  it('breaks the line on Enter where fingers write', async () => {
    outside.touch.value = true
    open()
    await write('Hi')
    await press('Enter')
    expect(calls('send')).toEqual([])
    fireEvent.click(screen.getByRole('button', { name: 'Send' }))
    expect(calls('send')).toHaveLength(1)
  })

  it('[INP3] says how much too long a text is, and does not send it', async () => {
    open()
    await write('x'.repeat(8_003))
    screen.getByText('3 characters over')
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Send' }).disabled).toBe(true)
  })

  it('[INP4] does not send white space alone', async () => {
    open()
    await write('  \n ')
    await press('Enter')
    expect(calls('send')).toEqual([])
  })
})

describe('the connection', () => {
  it('is missed in words, counted down, and tried at once when asked', async () => {
    open()
    act(() => {
      client.status.value = { state: 'waiting', retryAt: noon + 4_000 }
    })
    await screen.findByText('Couldn’t reach the server. Trying again in 4 s.')
    fireEvent.click(screen.getByRole('button', { name: 'Try now' }))
    expect(calls('retryNow')).toHaveLength(1)
    act(() => {
      client.status.value = { state: 'open' }
    })
    await waitFor(() => expect(screen.queryByText(/Couldn’t reach/)).toBeNull())
  })

  it('says that what is written while offline is kept', async () => {
    open()
    act(() => {
      outside.online.value = false
    })
    expect(
      (await screen.findAllByText('You are offline. What you write is kept and sent later.')).length,
    ).toBe(2)
  })

  it('asks for a reload where the page is older than the relay serves', async () => {
    outside.reload = vi.fn()
    client.status.value = { state: 'refused', code: 'upgrade_required', message: '' }
    open()
    fireEvent.click(await screen.findByRole('button', { name: 'Reload' }))
    expect(outside.reload).toHaveBeenCalledOnce()
  })
})
