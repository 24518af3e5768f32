/**
 * What a picture is by its bytes [HLP6]: its type, its size in pixels, and whether it is whole. Its name and what a sender says of
 * it count for nothing. Nothing is decoded, so that a small file that unfolds into gigabytes costs nothing here.
 */
import { done, failure, type Reply } from '@docent/protocol'
import { readAvif } from './avif.ts'
import { readGif } from './gif.ts'
import { readJpeg } from './jpeg.ts'
import { withoutMetadata } from './metadata.ts'
import { type Outline, PictureBroken, type ReadOutline } from './outline.ts'
import type { PictureType } from './picture-type.ts'
import { readPng } from './png.ts'
import { readWebp } from './webp.ts'

export const pictureTypes = {
  'image/png': readPng,
  'image/jpeg': readJpeg,
  'image/gif': readGif,
  'image/webp': readWebp,
  'image/avif': readAvif,
} satisfies Readonly<Record<PictureType, ReadOutline>>

export interface PictureFile {
  readonly mediaType: PictureType
  /** As it is shown. */
  readonly width: number
  readonly height: number
  /** What is to be kept: without what it tells of who took it. */
  readonly bytes: Buffer
}

/** Pixels a browser can be asked to unfold: of one side, and of all. */
export const pictureSizes = { side: 12_000, area: 50_000_000 } as const

export function readPicture(bytes: Buffer): Reply<PictureFile> {
  for (const [mediaType, read] of Object.entries(pictureTypes) as [PictureType, ReadOutline][]) {
    const outline = outlineOf(read, bytes)
    if (outline === null) continue
    if (outline === 'broken')
      return refused('The picture is damaged or cut off. Save it anew in a picture program, and send that.')
    const { width, height, end } = outline
    if (width < 1 || height < 1) return refused('The picture has no pixels.')
    const { side, area } = pictureSizes
    if (width > side || height > side || width * height > area)
      return {
        ok: false,
        error: failure(
          'too_large',
          `The picture has ${width} × ${height} pixels; a side takes ${side}, all of it ${area / 1_000_000} million. Make it smaller.`,
        ),
      }
    if (end < bytes.length && !isOfCamera(mediaType, bytes, end))
      return refused(
        'Something else is hidden behind the picture. Save it anew in a picture program, and send that.',
      )
    const plain = withoutMetadata(mediaType, bytes.subarray(0, end))
    const [across, up] = plain.turned ? [height, width] : [width, height]
    return done({ mediaType, width: across, height: up, bytes: plain.bytes })
  }
  return refused(`${whatElse(bytes)} Send a PNG, JPEG, GIF, WebP or AVIF.`)
}

function outlineOf(read: ReadOutline, bytes: Buffer): Outline | null | 'broken' {
  try {
    return read(bytes)
  } catch (error) {
    // Reading behind the last byte.
    if (error instanceof RangeError || error instanceof PictureBroken) return 'broken'
    throw error
  }
}

/** Phones put a second exposure or a short film behind a JPEG: nobody hides anything by it, and it is left out. */
function isOfCamera(mediaType: PictureType, bytes: Buffer, end: number): boolean {
  if (mediaType !== 'image/jpeg') return false
  const rest = bytes.subarray(end)
  return (
    rest.indexOf('ffd8ff', 0, 'hex') === 0 || rest.indexOf('ftyp') === 4 || rest.every((byte) => byte === 0)
  )
}

function whatElse(bytes: Buffer): string {
  const head = bytes.toString('latin1', 0, 1_024).trimStart().toLowerCase()
  if (head.startsWith('<svg') || (head.startsWith('<?xml') && head.includes('<svg')))
    return 'An SVG can carry a program, so it is not taken.'
  if (/^....ftyp(?:hei|hev|mif)/s.test(bytes.toString('latin1', 0, 12)))
    return 'HEIC, as some phones take it, is not shown by most browsers.'
  return 'This is no picture that every browser shows.'
}

const refused = (message: string): Reply<never> => ({
  ok: false,
  error: failure('bad_request', message, { path: 'picture' }),
})
