/** Whether a request to a page of the help centre came from the relay's own pages, and from which of them. Keeps nothing. */
import type { Request } from 'express'
import type { OwnAddress } from '../../http/own-address.ts'

type Headers = Pick<Request, 'get'>
type Own = Pick<OwnAddress, 'isOwn'>

/**
 * Whether a form was sent from here: one on somebody else's page says nothing of what its readers think. A browser of old names
 * no origin; one that was told to keep its addresses to itself says null, and that it comes from here.
 */
export function isSentFromHere(request: Headers, own: Own): boolean {
  const origin = request.get('origin')
  return (
    origin === undefined ||
    own.isOwn(origin, request.get('host')) ||
    (origin === 'null' && request.get('sec-fetch-site') === 'same-origin')
  )
}

/** The page below `root` that led here; null where that was another one. */
export function pageBefore(request: Headers, own: Own, root: string): URL | null {
  const before = URL.parse(request.get('referer') ?? '')
  const host = request.get('host')
  // Behind a proxy that nobody told of, the relay does not know by which scheme it is reached.
  const isFromHere = before !== null && (before.host === host || own.isOwn(before.origin, host))
  return isFromHere && before.pathname.startsWith(root) ? before : null
}
