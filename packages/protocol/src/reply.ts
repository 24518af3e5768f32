/** What a command is answered with: data, or one of a closed list of codes and a sentence that says what to do. */

/**
 * Every code that a command or an HTTP route may answer with.
 * `permanent` codes end a queued command [OUT2]; the others mean "the same again, later".
 */
export const errorCodes = {
  bad_request: { permanent: true, http: 400 },
  unauthenticated: { permanent: false, http: 401 },
  forbidden: { permanent: true, http: 403 },
  not_found: { permanent: true, http: 404 },
  /** The id of this command belongs to another author's. */
  conflict: { permanent: true, http: 409 },
  /** The id of this command was used before with another content; the first one was kept. */
  mismatch: { permanent: true, http: 409 },
  /** The conversation changed hands meanwhile; `owner` says who has it now. */
  stale: { permanent: true, http: 409 },
  at_capacity: { permanent: true, http: 409 },
  too_large: { permanent: true, http: 413 },
  rate_limited: { permanent: false, http: 429 },
  busy: { permanent: false, http: 503 },
  /** The relay cannot store at the moment: nothing was accepted. */
  unavailable: { permanent: false, http: 503 },
  upgrade_required: { permanent: true, http: 426 },
  internal: { permanent: false, http: 500 },
} as const satisfies Record<string, { permanent: boolean; http: number }>

export type ErrorCode = keyof typeof errorCodes

/** What goes along with a code. A code that is absent here carries nothing. */
export interface ErrorData {
  bad_request: { path: string }
  stale: { owner: { id: string; name: string } | null; gen: number }
  rate_limited: { retryAfterMs: number }
  busy: { retryAfterMs: number }
}

export type Failure = {
  [C in ErrorCode]: {
    readonly code: C
    /** For people who build on the API: what is wrong and what to do. */
    readonly message: string
  } & (C extends keyof ErrorData ? { readonly data: ErrorData[C] } : { readonly data?: undefined })
}[ErrorCode]

export type Reply<T> =
  | { readonly ok: true; readonly data: T }
  | { readonly ok: false; readonly error: Failure }

/** What there is to say of what was simply done. */
export type Nothing = Record<string, never>

export const done = <T>(data: T): Reply<T> => ({ ok: true, data })

/** @example failure('not_found', 'There is no conversation with this id; start one first.') */
export function failure<C extends Exclude<ErrorCode, keyof ErrorData>>(code: C, message: string): Failure
export function failure<C extends keyof ErrorData>(code: C, message: string, data: ErrorData[C]): Failure
export function failure(code: ErrorCode, message: string, data?: unknown): Failure {
  return (data === undefined ? { code, message } : { code, message, data }) as Failure
}

/** True when the same command would be refused again, however often it is sent. */
export const isPermanent = (code: ErrorCode): boolean => errorCodes[code].permanent
