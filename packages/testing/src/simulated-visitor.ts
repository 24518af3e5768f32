/** A visitor who is a program: the real engine without a page, with a journal of all that passed over its wire. */
import { createMemoryStorage, type Storage } from '@docent/client/storage'
import { createVisitorClient } from '@docent/client/visitor'
import type { ConversationView, VisitorClient } from '@docent/client/visitor/types'
import { defaultSettings, namespaces, publicSettings } from '@docent/protocol'
import { effect, untracked } from '@preact/signals-core'
import type { JournalLine, Participant, Seen } from './journal.ts'
import { journaledSocketsOf } from './journaled-socket.ts'
import { parts } from './raw-people.ts'

export interface SimulatedVisitor extends Participant {
  readonly person: string
  readonly client: VisitorClient
  /** What the visitor's browser keeps; tabs of one browser share it. */
  readonly storage: Storage
  /** Resolves with the conversation's id once the start is in the outbox. */
  start(text: string): Promise<string>
  say(conversationId: string, text: string): Promise<void>
  /** Everything that was ever shown, in the order in which it came, over all conversations. */
  conversation(id: string): ConversationView | null
  /** Leaves the page; what is stored stays. Idempotent. */
  close(): void
}

export interface SimulatedVisitorOptions {
  readonly url: string
  readonly name: string
  readonly site?: string
  /** The same person in another tab. */
  readonly tabOf?: SimulatedVisitor
  readonly headers?: Readonly<Record<string, string>>
  /** Opens the connection at once, unless this is false. */
  readonly connects?: boolean
}

export function createSimulatedVisitor(options: SimulatedVisitorOptions): SimulatedVisitor {
  const { url, name, site = 'demo', tabOf } = options
  const storage = tabOf?.storage ?? createMemoryStorage()
  const lines: JournalLine[] = []
  const client = createVisitorClient({
    url,
    site,
    settings: publicSettings(defaultSettings),
    storage,
    openSocket: journaledSocketsOf({
      url,
      namespace: namespaces.visitor,
      site,
      headers: options.headers ?? {},
      note: (line) => void lines.push(line),
    }),
  })
  let latest: readonly ConversationView[] = []
  const followed = new Set<string>()
  const stopWatching = effect(() => {
    latest = client.conversations.list.value
    // As if each were open on the screen, one after the other: what nobody opens is only a line in a list.
    for (const { id } of latest) {
      if (followed.has(id)) continue
      followed.add(id)
      untracked(() => client.conversations.view(id))
    }
  })
  if (options.connects !== false) client.connect()
  let open = true
  return {
    name,
    person: tabOf?.person ?? name,
    client,
    storage,
    journal: () => lines,
    pending: () => latest.reduce((sum, conversation) => sum + conversation.pending.length, 0),
    views: () => new Map(latest.map(({ id, entries }) => [id, entries as readonly Seen[]])),
    conversation: (id) => latest.find((conversation) => conversation.id === id) ?? null,
    start: (text) => client.conversations.start(parts(text)),
    say: (conversationId, text) => client.conversations.send(conversationId, parts(text)),
    close() {
      if (!open) return
      open = false
      stopWatching()
      client.close()
    },
  }
}
