/** What an agent does with conversations and offers; every refusal becomes a sentence, every success moves on. */
import type { AgentClient } from '@docent/client/agent/types'
import type { Reply } from '@docent/protocol'
import type { Router } from '../outside/route.ts'
import { failureSentence } from '../words/failures.ts'
import type { Say } from '../words/words.tsx'
import type { Toasts } from './toasts.ts'

export type TransferTarget =
  | { readonly kind: 'agent'; readonly agentId: string; readonly name: string }
  | { readonly kind: 'team'; readonly teamId: string; readonly name: string }

export interface Actions {
  take(id: string): Promise<void>
  transfer(id: string, to: TransferTarget): Promise<boolean>
  resolve(id: string): Promise<void>
  reopen(id: string): Promise<void>
  accept(offerId: string): Promise<void>
  decline(offerId: string): Promise<void>
  setAccepting(accepting: boolean): Promise<void>
  sendReply(id: string, text: string): Promise<boolean>
  addNote(id: string, text: string): Promise<boolean>
  retry(cmid: string): Promise<void>
  discard(cmid: string): Promise<void>
}

export function createActions(options: {
  client: AgentClient
  router: Router
  toasts: Toasts
  say: Say
  /** Told of every refusal, so that an ended session can be noticed. */
  onRefused: (code: string) => void
}): Actions {
  const { client, router, toasts, say, onRefused } = options

  /** Runs a verb; true when the relay did it. A verb that throws never reached the relay. */
  const attempt = async <T>(verb: () => Promise<Reply<T>>): Promise<boolean> => {
    try {
      const reply = await verb()
      if (reply.ok) return true
      toasts.warn(failureSentence(say, reply.error, client.me.peek()?.id ?? null))
      onRefused(reply.error.code)
    } catch {
      toasts.warn(say('notReached'))
    }
    return false
  }
  const write = async (kept: () => Promise<void>): Promise<boolean> => {
    try {
      await kept()
      return true
    } catch {
      toasts.warn(say('composer.notKept'))
      return false
    }
  }
  const reopen = async (id: string): Promise<void> => {
    if (await attempt(() => client.conversations.reopen(id))) toasts.say(say('actions.reopened'))
  }

  return {
    reopen,
    take: async (id) => {
      if (await attempt(() => client.conversations.take(id))) toasts.say(say('actions.taken'))
    },
    transfer: async (id, { name, ...to }) => {
      const moved = await attempt(() => client.conversations.transfer(id, to))
      if (moved) toasts.say(say('actions.transferredTo', { name }))
      return moved
    },
    resolve: async (id) => {
      if (!(await attempt(() => client.conversations.resolve(id)))) return
      toasts.say(say('actions.resolved'), { label: say('actions.undo'), run: () => void reopen(id) })
    },
    accept: async (offerId) => {
      const offer = client.availability.offers.peek().find((one) => one.offerId === offerId)
      if (!(await attempt(() => client.availability.accept(offerId))) || !offer) return
      router.go({ room: 'inbox', view: 'mine', conversationId: offer.conversationId })
    },
    decline: async (offerId) => {
      await attempt(() => client.availability.decline(offerId))
    },
    setAccepting: async (accepting) => {
      await attempt(() => client.availability.setAccepting(accepting))
    },
    sendReply: (id, text) => write(() => client.conversations.send(id, [{ type: 'text', text }])),
    addNote: (id, text) => write(() => client.conversations.addNote(id, [{ type: 'text', text }])),
    retry: async (cmid) => {
      await write(() => client.conversations.retry(cmid))
    },
    discard: async (cmid) => {
      await write(() => client.conversations.discard(cmid))
    },
  }
}
