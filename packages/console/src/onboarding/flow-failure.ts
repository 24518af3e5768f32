/** Why the relay refused something about a flow, as a sentence for whoever edits it. */
import type { Failure } from '@docent/protocol'
import { failureSentence } from '../words/failures.ts'
import type { Say } from '../words/words.tsx'
import type { Outcome } from './content/flow-editor.ts'

/** What is not whole is said by the relay itself, which names the step and what to do. */
export function flowFailure(say: Say, failure: Failure): string {
  if (failure.code === 'bad_request' && failure.message) return failure.message
  if (failure.code === 'not_found') return say('flow.gone')
  return failureSentence(say, failure, null)
}

/** Null where it was done. */
export function outcomeSentence(say: Say, outcome: Outcome): string | null {
  if (outcome === 'done') return null
  if (outcome === 'unsaved') return say('flow.unsaved')
  return outcome === 'unreachable' ? say('notReached') : flowFailure(say, outcome.refused)
}
