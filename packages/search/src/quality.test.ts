import { beforeAll, describe, expect, it } from 'vitest'
import { contestants } from '../quality/contestants.ts'
import { interval, ndcg, type Search, steadiness } from '../quality/measures.ts'
import { type Fixture, languages, readFixture } from '../quality/read-fixtures.ts'

describe.each(languages)('on the judged queries of the help centre in %s', (language) => {
  let fixture: Fixture
  let plain: Search
  let ours: Search

  beforeAll(async () => {
    fixture = await readFixture(language)
    const documents = [...fixture.articles, ...fixture.hidingAmong]
    plain = contestants.plain(documents)
    ours = contestants.ours(documents)
  })

  it('[SEA8] stands before enough articles, distractors and queries', () => {
    expect(fixture.articles.length).toBeGreaterThanOrEqual(20)
    expect(fixture.hidingAmong.length).toBeGreaterThanOrEqual(300)
    expect(fixture.queries.length).toBeGreaterThanOrEqual(60)
    const keys = fixture.articles.map(({ id }) => id)
    expect(keys).toEqual(
      expect.arrayContaining([...new Set(fixture.queries.flatMap(({ judged }) => Object.keys(judged)))]),
    )
  })

  it('[SEA8] ranks better than a common library, beyond the doubt of chance', () => {
    const better = fixture.queries.map(
      ({ query, judged }) => ndcg(ours(query), judged) - ndcg(plain(query), judged),
    )
    const [least] = interval(better)
    expect(least).toBeGreaterThan(0.05)
  })

  it('[SEA6] stays steady while a query is typed letter by letter', () => {
    const { steps, drops } = steadiness(ours, fixture.queries)
    expect(steps).toBeGreaterThan(500)
    expect(drops / steps).toBeLessThanOrEqual(0.03)
  })
})

describe('the measure of a ranking', () => {
  it('is 1 for the best order, less for a worse one, and 0 for none', () => {
    const judged = { answer: 3, most: 2, related: 1 }
    expect(ndcg(['answer', 'most', 'related'], judged)).toBe(1)
    expect(ndcg(['answer', 'related', 'most'], judged)).toBeLessThan(1)
    expect(ndcg(['most', 'answer'], judged)).toBeLessThan(ndcg(['answer', 'most'], judged))
    expect(ndcg(['another'], judged)).toBe(0)
  })

  it('has a range that holds its mean, narrower for more queries', () => {
    const values = [0, 0.5, 1, 1]
    const [from, to] = interval(values)
    expect(from).toBeLessThan(0.625)
    expect(to).toBeGreaterThan(0.625)
    const [closer, further] = interval(Array.from({ length: 50 }, () => values).flat())
    expect(further - closer).toBeLessThan(to - from)
  })
})
