/** The outline of a PNG: its chunks, each with its checksum, up to the last. */
import { crc32 } from 'node:zlib'
import { type Outline, PictureBroken } from './outline.ts'

const signature = Buffer.from('89504e470d0a1a0a', 'hex')

export function readPng(bytes: Buffer): Outline | null {
  if (!bytes.subarray(0, 8).equals(signature)) return null
  let at = 8
  let width = 0
  let height = 0
  let pixels = false
  for (;;) {
    const length = bytes.readUInt32BE(at)
    const type = bytes.toString('latin1', at + 4, at + 8)
    const end = at + 8 + length
    if (crc32(bytes.subarray(at + 4, end)) !== bytes.readUInt32BE(end)) throw new PictureBroken()
    if ((at === 8) !== (type === 'IHDR')) throw new PictureBroken()
    if (type === 'IHDR') {
      width = bytes.readUInt32BE(at + 8)
      height = bytes.readUInt32BE(at + 12)
    }
    pixels ||= type === 'IDAT'
    at = end + 4
    if (type !== 'IEND') continue
    if (!pixels) throw new PictureBroken()
    return { width, height, end: at }
  }
}
