/** The outline of a GIF: its blocks up to the trailer. */
import { type Outline, PictureBroken } from './outline.ts'

const imageBlock = 0x2c
const extension = 0x21
const trailer = 0x3b

export function readGif(bytes: Buffer): Outline | null {
  if (!/^GIF8[79]a$/.test(bytes.toString('latin1', 0, 6))) return null
  let width = bytes.readUInt16LE(6)
  let height = bytes.readUInt16LE(8)
  let at = 13 + colours(bytes.readUInt8(10))
  let pixels = false
  for (;;) {
    const block = bytes.readUInt8(at)
    at++
    if (block === trailer) {
      if (!pixels) throw new PictureBroken()
      return { width, height, end: at }
    }
    if (block === imageBlock) {
      pixels = true
      // A frame may be larger than what is said of the whole.
      width = Math.max(width, bytes.readUInt16LE(at) + bytes.readUInt16LE(at + 4))
      height = Math.max(height, bytes.readUInt16LE(at + 2) + bytes.readUInt16LE(at + 6))
      at = behindParts(bytes, at + 10 + colours(bytes.readUInt8(at + 8)))
    } else if (block === extension) at = behindParts(bytes, at + 1)
    else throw new PictureBroken()
  }
}

/** Bytes of a table of colours, by the flags that announce it. */
const colours = (flags: number): number => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0)

/** Data comes in parts of up to 255 bytes; one of none is the last. */
function behindParts(bytes: Buffer, from: number): number {
  let at = from
  for (;;) {
    const length = bytes.readUInt8(at)
    at += 1 + length
    if (length === 0) return at
  }
}
