/** A refusal by the relay becomes a sentence that says what to do next. */
import type { Failure, Reply } from '@docent/protocol'
import type { Say } from './words.tsx'

/**
 * @param me the agent's own id, so that one's own name is not said back
 * @example failureSentence(say, failure, 'a1') // "Linus has this conversation now."
 */
export function failureSentence(say: Say, failure: Failure, me: string | null): string {
  if (failure.code !== 'stale') return say(`failures.${failure.code}`)
  const { owner } = failure.data
  if (!owner) return say('stale.nobody')
  return owner.id === me ? say('stale.you') : say('stale.owner', { name: owner.name })
}

/** Whether the same could be done in a moment: there is no connection, or the relay is busy. */
export const isPassing = (reply: Reply<unknown>): boolean =>
  !reply.ok && ['unavailable', 'busy', 'rate_limited'].includes(reply.error.code)

/** How long to wait after too many wrong passwords: in seconds where it is short, else in minutes. */
export function tooManyTries(say: Say, seconds: number): string {
  if (seconds <= 90) return say('tries.seconds', { count: seconds })
  return say('tries.minutes', { count: Math.ceil(seconds / 60) })
}
