/**
 * An agent who leads a visitor: asks the visitor's page what there is to point at, and points [FLO12].
 * All of it is in the memory of this node; what was asked and not answered in time is forgotten.
 */
import { type Author, done, failure, type Nothing, type PageLabel, type Reply } from '@docent/protocol'
import { newId } from '../ids.ts'
import { type Publisher, rooms } from '../realtime/publisher.ts'

/** A visitor who is led, and the conversation from which. */
export interface Led {
  readonly visitorId: string
  readonly conversationId: string
}

interface Options {
  readonly publisher: Publisher
  readonly isConnected: (visitorId: string) => boolean
  /** Milliseconds that a page has for its answer. */
  readonly answerWithinMs: number
}

interface Question {
  readonly visitorId: string
  answer(reply: Reply<{ labels: readonly PageLabel[] }>): void
}

export type Guide = ReturnType<typeof createGuide>

/** Questions that are open at a time, over all visitors: each lasts seconds, and an agent asks one at a time. */
const openAtMost = 1_000

const silent: Reply<never> = {
  ok: false,
  error: failure('unavailable', "The visitor's page does not answer. Try again once the visitor is back."),
}

export function createGuide({ publisher, isConnected, answerWithinMs }: Options) {
  const open = new Map<string, Question>()
  const timers = new Set<NodeJS.Timeout>()

  return {
    /** Resolves with the labels of the first page that answers; with `unavailable` where none does in time. */
    async ask({ visitorId, conversationId }: Led): Promise<Reply<{ labels: readonly PageLabel[] }>> {
      if (!isConnected(visitorId)) return silent
      if (open.size >= openAtMost)
        return {
          ok: false,
          error: failure('busy', 'Too many visitors are asked at the moment. Try again.', {
            retryAfterMs: answerWithinMs,
          }),
        }
      const requestId = newId()
      const { promise, resolve } = Promise.withResolvers<Reply<{ labels: readonly PageLabel[] }>>()
      open.set(requestId, { visitorId, answer: resolve })
      const timer = setTimeout(() => resolve(silent), answerWithinMs)
      timers.add(timer)
      publisher.toVisitors(rooms.visitor(visitorId), 'guide:asked', { requestId, conversationId })
      const reply = await promise
      open.delete(requestId)
      clearTimeout(timer)
      timers.delete(timer)
      return reply
    },
    /** The first answer counts; one that nobody waits for, or of somebody else, is refused in the same words. */
    answered(visitorId: string | null, requestId: string, labels: readonly PageLabel[]): Reply<Nothing> {
      const question = open.get(requestId)
      if (!question || question.visitorId !== visitorId)
        return {
          ok: false,
          error: failure('not_found', 'Nobody waits for this answer: it was given, or came too late.'),
        }
      open.delete(requestId)
      question.answer(done({ labels }))
      return done({})
    },
    /** Null points at nothing any more. */
    point({ visitorId, conversationId }: Led, labelId: string | null, agent: Author): void {
      publisher.toVisitors(rooms.visitor(visitorId), 'guide:pointed', { conversationId, labelId, agent })
    },
    close(): void {
      for (const timer of timers) clearTimeout(timer)
      for (const { answer } of open.values()) answer(silent)
    },
  }
}
