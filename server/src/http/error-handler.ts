/** The last two doors: an address that there is not, and a fault that nobody foresaw. Neither tells of the relay's inside. */
import { failure } from '@docent/protocol'
import type { ErrorRequestHandler, RequestHandler } from 'express'
import type { Logger } from '../logger.ts'
import { StoreUnavailable } from '../storage/write-queue.ts'
import { sendFailure } from './failures.ts'

export const notFound: RequestHandler = (_request, response) => {
  sendFailure(response, failure('not_found', 'There is nothing at this address.'))
}

/** What Express and its body parser throw for a request that is not well-formed. */
interface RequestFault extends Error {
  readonly status: number
}

const isRequestFault = (error: unknown): error is RequestFault =>
  error instanceof Error && 'status' in error && typeof error.status === 'number' && error.status < 500

export const createErrorHandler =
  (logger: Logger): ErrorRequestHandler =>
  (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error)
    if (error instanceof StoreUnavailable) {
      return sendFailure(
        response,
        failure('unavailable', 'The relay cannot store anything now. Try again later.'),
      )
    }
    if (isRequestFault(error)) {
      const fault =
        error.status === 413
          ? failure('too_large', 'The body is too large; send less at once.')
          : failure('bad_request', 'The request cannot be read; send JSON in UTF-8.', { path: '' })
      return sendFailure(response, fault)
    }
    logger.error({ err: error, method: request.method, path: request.path }, 'a request failed')
    sendFailure(
      response,
      failure('internal', 'Something went wrong here. The details are in the log of the relay.'),
    )
  }
