/** How a refusal looks over HTTP: `{error: {code, message, data?}}`, with the status that its code has [INP2]. */
import { errorCodes, type Failure } from '@docent/protocol'
import type { Response } from 'express'

export function sendFailure(response: Response, failure: Failure): void {
  const retryAfter = failure.data && 'retryAfterMs' in failure.data ? failure.data.retryAfterMs : null
  if (retryAfter !== null) response.set('Retry-After', String(Math.ceil(retryAfter / 1_000)))
  response.status(errorCodes[failure.code].http).json({ error: failure })
}
