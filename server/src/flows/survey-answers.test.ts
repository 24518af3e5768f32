import { describe, expect, it } from 'vitest'
import { createAnswersCount } from './survey-answers.ts'

const said = (...answers: readonly (readonly [string, string | number | null])[]) => ({
  events: answers.map(([stepId, value], seq) => ({
    kind: 'item_done' as const,
    stepId,
    seq,
    at: seq,
    value,
  })),
})

describe('answers to a survey', () => {
  it('[FLO16] are told by question, the most frequent first, else the latest', () => {
    const count = createAnswersCount()
    for (const run of [
      said(['nps', 9], ['why', 'Calm']),
      said(['nps', 7]),
      said(['nps', 9]),
      said(['why', 'Quick']),
    ])
      count.add(run)
    expect(count.of('nps')).toEqual([
      { value: 9, runs: 2 },
      { value: 7, runs: 1 },
    ])
    expect(count.of('why')?.map(({ value }) => value)).toEqual(['Quick', 'Calm'])
    expect(count.of('other')).toBeUndefined()
  })

  it('[FLO16] count once for each run, with its last word', () => {
    const count = createAnswersCount()
    count.add(said(['nps', 2], ['nps', 3], ['nps', null]))
    expect(count.of('nps')).toEqual([{ value: 3, runs: 1 }])
  })

  it('[FLO16] of words are the latest two hundred', () => {
    const count = createAnswersCount()
    for (let number = 0; number < 250; number++) count.add(said(['why', `words ${number}`]))
    const kept = count.of('why')
    expect(kept).toHaveLength(200)
    expect(kept?.[0]?.value).toBe('words 249')
  })
})
