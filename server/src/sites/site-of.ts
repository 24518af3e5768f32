/** The site that a request over HTTP names by its key. */
import { failure } from '@docent/protocol'
import type { Response } from 'express'
import { sendFailure } from '../http/failures.ts'
import type { Site, Sites } from './sites.ts'

/** Answers by itself, and with null, where there is none. */
export function siteOf(sites: Pick<Sites, 'find'>, key: unknown, response: Response): Site | null {
  const site = typeof key === 'string' ? sites.find(key) : null
  if (!site)
    sendFailure(
      response,
      failure('not_found', 'There is no site with this key; look at data-site in the script tag.'),
    )
  return site
}
