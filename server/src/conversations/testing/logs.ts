/** What stands in the logs of a conversation, as whoever asks is told over a real socket. */
import type { Entry, InternalEntry, LogPage } from '@docent/protocol'
import type { LiveRelay, Speaker } from '../../realtime/testing/live-relay.ts'

/** A conversation in which the visitor has written "first". */
export async function conversation(relay: LiveRelay) {
  const visitor = await relay.visitor()
  const conversationId = await relay.started(visitor, 'first')
  return { visitor, conversationId }
}

export async function logOf(speaker: Speaker, conversationId: string): Promise<readonly Entry[]> {
  const fromStart = { after: { seq: 0, id: null }, epoch: null }
  return (await speaker.must<LogPage>('conversation:sync', { conversationId, ...fromStart })).entries
}

export async function internalOf(agent: Speaker, conversationId: string): Promise<readonly InternalEntry[]> {
  const page = await agent.must<{ entries: InternalEntry[] }>('internal:sync', {
    conversationId,
    afterIseq: 0,
  })
  return page.entries
}

const words = ({ parts }: { parts?: readonly { text?: string }[] }) =>
  parts?.map(({ text }) => text).join(' ')
export const textsOf = (entries: readonly Entry[]) =>
  entries.flatMap((entry) => (entry.kind === 'message' ? [words(entry as never)] : []))
