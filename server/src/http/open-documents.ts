/**
 * Answers that hold no cookie and no secret: pages of any origin may read them, anybody may keep them, and a browser that has
 * the present one is told so instead. Knows nothing of what is in them.
 */
import type { Request, Response } from 'express'
import { isKnown } from './known-etag.ts'

/** For addresses that name a version or a revision: another one stands under another address. */
export const forGood = 'public, max-age=31536000, immutable'
export const forAMinute = 'public, max-age=60'

export interface OpenDocument {
  readonly body: string | Uint8Array
  /** Quoted, as the header takes it; another body has another one. */
  readonly etag: string
  /** The same body, packed. */
  readonly brotli?: Uint8Array
}

/** The embedder's pages have other origins than the relay; what is judged by origin is the socket [IDN5]. */
export const openToPages = (response: Response): Response =>
  response.set({ 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' })

/** @param type as `response.type` takes it */
export function sendDocument(
  request: Pick<Request, 'get' | 'acceptsEncodings'>,
  response: Response,
  { body, etag, brotli }: OpenDocument,
  cacheControl: string,
  type = 'json',
): void {
  const packed = brotli && request.acceptsEncodings('br') ? brotli : null
  if (brotli) response.set('Vary', 'Accept-Encoding')
  // Weak where it is packed: the same document, though not the same bytes.
  response.set({ ETag: packed ? `W/${etag}` : etag, 'Cache-Control': cacheControl })
  if (isKnown(request.get('if-none-match'), etag)) {
    response.status(304).end()
    return
  }
  response.type(type)
  if (packed) response.set('Content-Encoding', 'br')
  response.send(packed ?? body)
}
