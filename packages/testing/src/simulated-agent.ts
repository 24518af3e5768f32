/** An agent who is a program: signs in over HTTP, then the real engine without a page, with a journal of its wire. */
import { createAgentClient } from '@docent/client/agent'
import type { AgentClient, DeskConversation } from '@docent/client/agent/types'
import { namespaces } from '@docent/protocol'
import type { ReadonlySignal } from '@preact/signals-core'
import type { JournalLine, Participant, Seen } from './journal.ts'
import { journaledSocketsOf } from './journaled-socket.ts'
import { type AgentSession, parts, signIn } from './raw-people.ts'

export interface SimulatedAgent extends Participant {
  readonly client: AgentClient
  readonly session: AgentSession
  /** Opens a conversation on the desk and follows it. */
  open(conversationId: string): void
  say(conversationId: string, text: string): Promise<void>
  conversation(id: string): DeskConversation | null
  /** Closes the console. Idempotent. */
  close(): void
}

export interface SimulatedAgentOptions {
  readonly url: string
  readonly email: string
  readonly site?: string
  /** The relay's own address where `url` is a bad link. */
  readonly signInAt?: string
  readonly headers?: Readonly<Record<string, string>>
}

export async function createSimulatedAgent(options: SimulatedAgentOptions): Promise<SimulatedAgent> {
  const { url, email, site = 'demo' } = options
  const session = await signIn(options.signInAt ?? url, email)
  const lines: JournalLine[] = []
  const desk = new Map<string, ReadonlySignal<DeskConversation>>()
  const client = createAgentClient({
    url,
    site,
    openSocket: journaledSocketsOf({
      url,
      namespace: namespaces.agent,
      site,
      headers: { cookie: session.cookie, ...options.headers },
      note: (line) => void lines.push(line),
    }),
  })
  client.connect()
  let open = true
  return {
    name: email,
    person: null,
    client,
    session,
    journal: () => lines,
    pending: () =>
      [...desk.values()].reduce(
        (sum, conversation) => sum + conversation.value.lines.filter(({ log }) => log === 'pending').length,
        0,
      ),
    views: () => new Map([...desk].map(([id, conversation]) => [id, publicLines(conversation.value)])),
    conversation: (id) => desk.get(id)?.value ?? null,
    open: (id) => void (desk.has(id) || desk.set(id, client.conversations.open(id))),
    say: (conversationId, text) => client.conversations.send(conversationId, parts(text)),
    close() {
      if (!open) return
      open = false
      client.close()
    },
  }
}

const publicLines = ({ lines }: DeskConversation): readonly Seen[] =>
  lines.flatMap((line) => (line.log === 'public' ? [line.entry] : []))
