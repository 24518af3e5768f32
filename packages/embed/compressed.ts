/** Lays each built file's compressed form beside it, so that the relay sends what the budgets count, and spends no time on it. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import type { Plugin } from 'vite'

/** As small as brotli goes: what a page's visitor pays. */
export const smallestBrotli = (content: Buffer | string): Buffer =>
  brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } })

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
