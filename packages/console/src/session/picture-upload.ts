/** Gives a picture to the relay, which looks at its bytes and keeps it [HLP6]; says in one word why it does not. */
import { articleLimits } from '@docent/protocol'
import * as v from 'valibot'
import type { Session } from './session.ts'
import { RefusalDocument } from './session-documents.ts'

export type PictureResult =
  | { readonly kind: 'kept'; readonly url: string }
  | { readonly kind: 'too_large' | 'not_a_picture' | 'forbidden' | 'unreachable' }
  /** In the relay's own words. */
  | { readonly kind: 'refused'; readonly message: string }

const PictureDocument = v.object({ data: v.object({ url: v.string() }) })

export function createPictureUpload(options: {
  send: Session['send']
  /** Of the pictures' route, absolute. */
  address: string
  site: string
}): (picture: Blob) => Promise<PictureResult> {
  const address = `${options.address}?site=${encodeURIComponent(options.site)}`
  return async (picture) => {
    if (picture.size > articleLimits.pictureBytes) return { kind: 'too_large' }
    const headers = { 'content-type': picture.type || 'application/octet-stream' }
    const response = await options.send(address, { method: 'POST', headers, body: picture })
    if (!response) return { kind: 'unreachable' }
    const body: unknown = await response.json().catch(() => null)
    const kept = v.safeParse(PictureDocument, body)
    if (response.ok && kept.success) return { kind: 'kept', url: kept.output.data.url }
    if (response.status === 413) return { kind: 'too_large' }
    if (response.status === 415) return { kind: 'not_a_picture' }
    if (response.status === 401 || response.status === 403) return { kind: 'forbidden' }
    const refusal = v.safeParse(RefusalDocument, body)
    return response.status < 500 && refusal.success && refusal.output.error.message
      ? { kind: 'refused', message: refusal.output.error.message }
      : { kind: 'unreachable' }
  }
}
