/**
 * Keeps the one conversation on screen open in the engine: follows the address, joins and leaves,
 * and raises the read mark while a person has its end in view [MRK2].
 */
import type { AgentConversations, DeskConversation, Inbox, InboxItem } from '@docent/client/agent/types'
import { computed, effect, type ReadonlySignal, type Signal, signal, untracked } from '@preact/signals'
import type { Route } from '../outside/route.ts'

export interface OpenConversation {
  readonly id: ReadonlySignal<string | null>
  readonly row: ReadonlySignal<InboxItem | null>
  readonly view: ReadonlySignal<DeskConversation | null>
  /** Visitor's messages behind this seq were unread when the conversation was opened; null until that is known. */
  readonly newAfterSeq: ReadonlySignal<number | null>
  /** Set by the thread: whether the last line is on screen. */
  readonly endInView: Signal<boolean>
  close(): void
}

export function createOpenConversation(options: {
  route: ReadonlySignal<Route>
  inbox: Inbox
  conversations: AgentConversations
  /** Whether a person can see this tab. */
  visible: ReadonlySignal<boolean>
}): OpenConversation {
  const { route, inbox, conversations, visible } = options
  const id = computed(() => (route.value.room === 'inbox' ? route.value.conversationId : null))
  const opened = signal<ReadonlySignal<DeskConversation> | null>(null)
  const endInView = signal(false)
  const newAfterSeq = signal<number | null>(null)
  const rowSignal = computed(() => (id.value === null ? null : inbox.item(id.value)))
  const view = computed(() => opened.value?.value ?? null)

  const stopFollowing = effect(() => {
    const current = id.value
    newAfterSeq.value = null
    endInView.value = false
    opened.value = current === null ? null : untracked(() => conversations.open(current))
    return () => {
      if (current !== null) conversations.leave(current)
    }
  })

  // What was new on arrival stays marked while one reads on, so it is taken once.
  // The row decides whether anything is: after a reload the engine learns of read marks only with the inbox.
  const stopMarking = effect(() => {
    const now = view.value
    const row = rowSignal.value?.value
    if (!now || !row || now.loading === 'latest' || newAfterSeq.peek() !== null) return
    newAfterSeq.value = row.unread ? now.readSeq : Math.max(now.readSeq, row.headSeq)
  })

  const stopReading = effect(() => {
    const now = view.value
    if (!now || newAfterSeq.value === null || !visible.value || !endInView.value) return
    const last = lastSeq(now)
    if (last > now.readSeq) untracked(() => conversations.markRead(now.id, last))
  })

  return {
    id,
    row: computed(() => rowSignal.value?.value ?? null),
    view,
    newAfterSeq,
    endInView,
    close: () => {
      stopReading()
      stopMarking()
      stopFollowing()
    },
  }
}

function lastSeq({ lines }: DeskConversation): number {
  const last = lines.findLast((line) => line.log === 'public')
  return last?.log === 'public' ? last.entry.seq : 0
}
