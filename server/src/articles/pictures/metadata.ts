/**
 * Takes out of a picture what it tells of who took it [HLP6]: where, when and with what, and what programs wrote into it. Which way
 * up it is stays. Knows pictures that were judged to be whole; of AVIF and GIF nothing is taken out.
 */
import { crc32 } from 'node:zlib'
import type { PictureType } from './picture-type.ts'

export interface PlainPicture {
  readonly bytes: Buffer
  /** Whether it is shown lying on its side: its width is then what it says of its height. */
  readonly turned: boolean
}

export function withoutMetadata(mediaType: PictureType, bytes: Buffer): PlainPicture {
  switch (mediaType) {
    case 'image/jpeg':
      return ofJpeg(bytes)
    case 'image/png':
      return ofPng(bytes)
    case 'image/webp':
      return ofWebp(bytes)
    default:
      return { bytes, turned: false }
  }
}

const upright = 1
/** From here on width and height change places. */
const firstTurned = 5
const orientationTag = 0x0112
const exifMark = Buffer.from('Exif\0\0', 'latin1')

/** Which way up, from 1 to 8. Anything unreadable is upright, as browsers have it. */
function orientationIn(tiff: Buffer): number {
  try {
    const isLittle = tiff.toString('latin1', 0, 2) === 'II'
    const short = (at: number) => (isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at))
    const first = isLittle ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4)
    const count = short(first)
    for (let entry = 0; entry < count; entry++) {
      const at = first + 2 + entry * 12
      if (short(at) !== orientationTag) continue
      const value = short(at + 8)
      return value >= 1 && value <= 8 ? value : upright
    }
  } catch (error) {
    // It ends too early.
    if (!(error instanceof RangeError)) throw error
  }
  return upright
}

/** Says which way up and nothing else. */
function tiffOf(orientation: number): Buffer {
  const tiff = Buffer.from('4d4d002a00000008000101120003000000010000000000000000', 'hex')
  tiff.writeUInt16BE(orientation, 18)
  return tiff
}

function ofJpeg(bytes: Buffer): PlainPicture {
  const kept = [bytes.subarray(0, 2)]
  let orientation = upright
  let at = 2
  for (;;) {
    while (bytes.readUInt8(at + 1) === 0xff) at++
    const mark = bytes.readUInt8(at + 1)
    // Behind it are pixels, and what belongs to them.
    if (mark === 0xda) break
    const end = at + 2 + bytes.readUInt16BE(at + 2)
    const said = bytes.subarray(at + 4, end)
    if (mark === 0xe1 && said.subarray(0, 6).equals(exifMark)) orientation = orientationIn(said.subarray(6))
    // Exif and XMP, what Photoshop keeps, and comments.
    else if (mark !== 0xe1 && mark !== 0xed && mark !== 0xfe) kept.push(bytes.subarray(at, end))
    at = end
  }
  const turn = orientation === upright ? [] : [jpegSegment(0xe1, exifMark, tiffOf(orientation))]
  const [start, ...others] = kept
  return {
    bytes: Buffer.concat([start ?? bytes.subarray(0, 2), ...turn, ...others, bytes.subarray(at)]),
    turned: orientation >= firstTurned,
  }
}

function jpegSegment(mark: number, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts)
  const head = Buffer.from([0xff, mark, 0, 0])
  head.writeUInt16BE(body.length + 2, 2)
  return Buffer.concat([head, body])
}

const pngTexts = ['tEXt', 'zTXt', 'iTXt', 'tIME']

function ofPng(bytes: Buffer): PlainPicture {
  const kept = [bytes.subarray(0, 8)]
  let orientation = upright
  for (let at = 8; at < bytes.length; ) {
    const end = at + 12 + bytes.readUInt32BE(at)
    const type = bytes.toString('latin1', at + 4, at + 8)
    if (type === 'eXIf') {
      orientation = orientationIn(bytes.subarray(at + 8, end - 4))
      if (orientation !== upright) kept.push(pngChunk('eXIf', tiffOf(orientation)))
    } else if (!pngTexts.includes(type)) kept.push(bytes.subarray(at, end))
    at = end
  }
  return { bytes: Buffer.concat(kept), turned: orientation >= firstTurned }
}

function pngChunk(type: string, body: Buffer): Buffer {
  const chunk = Buffer.alloc(body.length + 12)
  chunk.writeUInt32BE(body.length)
  chunk.write(type, 4, 'latin1')
  body.copy(chunk, 8)
  chunk.writeUInt32BE(crc32(chunk.subarray(4, -4)), chunk.length - 4)
  return chunk
}

/** In the head of an extended WebP: that there is such a chunk. */
const [exifFlag, xmpFlag] = [0x08, 0x04]

/** No browser turns a WebP by what is written in it. */
function ofWebp(bytes: Buffer): PlainPicture {
  const kept: Buffer[] = []
  for (let at = 12; at < bytes.length; ) {
    const length = bytes.readUInt32LE(at + 4)
    const end = at + 8 + length + (length % 2)
    const type = bytes.toString('latin1', at, at + 4)
    const chunk = Buffer.from(bytes.subarray(at, end))
    if (type === 'VP8X') chunk.writeUInt8(chunk.readUInt8(8) & ~(exifFlag | xmpFlag), 8)
    if (type !== 'EXIF' && type !== 'XMP ') kept.push(chunk)
    at = end
  }
  const body = Buffer.concat(kept)
  const head = Buffer.from(bytes.subarray(0, 12))
  head.writeUInt32LE(body.length + 4, 4)
  return { bytes: Buffer.concat([head, body]), turned: false }
}
