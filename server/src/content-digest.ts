/** Names contents by what they are: other contents have another name. */
import { createHash } from 'node:crypto'

/** 22 letters, digits, hyphens and underscores. */
export const digestOf = (content: string | Uint8Array): string =>
  createHash('sha256').update(content).digest('base64url').slice(0, 22)

/** Quoted, as the header takes it. */
export const etagOf = (body: string): string => `"${digestOf(body)}"`
