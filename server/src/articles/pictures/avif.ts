/** The outline of an AVIF: its boxes, and the largest size that the properties in them name. */
import { type Outline, PictureBroken } from './outline.ts'

interface Box {
  readonly type: string
  readonly from: number
  readonly end: number
}

export function readAvif(bytes: Buffer): Outline | null {
  if (bytes.toString('latin1', 4, 8) !== 'ftyp') return null
  const [brands, ...rest] = boxesOf(bytes, 0, bytes.length)
  if (!brands || !/avi[fs]/.test(bytes.toString('latin1', brands.from, brands.end))) return null
  const meta = rest.find(({ type }) => type === 'meta')
  if (!meta || !rest.some(({ type }) => type === 'mdat')) throw new PictureBroken()
  // Behind its version and flags.
  const properties = inside(bytes, inside(bytes, { ...meta, from: meta.from + 4 }, 'iprp'), 'ipco')
  let width = 0
  let height = 0
  for (const { type, from } of boxesOf(bytes, properties.from, properties.end)) {
    if (type !== 'ispe') continue
    width = Math.max(width, bytes.readUInt32BE(from + 4))
    height = Math.max(height, bytes.readUInt32BE(from + 8))
  }
  return { width, height, end: bytes.length }
}

function inside(bytes: Buffer, { from, end }: Box, wanted: string): Box {
  const found = boxesOf(bytes, from, end).find(({ type }) => type === wanted)
  if (!found) throw new PictureBroken()
  return found
}

/** What the format, and the one that it is made of, has at its outermost. */
const outermost = ['ftyp', 'meta', 'mdat', 'moov', 'free', 'skip', 'uuid']
/** More of them than pictures have. */
const mostBoxes = 500

function boxesOf(bytes: Buffer, start: number, end: number): readonly Box[] {
  const boxes: Box[] = []
  let at = start
  while (at < end) {
    const said = bytes.readUInt32BE(at)
    const type = bytes.toString('latin1', at + 4, at + 8)
    // 1: the length follows in eight bytes; 0: to the end.
    const head = said === 1 ? 16 : 8
    const length = said === 1 ? Number(bytes.readBigUInt64BE(at + 8)) : said === 0 ? end - at : said
    if (length < head || at + length > end || boxes.length === mostBoxes) throw new PictureBroken()
    if (start === 0 && !outermost.includes(type)) throw new PictureBroken()
    boxes.push({ type, from: at + head, end: at + length })
    at += length
  }
  return boxes
}
