/** Lays each built file's compressed form beside it, so that the relay sends what the budgets count, and spends no time on it. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import type { Plugin } from 'vite'

/**
 * How brotli may write down distances between repetitions, as `[NPOSTFIX, NDIRECT]`. At its best quality it does not
 * look for the best of these by itself; which one that is differs from file to file, by half a percent.
 */
const distances = [
  [0, 0],
  [0, 1],
  [0, 2],
  [1, 0],
] as const

/** As small as brotli goes: what a page's visitor pays. */
export function smallestBrotli(content: Buffer | string): Buffer {
  const packed = distances.map(([postfix, direct]) =>
    brotliCompressSync(content, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
        [constants.BROTLI_PARAM_NPOSTFIX]: postfix,
        [constants.BROTLI_PARAM_NDIRECT]: direct,
      },
    }),
  )
  return packed.reduce((best, one) => (one.length < best.length ? one : best))
}

export const compressed: Plugin = {
  name: 'docent:compressed',
  writeBundle({ dir = '.' }, bundle) {
    for (const name of Object.keys(bundle)) {
      if (!name.endsWith('.js')) continue
      const path = join(dir, name)
      writeFileSync(`${path}.br`, smallestBrotli(readFileSync(path)))
    }
  },
}
