import type { AgentClient } from '@docent/client/agent/types'
import { signal } from '@preact/signals'
import { describe, expect, it } from 'vitest'
import type { SessionState } from '../session/session.ts'
import { createGreeting } from './greeting.ts'

const signedIn: SessionState = {
  kind: 'signed_in',
  access: {
    agent: { id: 'a', name: 'Ada', email: 'ada@example.org' },
    sites: [{ key: 'shop', name: 'Shop', role: 'agent' }],
  },
}
const out: SessionState = { kind: 'signed_out', because: 'ended' }

interface Boot {
  readonly site: string
  readonly launcher: string
  readonly token: () => Promise<string>
}

/** A relay that gives a fresh proof each time, and a widget that writes down what it is told. */
function scene(answers = true) {
  const session = signal<SessionState>({ kind: 'checking' })
  const said: [string, ...unknown[]][] = []
  let proofs = 0
  const greeting = createGreeting({
    say: (...words) => said.push(words as [string]),
    session,
    address: 'https://relay.test/api/v1/desk/token',
    fetch: async () =>
      answers
        ? Response.json({ data: { site: 'desk', token: `proof ${++proofs}` } })
        : Response.json({ error: { code: 'not_found', message: '' } }, { status: 404 }),
  })
  const settle = () => new Promise((next) => setTimeout(next))
  const client = {
    conversations: { send: async () => {}, addNote: async () => {} },
    availability: { setAccepting: async () => ({ ok: true, data: { accepting: true } }) },
  } as unknown as AgentClient
  return { session, said, greeting, settle, client: greeting.watch(client) }
}

describe('our own widget at the desk', () => {
  it('[FLO19] knows who sits there once somebody signed in, with a fresh proof for each connection', async () => {
    const { session, said, settle } = scene()
    await settle()
    expect(said).toEqual([])
    session.value = signedIn
    await settle()
    expect(said.map(([command]) => command)).toEqual(['boot'])
    const boot = said[0]?.[1] as Boot
    expect(boot).toMatchObject({ site: 'desk', launcher: 'hidden', name: 'Ada' })
    expect(await boot.token()).toBe('proof 1')
    expect(await boot.token()).toBe('proof 2')
  })

  it('[FLO19] forgets the agent who signed out', async () => {
    const { session, said, settle } = scene()
    session.value = signedIn
    await settle()
    session.value = out
    expect(said.at(-1)).toEqual(['shutdown'])
  })

  it('[FLO19] counts the first time of each thing, and changes nothing of it', async () => {
    const { session, said, settle, client } = scene()
    session.value = signedIn
    await settle()
    await client.conversations.send('c', [])
    await client.conversations.send('c', [])
    await client.conversations.addNote('c', [])
    await client.availability.setAccepting(false)
    expect(await client.availability.setAccepting(true)).toMatchObject({ ok: true })
    expect(said.slice(1)).toEqual([
      ['track', 'desk.replied'],
      ['track', 'desk.noted'],
      ['track', 'desk.accepting'],
    ])
  })

  it('stays silent on a relay that greets nobody', async () => {
    const { session, said, settle } = scene(false)
    session.value = signedIn
    await settle()
    expect(said).toEqual([])
  })
})
