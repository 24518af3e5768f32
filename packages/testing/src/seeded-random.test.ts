import { describe, expect, it } from 'vitest'
import { createSeededRandom } from './seeded-random.ts'

describe('seeded chance', () => {
  it('repeats itself for the same seed, and differs for another', () => {
    const run = (seed: number) => {
      const random = createSeededRandom(seed)
      return [random.next(), random.between(1, 6), random.uuid(), random.token(), random.text(20)]
    }
    expect(run(1)).toEqual(run(1))
    expect(run(1)).not.toEqual(run(2))
  })

  it('stays within its ends and reaches both', () => {
    const random = createSeededRandom(3)
    const thrown = new Set(Array.from({ length: 500 }, () => random.between(1, 6)))
    expect([...thrown].sort()).toEqual([1, 2, 3, 4, 5, 6])
  })

  it('makes ids in the forms that the protocol takes', () => {
    const random = createSeededRandom(4)
    expect(random.uuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(random.token()).toMatch(/^[A-Za-z0-9_-]{43}$/)
  })
})
