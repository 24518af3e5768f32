/** Fetches the one document that a page loads before anything happens; the browser's cache and its ETag do the rest. */
import type { BootDocument } from '@docent/protocol'
import type { Warn } from './warn.ts'

export interface BootRequest {
  readonly view: Window & typeof globalThis
  readonly base: string
  readonly site: string
  readonly warn: Warn
  /** Fired when nobody waits any longer. */
  readonly stop: AbortSignal
}

export const bootAddress = (base: string, site: string): string =>
  new URL(`api/v1/sites/${encodeURIComponent(site)}/boot`, base).href

/** The site's settings; null where there is no such site, or nobody waits any longer. */
export async function fetchBoot({ view, base, site, warn, stop }: BootRequest): Promise<BootDocument | null> {
  const address = bootAddress(base, site)
  for (let attempt = 0; !stop.aborted; attempt++) {
    try {
      const response = await view.fetch(address, { credentials: 'omit', signal: stop })
      if (response.ok) return (await response.json()) as BootDocument
      if (response.status < 500 && response.status !== 429) {
        warn(`there is no site "${site}" at ${base}. Look at data-site in the script tag.`)
        return null
      }
    } catch (cause) {
      if (attempt === 3) warn(`${address} cannot be reached; does connect-src permit it?`, cause)
    }
    if (!stop.aborted) await pause(view, 1_000 * 2 ** Math.min(attempt, 4), stop)
  }
  return null
}

/** Waits, but no longer than anybody does. */
const pause = (view: Window, milliseconds: number, stop: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = view.setTimeout(resolve, milliseconds)
    stop.onabort = () => resolve(view.clearTimeout(timer))
  })
