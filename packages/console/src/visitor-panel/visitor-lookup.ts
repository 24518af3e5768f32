/** Fetches the card of the open conversation's visitor, and again when the page that they are on changes hands. */
import type { AgentClient, InboxItem } from '@docent/client/agent/types'
import type { VisitorCard } from '@docent/protocol'
import { computed, effect, type ReadonlySignal, signal, untracked } from '@preact/signals'

export type VisitorState =
  | { readonly kind: 'none' }
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed' }
  | { readonly kind: 'ready'; readonly card: VisitorCard }

export interface VisitorLookup {
  readonly state: ReadonlySignal<VisitorState>
  /** Other conversations of the same visitor that this agent may see, the latest first. */
  readonly others: ReadonlySignal<readonly InboxItem[]>
  reload(): void
  close(): void
}

const othersShown = 6

export function createVisitorLookup(options: {
  client: AgentClient
  openId: ReadonlySignal<string | null>
  /** Looked up only while somebody can see it. */
  shown: ReadonlySignal<boolean>
}): VisitorLookup {
  const { client, openId, shown } = options
  const state = signal<VisitorState>({ kind: 'none' })
  const wanted = computed(() => (shown.value ? openId.value : null))
  const connected = computed(() => client.connection.status.value.state === 'open')
  let turn = 0

  const load = async (id: string): Promise<void> => {
    turn += 1
    const mine = turn
    state.value = { kind: 'loading' }
    const reply = await client.conversations.visitor(id).catch(() => null)
    if (mine !== turn) return
    state.value = reply?.ok ? { kind: 'ready', card: reply.data } : { kind: 'failed' }
  }
  const reload = (): void => {
    const id = wanted.peek()
    if (id !== null) void load(id)
  }
  const stopFollowing = effect(() => {
    const id = wanted.value
    turn += 1
    if (id === null) state.value = { kind: 'none' }
    else untracked(() => void load(id))
  })
  const stopRetrying = effect(() => {
    if (connected.value && state.peek().kind === 'failed') reload()
  })

  return {
    state,
    others: computed(() => {
      const now = state.value
      if (now.kind !== 'ready') return []
      const open = openId.value
      return client.inbox.items.value
        .filter((row) => row.visitor.id === now.card.id && row.id !== open)
        .slice(0, othersShown)
    }),
    reload,
    close: () => {
      stopFollowing()
      stopRetrying()
      turn += 1
    },
  }
}
