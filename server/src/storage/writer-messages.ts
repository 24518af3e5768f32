/** What the relay's main thread and its writing thread say to each other: plain data, as JSON. */

/** Passed when the writing thread starts. */
export interface WriterStart {
  readonly file: string
  readonly jobsPerCommit: number
  /** Set by tests alone: the writing thread waits at its commits until the main thread has passed the hook. */
  readonly commitGate: Int32Array | null
}

/** An error on its way to another thread: its class does not travel, its code does. */
export interface SentError {
  readonly unavailable: boolean
  readonly message: string
  readonly code?: string
}

export type ToWriter =
  | {
      readonly kind: 'jobs'
      readonly jobs: readonly (readonly [id: number, name: string, argument: unknown])[]
    }
  | { readonly kind: 'begin'; readonly id: number }
  | {
      readonly kind: 'query'
      readonly id: number
      readonly sql: string
      readonly parameters: readonly unknown[]
    }
  | { readonly kind: 'commit'; readonly id: number; readonly siteIds: readonly string[] }
  | { readonly kind: 'rollback'; readonly id: number }
  | { readonly kind: 'close'; readonly id: number }

export interface QueryResult {
  readonly rows: readonly unknown[]
  readonly changes: number
}

export type FromWriter =
  | {
      readonly kind: 'settled'
      readonly results: readonly (readonly [id: number, ok: boolean, value: unknown])[]
    }
  | { readonly kind: 'writable'; readonly writable: boolean; readonly cause: string }
  | { readonly kind: 'at_commit' }

export const sentError = (error: unknown, unavailable: boolean): SentError => {
  const { message = String(error), code } = (error ?? {}) as { message?: string; code?: string }
  return { unavailable, message, ...(typeof code === 'string' && { code }) }
}
