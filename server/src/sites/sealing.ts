/** Seals small secrets before they reach the database, so that a copy of it alone gives none away. Knows no tables. */
import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto'

export interface Sealer {
  /** `place` (a row's name) is bound to the result: a sealed text moved to another row does not open. */
  seal(text: string, place: string): string
  /** @throws SealBroken where the secret is another one, is missing, or the text was changed */
  open(sealed: string, place: string): string
}

/** A sealed text that this relay cannot open. */
export class SealBroken extends Error {}

const mark = 'sealed.v1.'

/**
 * AES-256-GCM with a key from DOCENT_SECRET; without a secret, texts lie there as they are.
 * What was stored unsealed is read either way, so that a secret can be set later.
 */
export function createSealer(secret: string | null): Sealer {
  // Once per start. The salt needs no chance: there is one secret per relay, and it is not a password of many.
  const key = secret === null ? null : scryptSync(secret, 'docent sealing key', 32)
  return {
    seal(text, place) {
      if (key === null) return text
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(place))
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return mark + Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')
    },
    open(sealed, place) {
      if (!sealed.startsWith(mark)) return sealed
      if (key === null)
        throw new SealBroken('This is sealed: set DOCENT_SECRET to the value it was stored with.')
      const bytes = Buffer.from(sealed.slice(mark.length), 'base64url')
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12))
          .setAAD(Buffer.from(place))
          .setAuthTag(bytes.subarray(12, 28))
        return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
      } catch (cause) {
        throw new SealBroken('This was sealed with another DOCENT_SECRET.', { cause })
      }
    },
  }
}
