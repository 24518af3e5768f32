/**
 * Who this visitor is: the browser's own secret, and the site's proof of a signed-in user [IDN1] [IDN2].
 * Knows where each identity keeps its things, so that nothing is shown or sent under another's name [IDN6].
 */
import type { VisitorHandshake } from '@docent/protocol'
import { protocolVersion } from '@docent/protocol/version'
import { moveOutbox } from '../letter.ts'
import type { Ids } from '../outside.ts'
import type { Storage } from '../storage.ts'

/** What this browser keeps of its anonymous visitor, shared by all tabs. */
interface Browser {
  readonly token: string
  readonly deviceId: string
  /** Names the place of what this visitor keeps; says nothing to anybody. */
  readonly place: string
}

export interface Proof {
  readonly auth: VisitorHandshake
  readonly kind: 'anonymous' | 'user'
  /** Begins each key of what this identity keeps. */
  readonly prefix: string
}

export interface SessionOptions {
  readonly site: string
  readonly storage: Storage
  readonly ids: Ids
  /** 256 random bits in base64url. */
  newSecret(): string
  /** A proof of the signed-in user from the site's own server; absent for anonymous visitors. */
  readonly token?: (() => Promise<string>) | undefined
  readonly language: string
  /** Asked when the first handshake is made, never before: some browsers take long to tell. */
  timeZone(): string
}

export interface VisitorSession {
  /** What the next handshake says; asks the site for a fresh token. */
  prove(): Promise<Proof>
  /** A fresh token of the same user, or null where there is none. */
  renew(current: Proof): Promise<string | null>
  /** The relay ended this proof; resolves with whether there is another one. */
  replace(proof: Proof | null): Promise<boolean>
  /**
   * The relay joined the anonymous visitor to the user: hands over what waits to be sent, and makes a fresh secret,
   * so that whoever comes after the user signed out is somebody else.
   */
  merged(proof: Proof): Promise<void>
}

export function createVisitorSession(options: SessionOptions): VisitorSession {
  const { storage, site, ids } = options
  const key = `${site}/browser`

  const fresh = (deviceId: string): Browser => ({
    token: options.newSecret(),
    deviceId,
    place: ids(),
  })

  /** Asked each time: another tab may have signed out, or joined its visitor to a user. */
  async function browser(): Promise<Browser> {
    const mine = fresh(ids())
    const kept = await storage.change(key, (old) => (isBrowser(old) ? old : mine))
    return isBrowser(kept) ? kept : mine
  }

  async function prove(): Promise<Proof> {
    const jwt = options.token && (await options.token())
    const { token, deviceId, place } = await browser()
    const { language } = options
    const auth = { protocol: protocolVersion, token, deviceId, language, timeZone: options.timeZone() }
    if (jwt === undefined) return { auth, kind: 'anonymous', prefix: `${site}/a.${place}/` }
    return { auth: { ...auth, jwt }, kind: 'user', prefix: `${site}/u.${subjectOf(jwt)}/` }
  }

  async function forgetSecret(token: string) {
    await storage.change(key, (old) => (isBrowser(old) && old.token === token ? fresh(old.deviceId) : old))
  }

  return {
    prove,
    async renew(current) {
      const { auth, prefix } = await prove()
      return prefix === current.prefix ? (auth.jwt ?? null) : null
    },
    async replace(proof) {
      // The site's server is asked anew each time. An anonymous secret ends when its visitor signed in or out elsewhere.
      if (proof?.kind === 'anonymous') await forgetSecret(proof.auth.token)
      return proof !== null
    },
    async merged({ auth, prefix }) {
      const kept = await browser()
      const before = `${site}/a.${kept.place}/`
      await moveOutbox(storage, before, prefix)
      if (kept.token !== auth.token) return
      await forgetSecret(auth.token)
      await storage.clear(before)
    },
  }
}

function isBrowser(value: unknown): value is Browser {
  return typeof value === 'object' && value !== null && 'token' in value && 'place' in value
}

/**
 * The user that a token speaks of, unverified: it only chooses where this browser keeps things; the relay verifies.
 * @throws Error when the site's function returned something else than a JWT
 */
export function subjectOf(jwt: string): string {
  try {
    const payload = (jwt.split('.')[1] ?? '').replace(/-/g, '+').replace(/_/g, '/')
    const bytes = Uint8Array.from(atob(payload), (character) => character.charCodeAt(0))
    const claims: unknown = JSON.parse(new TextDecoder().decode(bytes))
    if (typeof claims === 'object' && claims !== null && 'sub' in claims && typeof claims.sub === 'string')
      return encodeURIComponent(claims.sub)
  } catch {
    // Said below, in words for whoever wrote the function.
  }
  throw new Error('`token` must resolve with a JWT that names the user in `sub`.')
}
