/** The outline of a WebP: its chunks, up to the length that its head says. */
import { type Outline, PictureBroken } from './outline.ts'

/** Of what is said of the whole, at least. */
const headLength = 10

export function readWebp(bytes: Buffer): Outline | null {
  if (bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WEBP') return null
  const end = 8 + bytes.readUInt32LE(4)
  if (end > bytes.length) throw new PictureBroken()
  let at = 12
  let width = 0
  let height = 0
  let pixels = false
  while (at < end) {
    const type = bytes.toString('latin1', at, at + 4)
    const length = bytes.readUInt32LE(at + 4)
    // It would say its size in the next one.
    if (type === 'VP8X' && length < headLength) throw new PictureBroken()
    const size = sizeOf(type, bytes, at + 8)
    // What is said of the whole, and what its pixels say, need not agree.
    if (size) {
      width = Math.max(width, size[0])
      height = Math.max(height, size[1])
    }
    pixels ||= type === 'VP8 ' || type === 'VP8L' || type === 'ANMF'
    at += 8 + length + (length % 2)
  }
  if (at !== end || !pixels) throw new PictureBroken()
  return { width, height, end }
}

function sizeOf(type: string, bytes: Buffer, at: number): readonly [width: number, height: number] | null {
  switch (type) {
    case 'VP8 ':
      if (bytes.toString('hex', at + 3, at + 6) !== '9d012a') throw new PictureBroken()
      return [bytes.readUInt16LE(at + 6) & 0x3fff, bytes.readUInt16LE(at + 8) & 0x3fff]
    case 'VP8L': {
      if (bytes.readUInt8(at) !== 0x2f) throw new PictureBroken()
      const bits = bytes.readUInt32LE(at + 1)
      return [(bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1]
    }
    case 'VP8X':
      return [bytes.readUIntLE(at + 4, 3) + 1, bytes.readUIntLE(at + 7, 3) + 1]
    case 'ANMF':
      return [
        bytes.readUIntLE(at, 3) * 2 + bytes.readUIntLE(at + 6, 3) + 1,
        bytes.readUIntLE(at + 3, 3) * 2 + bytes.readUIntLE(at + 9, 3) + 1,
      ]
    default:
      return null
  }
}
