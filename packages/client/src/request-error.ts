/** The refusal of a verb that promises a result: a code to decide by, and a sentence that says what to do. */
import type { ErrorCode, Failure } from '@docent/protocol'

export class RequestError extends Error {
  readonly code: ErrorCode
  readonly failure: Failure

  constructor(failure: Failure) {
    super(failure.message)
    this.name = 'RequestError'
    this.code = failure.code
    this.failure = failure
  }
}
