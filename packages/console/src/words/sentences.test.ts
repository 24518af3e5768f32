import { failure } from '@docent/protocol'
import { describe, expect, it } from 'vitest'
import { failureSentence } from './failures.ts'
import { whySentences } from './why-sentences.ts'
import { createWords } from './words.tsx'

const { say } = createWords('en', 'UTC')

describe('why an agent was chosen', () => {
  it('[RTE3] says rule, load, rivals and tie in whole sentences', () => {
    const why = {
      rule: 'least_busy',
      active: 1,
      capacity: 3,
      candidates: 2,
      tieBrokenBy: 'longest_since_last',
    } as const
    expect(whySentences(say, why, 'Ada', () => '')).toEqual([
      'Ada had the lightest load of those who were free.',
      'At that moment 1 of 3 places were in use.',
      '2 agents could have had it.',
      'The tie went to whoever had waited longest for a conversation.',
    ])
  })

  it('names who did it', () => {
    expect(whySentences(say, { rule: 'transferred', by: 'l' }, 'Ada', () => 'Linus')).toEqual([
      'The conversation was transferred to Ada.',
      'It was done by Linus.',
    ])
  })
})

describe('what a refusal says', () => {
  it('[RTE2] tells the loser who has the conversation now', () => {
    const lost = failure('stale', '', { owner: { id: 'l', name: 'Linus' }, gen: 2 })
    expect(failureSentence(say, lost, 'ada')).toBe('Linus has this conversation now.')
    expect(failureSentence(say, lost, 'l')).toBe('You have this conversation already.')
  })

  it('says what to do at capacity and without permission', () => {
    expect(failureSentence(say, failure('at_capacity', ''), null)).toMatch(/Resolve a conversation first/)
    expect(failureSentence(say, failure('forbidden', ''), null)).toMatch(/Ask a supervisor/)
  })
})
