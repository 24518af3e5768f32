/** The smallest pictures of each kind, and pieces to put together those that no program would write. For tests. */
import { crc32 } from 'node:zlib'
import { drawDemoPicture } from '../../demo-picture.ts'

const fromHex = (hex: string): Buffer => Buffer.from(hex.replace(/\s/g, ''), 'hex')
const number = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

export const png = drawDemoPicture()
export const gif = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')
export const webp = Buffer.from('UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA', 'base64')
export const webpLossless = Buffer.from('UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==', 'base64')

/** Its outline alone: nothing here decodes it. */
export function jpeg({ width = 2, height = 3 } = {}): Buffer {
  const frame = fromHex('ffc0 000b 08 0000 0000 01 01 11 00')
  frame.writeUInt16BE(height, 5)
  frame.writeUInt16BE(width, 7)
  return Buffer.concat([
    fromHex('ffd8 ffe0 0010 4a46494600 0101 00 0001 0001 00 00'),
    frame,
    fromHex('ffda 0008 01 01 00 00 3f 00 12 ff00 34 ffd0 56 ffd9'),
  ])
}

const box = (type: string, ...parts: readonly Buffer[]): Buffer => {
  const body = Buffer.concat(parts)
  return Buffer.concat([number(body.length + 8), Buffer.from(type, 'latin1'), body])
}

export function avif({ width = 4, height = 5, brand = 'avif' } = {}): Buffer {
  const size = box('ispe', number(0), number(width), number(height))
  return Buffer.concat([
    box('ftyp', Buffer.from(`${brand}\0\0\0\0${brand}miaf`, 'latin1')),
    box('meta', number(0), box('iprp', box('ipco', size))),
    box('mdat', Buffer.from('pixels')),
  ])
}

export function pngChunk(type: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), body])
  return Buffer.concat([number(body.length), named, number(crc32(named))])
}

/** A few bytes that say they are as large as this. */
export function pngOf(width: number, height: number, ...more: readonly Buffer[]): Buffer {
  return Buffer.concat([
    fromHex('89504e470d0a1a0a'),
    pngChunk('IHDR', Buffer.concat([number(width), number(height), fromHex('08 02 00 00 00')])),
    ...more,
    pngChunk('IDAT', Buffer.from('x')),
    pngChunk('IEND', Buffer.alloc(0)),
  ])
}
