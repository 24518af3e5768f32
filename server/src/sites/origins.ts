/** What an origin is, and whether a site lists it. Scheme, host and port are compared as one text: no pattern, no suffix [IDN5]. */

/** An address or origin as browsers write origins; null where it is none that a page can have. */
export function originOf(text: string): string | null {
  const url = URL.parse(text.trim())
  if (!url || !/^https?:$/.test(url.protocol) || url.hostname.includes('*')) return null
  return url.username || url.password ? null : url.origin
}

/** True only for an origin of the list, as the browser sent it; a missing one and `null` (a sandbox, a file) never are. */
export const isListed = (origins: readonly string[], origin: string | undefined): boolean =>
  origin !== undefined && origin !== 'null' && origins.includes(origin)
