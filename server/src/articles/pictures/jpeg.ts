/** The outline of a JPEG: its segments and the coded pixels between them, up to its end mark. */
import { type Outline, PictureBroken } from './outline.ts'

const startOfPicture = 0xd8
const endOfPicture = 0xd9
const startOfScan = 0xda

export function readJpeg(bytes: Buffer): Outline | null {
  if (bytes[0] !== 0xff || bytes[1] !== startOfPicture || bytes[2] !== 0xff) return null
  let at = 2
  let size: { readonly width: number; readonly height: number } | null = null
  let pixels = false
  for (;;) {
    if (bytes.readUInt8(at) !== 0xff) throw new PictureBroken()
    // Any number of them may fill up.
    while (bytes.readUInt8(at) === 0xff) at++
    const mark = bytes.readUInt8(at)
    at++
    if (mark === endOfPicture) {
      if (!size || !pixels) throw new PictureBroken()
      return { ...size, end: at }
    }
    const length = bytes.readUInt16BE(at)
    if (length < 2 || mark === 0 || mark === startOfPicture) throw new PictureBroken()
    if (isFrame(mark)) {
      // A second frame would be another picture than the one that was judged.
      if (size) throw new PictureBroken()
      size = { height: bytes.readUInt16BE(at + 3), width: bytes.readUInt16BE(at + 5) }
    }
    at += length
    if (mark !== startOfScan) continue
    pixels = true
    at = endOfScan(bytes, at)
  }
}

/** SOF0 to SOF15, but for the tables that have their numbers between these. */
const isFrame = (mark: number): boolean =>
  mark >= 0xc0 && mark <= 0xcf && mark !== 0xc4 && mark !== 0xc8 && mark !== 0xcc

/** Coded pixels hold 0xff only before a zero or a restart mark. */
function endOfScan(bytes: Buffer, from: number): number {
  let at = from
  for (;;) {
    at = bytes.indexOf(0xff, at)
    if (at < 0) throw new PictureBroken()
    const next = bytes.readUInt8(at + 1)
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at
    at += next === 0xff ? 1 : 2
  }
}
