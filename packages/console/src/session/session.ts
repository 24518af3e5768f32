/** Who is signed in: asks the relay over HTTP, keeps the answer in a signal. Knows no socket and no screen. */
import { type ReadonlySignal, signal } from '@preact/signals'
import * as v from 'valibot'
import { type Access, AccessDocument, RefusalDocument } from './session-documents.ts'

export type SessionState =
  | { readonly kind: 'checking' }
  /** `because`: why the form is shown, where that is not the first visit. */
  | { readonly kind: 'signed_out'; readonly because: 'start' | 'ended' }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'signed_in'; readonly access: Access }

export type SignInResult =
  | { readonly kind: 'done' }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'too_many'; readonly retryAfterSeconds: number }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'broken' }

export interface Session {
  readonly state: ReadonlySignal<SessionState>
  /** Asks who is signed in. */
  check(): Promise<void>
  signIn(email: string, password: string): Promise<SignInResult>
  /** Ends the session here and on the relay. Where the relay cannot be reached the state stays, and the result says so. */
  signOut(): Promise<'done' | 'unreachable'>
  /** The relay said by another way that the session is over. */
  ended(): void
}

/** @param address of the session's route, absolute */
export function createSession(options: { address: string; fetch: typeof fetch }): Session {
  const state = signal<SessionState>({ kind: 'checking' })

  const ask = async (init: RequestInit): Promise<Response | null> => {
    try {
      return await options.fetch(options.address, { credentials: 'same-origin', ...init })
    } catch {
      return null
    }
  }
  const accept = async (response: Response): Promise<boolean> => {
    const parsed = v.safeParse(AccessDocument, await jsonOf(response))
    if (parsed.success) state.value = { kind: 'signed_in', access: parsed.output.data }
    return parsed.success
  }

  return {
    state,
    check: async () => {
      state.value = { kind: 'checking' }
      const response = await ask({})
      if (response?.ok && (await accept(response))) return
      const refused = response?.status === 401 || response?.status === 403
      state.value = refused ? { kind: 'signed_out', because: 'start' } : { kind: 'unreachable' }
    },
    signIn: async (email, password) => {
      const response = await ask({
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email, password }),
      })
      if (!response) return { kind: 'unreachable' }
      if (response.ok) return (await accept(response)) ? { kind: 'done' } : { kind: 'broken' }
      if (response.status === 401 || response.status === 400) return { kind: 'wrong' }
      if (response.status !== 429) return { kind: 'broken' }
      const refusal = v.safeParse(RefusalDocument, await jsonOf(response))
      const wait = refusal.success ? (refusal.output.error.data?.retryAfterMs ?? 1_000) : 1_000
      return { kind: 'too_many', retryAfterSeconds: Math.max(1, Math.ceil(wait / 1_000)) }
    },
    signOut: async () => {
      const now = state.peek()
      if (now.kind !== 'signed_in') return 'done'
      const response = await ask({ method: 'DELETE', headers: { 'x-csrf-token': now.access.csrf } })
      // 401: the relay had ended it already.
      if (!response || (!response.ok && response.status !== 401)) return 'unreachable'
      state.value = { kind: 'signed_out', because: 'start' }
      return 'done'
    },
    ended: () => {
      if (state.peek().kind === 'signed_in') state.value = { kind: 'signed_out', because: 'ended' }
    },
  }
}

const jsonOf = (response: Response): Promise<unknown> => response.json().catch(() => null)
