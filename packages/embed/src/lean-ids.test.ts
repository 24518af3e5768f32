import { describe, expect, it } from 'vitest'
import { createIds, v7 } from './lean-ids.ts'

const noise = (words: Uint32Array<ArrayBuffer>) => crypto.getRandomValues(words)

describe('ids of the widget', () => {
  it('are UUIDs of version 7 that say when they were made', () => {
    const id = createIds(() => 0x0197b1c25d3e, noise)()
    expect(id).toMatch(/^0197b1c2-5d3e-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(v7()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })

  it('sort in the order in which they were made, within a millisecond and where the clock goes back', () => {
    const times = [5_000, 5_000, 4_000, 4_000, 5_001, 5_000]
    let at = 0
    const ids = createIds(() => times[at++ % times.length] ?? 0, noise)
    const made = Array.from({ length: 5_000 }, ids)
    expect([...made].sort()).toEqual(made)
    expect(new Set(made).size).toBe(5_000)
  })

  it('go on in the next millisecond where one is full', () => {
    const full = createIds(
      () => 1_000,
      (words) => words.fill(0xffffffff),
    )
    const before = full()
    for (let made = 0; made < 10; made++) expect(full() > before).toBe(true)
  })
})
