/** Judges the tokens by which a site's own server vouches for its users [IDN2]. Keeps nothing, and fetches nothing. */
import { done, failure, limits, type Reply } from '@docent/protocol'
import { decodeProtectedHeader, errors, type JWTPayload, jwtVerify } from 'jose'
import type { Clock } from '../clock.ts'
import type { SiteKeyMaterial, SiteKeys } from './site-keys.ts'
import type { Site } from './sites.ts'

export interface VouchedUser {
  /** The user's id at the site. */
  readonly subject: string
  /** Milliseconds since 1970; the session ends then [IDN2]. */
  readonly expiresAt: number
  readonly profile?: { readonly name?: string; readonly email?: string }
}

export interface UserTokens {
  verify(site: Site, jwt: string): Promise<Reply<VouchedUser>>
}

interface Options {
  readonly keys: Pick<SiteKeys, 'inForce'>
  readonly clock: Clock
}

/** Seconds by which two servers' clocks may differ. */
const tolerance = 30
const longestLife = 24 * 3_600
const tokenLength = 4_096
const subjectLength = 200

/** Headers that name a key or where to fetch one: a key comes from the relay's own store, and from nowhere else. */
const foreignKeys = ['jku', 'jwk', 'x5u', 'x5c', 'crit']

export function createUserTokens({ keys, clock }: Options): UserTokens {
  return {
    async verify(site, jwt) {
      const key = keyFor(jwt, keys.inForce(site.id))
      if (!key.ok) return key
      try {
        const { payload } = await jwtVerify(jwt, key.data.key, {
          algorithms: [key.data.algorithm],
          audience: site.key,
          requiredClaims: ['sub', 'exp', 'aud'],
          clockTolerance: tolerance,
          currentDate: new Date(clock.now()),
        })
        return userOf(payload, site.key, clock.now())
      } catch (error) {
        if (!(error instanceof errors.JOSEError) && !(error instanceof TypeError)) throw error
        return refused(reasonOf(error, site.key))
      }
    },
  }
}

function keyFor(jwt: string, inForce: readonly SiteKeyMaterial[]): Reply<SiteKeyMaterial> {
  if (jwt.length > tokenLength) return refused(`The token is longer than ${tokenLength} characters.`)
  let header: Record<string, unknown>
  try {
    header = { ...decodeProtectedHeader(jwt) }
  } catch {
    return refused('The token is not a signed JWT in compact form.')
  }
  if (foreignKeys.some((name) => name in header))
    return refused(
      'The token names a key of its own; sign with a key that was added to the site, and name its kid.',
    )
  const [only] = inForce
  if (!only) return refused('This site has no key to judge tokens with; add one with "docent site key add".')
  if (header.kid === undefined && inForce.length > 1)
    return refused('This site has several keys: name the one that signed in the header "kid".')
  const key = header.kid === undefined ? only : inForce.find(({ kid }) => kid === header.kid)
  if (!key) return refused('The header "kid" names no key in force of this site.')
  if (header.alg !== key.algorithm) return refused(`Tokens of this key are signed with ${key.algorithm}.`)
  return done(key)
}

function userOf(
  { sub, exp, aud, name, email }: JWTPayload,
  siteKey: string,
  now: number,
): Reply<VouchedUser> {
  // A token for several sites at once could be replayed by one of them at another.
  if ((Array.isArray(aud) ? aud.length === 1 && aud[0] : aud) !== siteKey)
    return refused(`The claim "aud" must be the site key "${siteKey}" and nothing else.`)
  if (typeof sub !== 'string' || sub === '' || sub.length > subjectLength || !sub.isWellFormed())
    return refused(`The claim "sub" takes the user's id, 1 to ${subjectLength} characters.`)
  if (typeof exp !== 'number' || exp - now / 1_000 > longestLife + tolerance)
    return refused('The claim "exp" may lie at most 24 hours ahead.')
  const profile = {
    ...(isText(name, limits.nameLength) && { name }),
    ...(isText(email, limits.emailLength) && { email }),
  }
  return done({
    subject: sub,
    expiresAt: exp * 1_000,
    ...(Object.keys(profile).length > 0 && { profile }),
  })
}

const isText = (value: unknown, length: number): value is string =>
  typeof value === 'string' && value !== '' && value.length <= length && value.isWellFormed()

function reasonOf(error: Error, siteKey: string): string {
  if (error instanceof errors.JWTExpired) return 'The token has expired; fetch a new one.'
  if (error instanceof errors.JWTClaimValidationFailed)
    return error.claim === 'aud'
      ? `The claim "aud" must be the site key "${siteKey}".`
      : `The claim "${error.claim}" is missing or does not hold.`
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'The signature is not of this key.'
  return 'The token is not a valid signed JWT.'
}

const refused = (message: string): Reply<never> => ({ ok: false, error: failure('unauthenticated', message) })
