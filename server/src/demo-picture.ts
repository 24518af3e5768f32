/** The one picture of the demonstration: a pier with its berths, drawn here, so that no file of unknown origin is shipped. */
import { crc32, deflateSync } from 'node:zlib'

export const demoPicture = { width: 640, height: 280, mediaType: 'image/png' } as const

type Colour = readonly [red: number, green: number, blue: number]

const water: Colour = [224, 240, 246]
const pier: Colour = [139, 115, 85]
const regular: Colour = [11, 110, 143]
const guest: Colour = [240, 165, 60]
const free: Colour = [255, 255, 255]

/** As on the demo's first page: which of the fourteen berths are taken, and by whom. */
const berths: readonly (readonly [above: Colour, below: Colour])[] = [
  [regular, guest],
  [regular, regular],
  [free, regular],
  [guest, guest],
  [regular, free],
  [regular, regular],
  [free, free],
]

/** A whole PNG. */
export function drawDemoPicture(): Buffer {
  const { width, height } = demoPicture
  const rows: Buffer[] = []
  for (let y = 0; y < height; y++) {
    // Each row begins with its filter: none.
    const row = Buffer.alloc(1 + width * 3)
    for (let x = 0; x < width; x++) row.set(colourAt(x, y), 1 + x * 3)
    rows.push(row)
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  // Eight bits for each of red, green and blue.
  header.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows), { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function colourAt(x: number, y: number): Colour {
  if (y >= 126 && y < 154 && x >= 24 && x < 616) return pier
  const column = Math.floor((x - 32) / 84)
  const across = (x - 32) % 84
  const berth = x >= 32 ? berths[column] : undefined
  if (!berth || across >= 72) return water
  if (y >= 34 && y < 120) return berth[0]
  return y >= 160 && y < 246 ? berth[1] : water
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}
