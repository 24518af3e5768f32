/** The cookie that carries an agent's session: how it is written, and how it is found in a header. */

export const cookieName = 'docent_session'

export interface CookiePlace {
  /** The base path of the relay, `/` where there is none. */
  readonly path: string
  /** True where browsers reach the relay by https. */
  readonly secure: boolean
}

/** Strict: no link, form or script of another site ever sends it along. */
export const writeCookie = (value: string, maxAgeSeconds: number, { path, secure }: CookiePlace): string =>
  `${cookieName}=${value}; Path=${path}; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`

export const clearCookie = (place: CookiePlace): string => writeCookie('', 0, place)

/** 256 random bits in base64url: whatever else the header holds is not ours. */
const form = /^[A-Za-z0-9_-]{43}$/

/** The session's secret in a `Cookie` header; null where there is none of the right form. */
export function readCookie(header: string | undefined): string | null {
  for (const pair of (header ?? '').split(';')) {
    const [name, value = ''] = pair.trim().split('=', 2)
    if (name === cookieName && form.test(value)) return value
  }
  return null
}
