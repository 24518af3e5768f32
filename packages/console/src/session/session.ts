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

/** What a password that was sent along can come to, beside what it was sent for. */
export type PasswordTrouble =
  | { readonly kind: 'wrong' }
  | { readonly kind: 'too_many'; readonly retryAfterSeconds: number }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'broken' }

export type SignInResult = { readonly kind: 'done' } | PasswordTrouble
/** `unfit`: the next one may not be a password. `ended`: the session was over before. */
export type PasswordResult = SignInResult | { readonly kind: 'unfit' } | { readonly kind: 'ended' }

export interface Session {
  readonly state: ReadonlySignal<SessionState>
  /** Asks who is signed in. */
  check(): Promise<void>
  signIn(email: string, password: string): Promise<SignInResult>
  /** Changes one's own password: this browser stays signed in, every other session ends [IDN7]. */
  changePassword(present: string, next: string): Promise<PasswordResult>
  /** Ends the session here and on the relay. Where the relay cannot be reached the state stays, and the result says so. */
  signOut(): Promise<'done' | 'unreachable'>
  /** Sends something that changes the relay to one of its other addresses; null where it cannot be reached. */
  send(address: string, init: RequestInit & { headers?: Record<string, string> }): Promise<Response | null>
  /**
   * The relay said by another way that the session is over. That is also so where a changed password has begun a fresh
   * one for all tabs of this browser: true where there is one, and the state turns to `signed_out` where there is none.
   */
  stillHolds(): Promise<boolean>
}

/**
 * Milliseconds until a session that is over is asked for once more: where another tab changes the password, sockets may
 * hear of it before the browser has the cookie of the fresh session.
 */
const patienceMs = 1_000

/** @param address of the session's route, absolute */
export function createSession(options: {
  address: string
  fetch: typeof fetch
  after: (ms: number, run: () => void) => void
}): Session {
  const state = signal<SessionState>({ kind: 'checking' })
  /** Changes with the session, but not who is signed in: kept apart, so that a fresh session keeps the desk. */
  let csrf = ''
  let changing: Promise<unknown> = Promise.resolve()

  const ask = async (init: RequestInit, address = options.address): Promise<Response | null> => {
    try {
      return await options.fetch(address, { credentials: 'same-origin', ...init })
    } catch {
      return null
    }
  }
  const accept = async (response: Response): Promise<boolean> => {
    const parsed = v.safeParse(AccessDocument, await jsonOf(response))
    if (!parsed.success) return false
    const { csrf: token, ...access } = parsed.output.data
    const now = state.peek()
    csrf = token
    if (now.kind !== 'signed_in' || !isSame(now.access, access)) state.value = { kind: 'signed_in', access }
    return true
  }
  /** Asks with the token against forged requests; once more with a fresh one, where another tab has begun a session. */
  const askProven = async (
    init: RequestInit & { headers?: Record<string, string> },
    address = options.address,
  ) => {
    const proven = () => ask({ ...init, headers: { ...init.headers, 'x-csrf-token': csrf } }, address)
    const response = await proven()
    if (response?.status !== 403) return response
    const renewed = await ask({})
    return renewed?.ok && (await accept(renewed)) ? proven() : response
  }
  const change = async (present: string, next: string): Promise<PasswordResult> => {
    const response = await askProven(
      { method: 'PUT', headers: json, body: JSON.stringify({ present, next }) },
      `${options.address}/password`,
    )
    if (response?.ok) return (await accept(response)) ? { kind: 'done' } : { kind: 'broken' }
    if (response?.status !== 400) return response?.status === 401 ? { kind: 'ended' } : troubleOf(response)
    const refusal = v.safeParse(RefusalDocument, await jsonOf(response))
    const path = refusal.success ? refusal.output.error.data?.path : undefined
    return path === 'present' ? { kind: 'wrong' } : { kind: 'unfit' }
  }
  const holdsNow = async (): Promise<boolean | 'unknown'> => {
    // Answered with 204 where nobody is: the browser logs no error at the door.
    const response = await ask({}, `${options.address}?optional`)
    if (response?.status === 204) return false
    if (response?.ok) return (await accept(response)) || 'unknown'
    return response?.status === 401 || response?.status === 403 ? false : 'unknown'
  }

  return {
    state,
    check: async () => {
      state.value = { kind: 'checking' }
      const holds = await holdsNow()
      if (holds === true) return
      state.value = holds === false ? { kind: 'signed_out', because: 'start' } : { kind: 'unreachable' }
    },
    signIn: async (email, password) => {
      const response = await ask({ method: 'POST', headers: json, body: JSON.stringify({ email, password }) })
      if (response?.ok) return (await accept(response)) ? { kind: 'done' } : { kind: 'broken' }
      const wrong = response?.status === 401 || response?.status === 400
      return wrong ? { kind: 'wrong' } : troubleOf(response)
    },
    changePassword: async (present, next) => {
      const changed = change(present, next)
      changing = changed
      const result = await changed
      if (result.kind === 'ended') state.value = { kind: 'signed_out', because: 'ended' }
      return result
    },
    signOut: async () => {
      if (state.peek().kind !== 'signed_in') return 'done'
      const response = await askProven({ method: 'DELETE' })
      // 401: the relay had ended it already.
      if (!response || (!response.ok && response.status !== 401)) return 'unreachable'
      state.value = { kind: 'signed_out', because: 'start' }
      return 'done'
    },
    send: (address, init) => askProven(init, address),
    stillHolds: async () => {
      await changing
      if (state.peek().kind !== 'signed_in') return false
      if ((await holdsNow()) === true) return true
      await new Promise<void>((resolve) => options.after(patienceMs, resolve))
      if (state.peek().kind !== 'signed_in') return false
      if ((await holdsNow()) === true) return true
      state.value = { kind: 'signed_out', because: 'ended' }
      return false
    },
  }
}

const json = { 'content-type': 'application/json' }

async function troubleOf(response: Response | null): Promise<PasswordTrouble> {
  if (!response) return { kind: 'unreachable' }
  if (response.status !== 429) return { kind: 'broken' }
  const refusal = v.safeParse(RefusalDocument, await jsonOf(response))
  const wait = refusal.success ? (refusal.output.error.data?.retryAfterMs ?? 1_000) : 1_000
  return { kind: 'too_many', retryAfterSeconds: Math.max(1, Math.ceil(wait / 1_000)) }
}

const jsonOf = (response: Response): Promise<unknown> => response.json().catch(() => null)

/** Both were parsed by one schema, which gives their fields one order. */
const isSame = (one: Access, other: Access): boolean => JSON.stringify(one) === JSON.stringify(other)
