/** Pictures that tell where they were taken [HLP6]. */
import { expect, it } from 'vitest'
import { jpeg, png, pngChunk, pngOf, webp } from '../testing/small-pictures.ts'
import { readPicture } from './picture-file.ts'

const secret = '59.4370N 24.7536E'

/** With an orientation first and the place behind it, in the order of bytes of one or the other maker. */
function exif(orientation: number, isLittle: boolean): Buffer {
  const tiff = Buffer.alloc(26)
  tiff.write(isLittle ? 'II' : 'MM', 'latin1')
  const short = (value: number, at: number) =>
    isLittle ? tiff.writeUInt16LE(value, at) : tiff.writeUInt16BE(value, at)
  const long = (value: number, at: number) =>
    isLittle ? tiff.writeUInt32LE(value, at) : tiff.writeUInt32BE(value, at)
  short(42, 2)
  long(8, 4)
  short(1, 8)
  short(0x0112, 10)
  short(3, 12)
  long(1, 14)
  short(orientation, 18)
  return Buffer.concat([tiff, Buffer.from(secret)])
}
function segment(mark: number, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts)
  return Buffer.concat([Buffer.from([0xff, mark, (body.length + 2) >> 8, (body.length + 2) & 255]), body])
}
/** Behind the first two bytes, as cameras have it. */
const jpegWith = (...segments: readonly Buffer[]) =>
  Buffer.concat([jpeg().subarray(0, 2), ...segments, jpeg().subarray(2)])
const exifSegment = (tiff: Buffer) => segment(0xe1, Buffer.from('Exif\0\0', 'latin1'), tiff)

function kept(bytes: Buffer) {
  const read = readPicture(bytes)
  if (!read.ok) throw new Error(read.error.message)
  // What is kept is a picture still, and nothing more is taken out of it.
  expect(readPicture(read.data.bytes)).toEqual(read)
  return read.data
}

it('[HLP6] are kept as JPEG without place, programs and comments', () => {
  const xmp = segment(0xe1, Buffer.from(`http://ns.adobe.com/xap/1.0/\0${secret}`))
  const more = [xmp, segment(0xed, Buffer.from(secret)), segment(0xfe, Buffer.from(secret))]
  expect(kept(jpegWith(exifSegment(exif(1, true)), ...more)).bytes).toEqual(jpeg())
})

it.each([
  [3, true, 2, 3],
  [6, true, 3, 2],
  [8, false, 3, 2],
])('[HLP6] stay as JPEG turned by %i, with the size that is seen', (turn, isLittle, width, height) => {
  const picture = kept(jpegWith(exifSegment(exif(turn, isLittle))))
  expect(picture).toMatchObject({ width, height })
  expect(picture.bytes.includes(secret)).toBe(false)
  expect(picture.bytes.length).toBe(jpeg().length + 36)
})

it('[HLP6] are upright where what they say of it is cut off or makes no sense', () => {
  for (const tiff of [exif(9, true), exif(6, true).subarray(0, 15), Buffer.from('MM'), Buffer.alloc(0)])
    expect(kept(jpegWith(exifSegment(tiff))).bytes).toEqual(jpeg())
})

it('[HLP6] are kept as PNG without texts and times, and turned as they were', () => {
  const texts = ['tEXt', 'zTXt', 'iTXt', 'tIME'].map((type) => pngChunk(type, Buffer.from(secret)))
  expect(kept(pngOf(4, 5, ...texts, pngChunk('eXIf', exif(1, false)))).bytes).toEqual(pngOf(4, 5))
  const turned = kept(pngOf(4, 5, pngChunk('eXIf', exif(6, false))))
  expect(turned).toMatchObject({ width: 5, height: 4 })
  expect(turned.bytes.includes(secret)).toBe(false)
  expect(kept(png).bytes).toEqual(png)
})

it('[HLP6] are kept as WebP without what was written behind the pixels', () => {
  const chunk = (type: string, body: Buffer) => {
    const head = Buffer.alloc(8)
    head.write(type, 'latin1')
    head.writeUInt32LE(body.length, 4)
    return Buffer.concat([head, body, Buffer.alloc(body.length % 2)])
  }
  const riff = (...chunks: readonly Buffer[]) => {
    const body = Buffer.concat([Buffer.from('WEBP'), ...chunks])
    const head = Buffer.from('RIFF\0\0\0\0', 'latin1')
    head.writeUInt32LE(body.length, 4)
    return Buffer.concat([head, body])
  }
  const head = (flags: number) => chunk('VP8X', Buffer.from([flags, 0, 0, 0, 0, 0, 0, 0, 0, 0]))
  const pixels = webp.subarray(12)
  const sent = riff(head(0x1c), pixels, chunk('EXIF', exif(6, true)), chunk('XMP ', Buffer.from(secret)))
  expect(kept(sent).bytes).toEqual(riff(head(0x10), pixels))
  expect(kept(webp).bytes).toEqual(webp)
})
