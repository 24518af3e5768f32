import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { mutations } from './mutations.ts'

const read = (file: string) => readFileSync(join(import.meta.dirname, '../../..', file), 'utf8')

describe('the recorded mutations', () => {
  it.each(mutations)('still find the guard that they remove: $name', ({ edits }) => {
    for (const { file, from } of edits) expect(read(file).split(from), file).toHaveLength(2)
  })

  it.each(mutations)('name a test that exists: $name', ({ caughtBy }) => {
    const named = [caughtBy.file, 'server/faults/hooked-relay-messages.ts'].map(read).join('\n')
    expect(named.includes(caughtBy.test), caughtBy.test).toBe(true)
  })
})
