import { describe, expect, it } from 'vitest'
import { plainText } from './plain-text.ts'
import { parseText } from './text.ts'

const read = (text: string) => plainText(parseText(text) ?? [])

describe('the words of a text', () => {
  it.each([
    ['**Guest** berths, _please_ ~~now~~', 'Guest berths, please now'],
    ['See [the plan](https://harbor.test/plan)', 'See the plan'],
    ['Run `npm start` first', 'Run npm start first'],
    ['> quoted\n\nanswered', 'quoted\nanswered'],
    ['- one\n- two\n  - three', 'one\ntwo\nthree'],
    ['```\nlet a = 1\n```', 'let a = 1'],
    ['**one**\ntwo', 'one\ntwo'],
  ])('of %j are %j', (text, words) => {
    expect(read(text)).toBe(words)
  })
})
