// @vitest-environment node
import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { doorSizes } from '../size.ts'

const built = existsSync(new URL('../dist/embed.js', import.meta.url))

describe.skipIf(!built)('bytes of each door, from the build in dist', () => {
  it.each(built ? doorSizes() : [])('[EMB10] [FLO3] $door: at most $budget', ({ bytes, budget, files }) => {
    expect(bytes, files.join(' ')).toBeLessThanOrEqual(budget)
    expect(bytes).toBeGreaterThan(200)
  })
})
