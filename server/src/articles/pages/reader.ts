/** Whether a request for a page is a person's: not a crawler's, and not a browser's that fetches it for another page or ahead. Keeps nothing. */
import type { Request } from 'express'
import type { PageReader } from './page-sessions.ts'

/** By what they say of themselves; who wants to be taken for a browser is. */
const crawlers =
  /(?<!cu)bot\b|(?<!cu)bot[/_-]|crawl|spider|slurp|preview|fetch|scan|monitor|check|validator|archiver|lighthouse|facebookexternalhit|whatsapp|telegram|embedly|curl|wget|python|java\/|go-http|okhttp|axios|node/i

export const readerOf = (request: Pick<Request, 'ip' | 'get'>): PageReader => ({
  address: request.ip,
  userAgent: request.get('user-agent') ?? '',
})

export function isReading(request: Pick<Request, 'method' | 'get' | 'query'>): boolean {
  if (request.method !== 'GET') return false
  const userAgent = request.get('user-agent')?.slice(0, 400) ?? ''
  if (!userAgent.startsWith('Mozilla/') || crawlers.test(userAgent)) return false
  if (/prefetch|prerender|preview/i.test(request.get('sec-purpose') ?? request.get('purpose') ?? ''))
    return false
  // Named as a picture or fetched by whatever page its visitors are on, it would be counted and never seen. Not all browsers say it.
  if ((request.get('sec-fetch-dest') ?? 'document') !== 'document') return false
  // The way back from a vote is the page that was opened before.
  return request.query.thanks !== '1'
}
