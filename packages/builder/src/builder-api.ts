/**
 * What the builder says to the relay: over HTTP with a session of its own, since the page that it stands on is the
 * visitor's and its cookies are none of ours [FLO14]. Knows no screen.
 */
import type { Failure, FlowDraft, Reply } from '@docent/protocol'
import { failure } from '@docent/protocol/reply'

export interface BuilderFlow {
  readonly id: string
  readonly name: string
  readonly draft: FlowDraft
  /** Of the draft; a save names the one that it was made from [FLO2]. */
  readonly rev: number
}

export interface BuilderSession {
  /** Proves the author for an hour. */
  readonly session: string
  readonly flow: BuilderFlow
  /** The step to begin with, where the console named one. */
  readonly stepId: string | null
}

export interface BuilderApi {
  /** Exchanges the token of the address for a session; a token works once. */
  open(token: string): Promise<Reply<BuilderSession>>
  /** Reads the flow again with a session that a page before this one opened. */
  read(session: string): Promise<Reply<BuilderSession>>
  save(session: string, change: Omit<BuilderFlow, 'id'>): Promise<Reply<{ rev: number }>>
  publish(session: string, rev: number): Promise<Reply<{ version: number }>>
}

const unreachable: Failure = failure('unavailable', 'The relay could not be reached. Check your connection.')

/** @param base address of the relay, with its last slash */
export function createBuilderApi(base: string, fetchIt: typeof fetch): BuilderApi {
  async function call<T>(
    method: string,
    path: string,
    session: string | null,
    body?: unknown,
  ): Promise<Reply<T>> {
    try {
      const response = await fetchIt(new URL(`api/v1/builder/${path}`, base), {
        method,
        credentials: 'omit',
        headers: {
          ...(body !== undefined && { 'Content-Type': 'application/json' }),
          ...(session !== null && { Authorization: `Bearer ${session}` }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      })
      const answer: unknown = await response.json()
      if (response.ok) return { ok: true, data: (answer as { data: T }).data }
      const { error } = answer as { error?: Failure }
      return { ok: false, error: error ?? unreachable }
    } catch {
      return { ok: false, error: unreachable }
    }
  }
  return {
    open: (token) => call('POST', 'session', null, { token }),
    async read(session) {
      const reply = await call<BuilderFlow>('GET', 'draft', session)
      return reply.ok ? { ok: true, data: { session, flow: reply.data, stepId: null } } : reply
    },
    save: (session, change) => call('PUT', 'draft', session, change),
    publish: (session, rev) => call('POST', 'publish', session, { rev }),
  }
}
