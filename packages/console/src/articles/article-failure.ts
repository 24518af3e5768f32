/** Why the relay refused something about an article, as a sentence for whoever writes it. */
import type { Failure } from '@docent/protocol'
import { failureSentence } from '../words/failures.ts'
import type { Say } from '../words/words.tsx'

export type Outcome = 'done' | 'unsaved' | 'unreachable' | { readonly refused: Failure }

/** What is not whole is said by the relay itself, which names what and what to do. */
export function articleFailure(say: Say, failure: Failure): string {
  const own = failure.code === 'bad_request' || failure.code === 'at_capacity' || failure.code === 'too_large'
  if (own && failure.message) return failure.message
  if (failure.code === 'not_found') return say('articles.gone')
  return failureSentence(say, failure, null)
}

/** Null where it was done. */
export function outcomeSentence(say: Say, outcome: Outcome): string | null {
  if (outcome === 'done') return null
  if (outcome === 'unsaved') return say('article.unsaved')
  return outcome === 'unreachable' ? say('notReached') : articleFailure(say, outcome.refused)
}
