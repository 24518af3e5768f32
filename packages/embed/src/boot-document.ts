/** Fetches the one document that a page loads before anything happens; the browser's cache and its ETag do the rest. */
import type { BootDocument } from '@docent/protocol'
import type { Warn } from './warn.ts'

export interface BootRequest {
  readonly base: string
  readonly site: string
  readonly fetch: typeof fetch
  readonly warn: Warn
  /** Resolves after so many milliseconds, or when trying again may help. */
  readonly pause: (milliseconds: number) => Promise<void>
  readonly signal: AbortSignal
}

/** Seconds between attempts grow up to this, in milliseconds. */
const longestPause = 60_000

/** The site's settings; null where there is no such site, or nobody waits any longer. */
export async function fetchBoot(request: BootRequest): Promise<BootDocument | null> {
  const { base, site, signal, warn } = request
  const address = new URL(`api/v1/sites/${encodeURIComponent(site)}/boot`, base).href
  for (let attempt = 0; !signal.aborted; attempt++) {
    try {
      const response = await request.fetch(address, { credentials: 'omit', signal })
      if (response.ok) return (await response.json()) as BootDocument
      if (response.status < 500 && response.status !== 429) {
        warn(`there is no site "${site}" at ${base}. Look at data-site in the script tag.`)
        return null
      }
    } catch (cause) {
      if (attempt === 3 && !signal.aborted)
        warn(`${address} cannot be reached. Check that connect-src permits it; trying again.`, cause)
    }
    if (!signal.aborted) await request.pause(Math.min(longestPause, 1_000 * 2 ** attempt))
  }
  return null
}
