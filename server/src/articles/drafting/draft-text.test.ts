/** What a conversation becomes as an article: a title, the question, and the answers in their order. */
import { articleLimits } from '@docent/protocol'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { draftText, type SaidMessage, titleOf } from './draft-text.ts'
import { withoutPleasantries } from './pleasantries.ts'

const said = (by: SaidMessage['by'], text: string): SaidMessage => ({ by, parts: [{ type: 'text', text }] })
const draft = (messages: readonly SaidMessage[], more: { wanted?: string; looked?: string } = {}) =>
  draftText({
    messages,
    wanted: more.wanted ?? null,
    looked: more.looked ?? null,
    keyOf: (id) => `key-${id}`,
  })

describe('a draft of a conversation', () => {
  it('[HLP14] holds the question and the answers in order, without greetings and thanks', () => {
    expect(
      draft([
        said('visitor', 'Hello!'),
        said('visitor', 'How do I change my plan? I looked everywhere.'),
        said('agent', 'Hi Anna,\n\nOpen **Billing**.'),
        said('visitor', 'Thanks! And back?'),
        said('agent', 'The same way. Have a nice day!'),
        said('visitor', 'Thank you'),
        said('agent', "You're welcome!"),
      ]),
    ).toEqual({
      title: 'How do I change my plan?',
      body: '> How do I change my plan? I looked everywhere.\n\nOpen **Billing**.\n\nThe same way.',
    })
  })

  it('[HLP14] takes its title from the query that visitors wrote, and the question from what was looked for', () => {
    expect(
      draft([said('visitor', 'hello'), said('agent', 'Press Export.')], {
        wanted: 'export invoices',
        looked: 'export',
      }),
    ).toEqual({
      title: 'Export invoices',
      body: '> export\n\nPress Export.',
    })
  })

  it('[HLP14] names articles that were sent by links that every reader opens in its own way', () => {
    const { body } = draft([
      said('visitor', 'Refund?'),
      { by: 'agent', parts: [{ type: 'article', articleId: '7', title: 'Re[f]unds' }] },
    ])
    expect(body).toBe('> Refund?\n\n[Re\\[f\\]unds](article:key-7)')
  })

  it('[HLP14] quotes each line of the question, and takes as much as an article does', () => {
    expect(draft([said('visitor', 'One\n\ntwo'), said('agent', 'Three')]).body).toBe(
      '> One\n>\n> two\n\nThree',
    )
    const long = draft(Array.from({ length: 40 }, () => said('agent', 'щ'.repeat(8_000))))
    expect(long.body.length).toBeLessThanOrEqual(articleLimits.bodyLength)
    expect(Buffer.byteLength(long.body)).toBeLessThanOrEqual(articleLimits.bodyBytes)
  })

  it('[HLP14] has a title and is well-formed, whatever was said', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), fc.string({ unit: 'grapheme' }))), (messages) => {
        const { title, body } = draft(
          messages.map(([by, text]) => said(by ? 'agent' : 'visitor', text.toWellFormed())),
        )
        expect(title.trim()).not.toBe('')
        expect(title.length).toBeLessThanOrEqual(articleLimits.titleLength)
        expect(title.isWellFormed() && body.isWellFormed()).toBe(true)
      }),
    )
  })
})

describe('a title', () => {
  it.each([
    ['how do I export? I tried.', 'How do I export?'],
    ['See v2.5 notes. Then', 'See v2.5 notes'],
    ['**Bold** [link](https://x.example) `code`', 'Bold link code'],
    ['õun', 'Õun'],
    ['', ''],
  ])('[HLP14] of "%s" is "%s"', (text, title) => {
    expect(titleOf(text)).toBe(title)
  })

  it('[HLP14] ends with a whole word where it is long', () => {
    expect(titleOf('word '.repeat(40))).toBe(
      `${'Word word '.slice(0, 5)}${'word '.repeat(17).trim()}…`.replace(/ …$/, '…'),
    )
  })
})

describe('greetings and thanks', () => {
  it.each([
    ['Hi! My invoice is wrong.', 'My invoice is wrong.'],
    ['Good morning Anna, my invoice is wrong', 'my invoice is wrong'],
    ['Tere!\nKuidas maksta?', 'Kuidas maksta?'],
    ['Labdien! Kā samaksāt? Paldies!', 'Kā samaksāt?'],
    ['Laba diena, kaip sumokėti? Ačiū.', 'kaip sumokėti?'],
    ['Здравствуйте! Как оплатить? Спасибо!', 'Как оплатить?'],
    ['Open Billing.\n\nBest regards,\nSusan', 'Open Billing.'],
    ['Thanks!', ''],
    ['Thanks for the hint about Billing, it is empty', 'Thanks for the hint about Billing, it is empty'],
    ['Hi-res pictures are blurred', 'Hi-res pictures are blurred'],
    ['Best way to export', 'Best way to export'],
    ['OK button does nothing', 'OK button does nothing'],
    ['Hello invoice problem.', 'Hello invoice problem.'],
    ['HELLO! help', 'help'],
  ])('[HLP14] around "%s" are left out', (text, rest) => {
    expect(withoutPleasantries(text)).toBe(rest)
  })

  it('[HLP14] of hostile text take bounded time', () => {
    // What this thread worked itself: waiting for a processor is not its fault.
    const before = process.threadCpuUsage()
    for (const part of ['hi ', 'Hi, ', 'thanks ', '\n', ' ', 'a', 'Best regards, A ', '🙂'])
      withoutPleasantries(part.repeat(8_000))
    const { user, system } = process.threadCpuUsage(before)
    expect((user + system) / 1_000).toBeLessThan(1_000)
  })
})
