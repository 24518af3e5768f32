import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { avif, gif, jpeg, png, pngChunk, pngOf, webp, webpLossless } from '../testing/small-pictures.ts'
import { readPicture } from './picture-file.ts'

const whole = { png, gif, webp, webpLossless, jpeg: jpeg(), avif: avif() }
const faultOf = (bytes: Buffer): string => {
  const reply = readPicture(bytes)
  return reply.ok ? `taken as ${reply.data.mediaType}` : `${reply.error.code}: ${reply.error.message}`
}

it('[HLP6] knows a picture and its size by its bytes', () => {
  const known = Object.values(whole).map((bytes) => {
    const reply = readPicture(bytes)
    return reply.ok && [reply.data.mediaType, reply.data.width, reply.data.height]
  })
  expect(known).toEqual([
    ['image/png', 640, 280],
    ['image/gif', 1, 1],
    ['image/webp', 1, 1],
    ['image/webp', 1, 1],
    ['image/jpeg', 2, 3],
    ['image/avif', 4, 5],
  ])
})

describe('refused', () => {
  it('[HLP6] is whatever runs, or is shown by few', () => {
    expect(
      faultOf(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>')),
    ).toContain('SVG')
    expect(faultOf(Buffer.from('\n<?xml version="1.0"?><!-- x --><svg/>'))).toContain('SVG')
    expect(faultOf(Buffer.from('<!doctype html><script>alert(1)</script>'))).toMatch(
      /^bad_request: This is no picture/,
    )
    expect(faultOf(avif({ brand: 'heic' }))).toContain('HEIC')
    expect(faultOf(Buffer.alloc(0))).toMatch(/^bad_request/)
    expect(faultOf(Buffer.from('%PDF-1.7'))).toMatch(/^bad_request/)
  })

  it('[HLP6] is what has something else behind it', () => {
    const html = Buffer.from('<script>alert(1)</script>')
    for (const bytes of Object.values(whole))
      expect(faultOf(Buffer.concat([bytes, html]))).toMatch(
        /^bad_request: (Something else|The picture is damaged)/,
      )
  })

  it('[HLP6] is what is cut off, wherever', () => {
    for (const bytes of Object.values(whole))
      for (let length = 1; length < Math.min(bytes.length, 400); length++)
        expect(faultOf(bytes.subarray(0, bytes.length - length)), `${length} bytes less`).toMatch(
          /^bad_request/,
        )
  })

  it('[HLP6] is what would unfold into gigabytes', () => {
    expect(faultOf(pngOf(100_000, 100_000))).toMatch(/^too_large: .*100000 × 100000/)
    expect(faultOf(pngOf(12_001, 10))).toMatch(/^too_large/)
    expect(faultOf(jpeg({ width: 12_000, height: 12_000 }))).toMatch(/^too_large/)
    expect(faultOf(avif({ width: 60_000, height: 2 }))).toMatch(/^too_large/)
    expect(faultOf(pngOf(0, 10))).toMatch(/^bad_request/)
    // The frame is larger than what is said of the whole.
    const frame = Buffer.from(gif)
    frame.writeUInt16LE(60_000, frame.indexOf(0x2c) + 5)
    expect(faultOf(frame)).toMatch(/^too_large/)
  })

  it('[HLP6] is what contradicts itself', () => {
    const wrongSum = Buffer.from(png)
    wrongSum.writeUInt8(7, 30)
    expect(faultOf(wrongSum)).toContain('damaged')
    expect(faultOf(pngOf(1, 1, pngChunk('IHDR', Buffer.alloc(13))))).toContain('damaged')
    expect(faultOf(Buffer.concat([jpeg().subarray(0, 33), jpeg().subarray(20)]))).toContain('damaged')
    // The head of the whole holds nothing, and what comes behind it could be its size.
    const chunks = Buffer.from('VP8X\0\0\0\0ICCP\x04\0\0\0\0\0\0\0', 'latin1')
    const headless = Buffer.concat([webp.subarray(0, 12), chunks, webp.subarray(12)])
    headless.writeUInt32LE(headless.length - 8, 4)
    expect(faultOf(headless)).toContain('damaged')
  })

  it('[HLP6] is never a fault of the relay, whatever comes', () => {
    const bytes = fc.constantFrom(...Object.values(whole)).chain((one) =>
      fc
        .array(fc.tuple(fc.nat(one.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 })
        .map((changes) => {
          const made = Buffer.from(one)
          for (const [at, value] of changes) made[at] = value
          return made
        }),
    )
    fc.assert(
      fc.property(bytes, (made) => typeof readPicture(made).ok === 'boolean'),
      { numRuns: 2_000 },
    )
  })
})

it('[HLP6] leaves out what a camera put behind its picture', () => {
  const second = readPicture(Buffer.concat([jpeg(), jpeg({ width: 9 })]))
  expect(second.ok && second.data.bytes).toEqual(jpeg())
})
