/**
 * Agents' sessions: signing in and out, one's own password, and who stands behind a cookie on which site [IDN4] [IDN7].
 * Knows nothing of requests: it takes a header's text and gives one back.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { done, failure, type Reply, type Role } from '@docent/protocol'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { budgetWait } from '../budget-wait.ts'
import type { Clock } from '../clock.ts'
import type { AgentPrincipal } from '../realtime/principal.ts'
import type { Sites } from '../sites/sites.ts'
import type { Storage } from '../storage/database.ts'
import { accountByEmail } from './accounts.store.ts'
import type { Accounts } from './accounts.ts'
import type { Passwords } from './passwords.ts'
import { type CookiePlace, clearCookie, readCookie, writeCookie } from './session-cookie.ts'
import { createSessionsStore } from './sessions.store.ts'

export interface SessionView {
  readonly agent: { readonly id: string; readonly name: string; readonly email: string }
  /** The sites that the agent works on. */
  readonly sites: readonly { readonly key: string; readonly name: string; readonly role: Role }[]
  /** To be sent along in `X-CSRF-Token` with whatever changes something. */
  readonly csrf: string
}

export interface SignIn {
  readonly email: string
  readonly password: string
  /** The client's network address, for the limits. */
  readonly address: string
  /** The `Cookie` header: a session in it ends, so that nobody can plant one beforehand. */
  readonly cookie: string | undefined
}

export interface PasswordChange {
  readonly present: string
  readonly next: string
  readonly address: string
  readonly cookie: string | undefined
}

/** A session that has begun, and the `Set-Cookie` that carries it. */
export interface Begun {
  readonly session: SessionView
  readonly setCookie: string
}

export interface Sessions {
  signIn(request: SignIn): Promise<Reply<Begun>>
  /** Sets the password of who is signed in: their sessions end everywhere, and a fresh one begins here [IDN7]. */
  changePassword(request: PasswordChange): Promise<Reply<Begun>>
  /** The session of a `Cookie` header, or null. */
  show(cookie: string | undefined): Promise<SessionView | null>
  /** Ends the session of a `Cookie` header; resolves with the `Set-Cookie` that makes the browser forget it. */
  signOut(cookie: string | undefined): Promise<string>
  /** Called when somebody signs out, who hears of it once all listeners are done; returns the undo. */
  onSignedOut(listener: (agentId: string) => Promise<void>): () => void
  /** Compares in constant time. */
  provesIntent(session: SessionView, csrf: string | undefined): boolean
  /** Who speaks with this cookie on this site; null where nobody may. */
  authenticate(cookie: string | undefined, siteKey: string): Promise<AgentPrincipal | null>
  /** The principal as of now, for a socket that is open already: null where account or membership is over. */
  judge(agentId: string, siteId: string): Promise<AgentPrincipal | null>
  /** Whether the cookie's session still holds, for the same sockets: it ends with a changed password. */
  holds(cookie: string | undefined): boolean
}

interface Options {
  readonly storage: Storage
  readonly sites: Pick<Sites, 'find'>
  readonly accounts: Pick<Accounts, 'changePassword'>
  readonly passwords: Passwords
  readonly clock: Clock
  readonly place: CookiePlace
  /** How long a session lasts, in milliseconds. */
  readonly lifetime: number
  /** Attempts to sign in within `attemptsWindow`. */
  readonly perAccount: number
  readonly perAddress: number
}

type Account = NonNullable<Awaited<ReturnType<typeof accountByEmail>>>

/** Seconds for which attempts are counted. */
const attemptsWindow = 15 * 60

const secretOf = (): string => randomBytes(32).toString('base64url')
/** What is stored cannot be used as a cookie. */
const idOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url')

export function createSessions(options: Options): Sessions {
  const { storage, sites, accounts, passwords, clock, place, lifetime } = options
  const store = createSessionsStore(storage)
  const signedOutListeners = new Set<(agentId: string) => Promise<void>>()
  const byAccount = new RateLimiterMemory({ points: options.perAccount, duration: attemptsWindow })
  const byAddress = new RateLimiterMemory({ points: options.perAddress, duration: attemptsWindow })

  const find = (cookie: string | undefined) => {
    const secret = readCookie(cookie)
    return secret === null ? null : store.find(idOf(secret), clock.now())
  }

  function judge(agentId: string, siteId: string): AgentPrincipal | null {
    const membership = store.membership(siteId, agentId)
    if (!membership) return null
    const { name, role } = membership
    return { kind: 'agent', siteId, agentId, name, role, teamIds: store.teamIds(siteId, agentId) }
  }

  /** Counted before the password is judged: a hundred attempts at once get no further than ten. */
  const attempt = async (account: string, address: string): Promise<number | null> =>
    (await budgetWait(byAddress.consume(address))) ?? (await budgetWait(byAccount.consume(idOf(account))))

  /** Begins a session in place of the one that the browser brought along. */
  async function begin(row: Account, cookie: string | undefined): Promise<Begun> {
    const [secret, csrf, now] = [secretOf(), secretOf(), clock.now()]
    const old = readCookie(cookie)
    await store.put({
      id: idOf(secret),
      replaces: old === null ? null : idOf(old),
      agentId: row.id,
      csrf,
      credentialsVersion: row.credentials_version,
      now,
      expiresAt: now + lifetime,
    })
    const agent = { id: row.id, name: row.name, email: row.email }
    return {
      session: { agent, sites: store.sitesOf(row.id), csrf },
      setCookie: writeCookie(secret, Math.floor(lifetime / 1_000), place),
    }
  }

  return {
    async signIn({ email, password, address, cookie }) {
      const account = email.trim().toLowerCase()
      const wait = await attempt(account, address)
      if (wait !== null) return tooMany(wait)
      const row = (await accountByEmail(storage.read, account)) ?? null
      const right = await passwords.matches(password, row?.password_hash ?? null)
      if (!row || !right || row.disabled_at !== null) return notThem
      await byAccount.delete(idOf(account))
      return done(await begin(row, cookie))
    },
    async changePassword({ present, next, address, cookie }) {
      const signedIn = find(cookie)
      if (!signedIn) return ended
      // The same points as signing in: who finds a desk unattended guesses no further than who finds the door.
      const wait = await attempt(signedIn.email, address)
      if (wait !== null) return tooMany(wait)
      const reply = await accounts.changePassword(signedIn.agent_id, present, next)
      const right = reply.ok || (reply.error.code === 'bad_request' && reply.error.data.path !== 'present')
      if (right) await byAccount.delete(idOf(signedIn.email))
      if (!reply.ok) return reply
      const row = await accountByEmail(storage.read, signedIn.email)
      return row && row.disabled_at === null ? done(await begin(row, cookie)) : ended
    },
    async show(cookie) {
      const row = find(cookie)
      if (!row) return null
      const agent = { id: row.agent_id, name: row.name, email: row.email }
      return { agent, sites: store.sitesOf(row.agent_id), csrf: row.csrf }
    },
    async signOut(cookie) {
      const secret = readCookie(cookie)
      const agentId = find(cookie)?.agent_id
      if (secret !== null) await store.remove(idOf(secret))
      if (agentId !== undefined)
        await Promise.all([...signedOutListeners].map((listener) => listener(agentId)))
      return clearCookie(place)
    },
    onSignedOut(listener) {
      signedOutListeners.add(listener)
      return () => signedOutListeners.delete(listener)
    },
    provesIntent(session, csrf) {
      const [expected, given] = [Buffer.from(session.csrf), Buffer.from(csrf ?? '')]
      return expected.length === given.length && timingSafeEqual(expected, given)
    },
    async authenticate(cookie, siteKey) {
      const [site, row] = [sites.find(siteKey), find(cookie)]
      return site && row ? judge(row.agent_id, site.id) : null
    },
    judge: async (agentId, siteId) => judge(agentId, siteId),
    holds: (cookie) => find(cookie) !== null,
  }
}

const tooMany = (retryAfterMs: number): Reply<never> => ({
  ok: false,
  error: failure('rate_limited', 'Too many attempts with a password. Wait, then try again.', {
    retryAfterMs,
  }),
})

const ended: Reply<never> = { ok: false, error: failure('unauthenticated', 'Sign in first.') }

/** One answer for an unknown address, a wrong password and a disabled account. */
const notThem: Reply<never> = {
  ok: false,
  error: failure('unauthenticated', 'E-mail address or password is not right.'),
}
