import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { highlightsOf, type Snippet, snippetOf } from './index.ts'

const marked = ({ snippet, highlights }: Snippet) => highlights.map(([from, to]) => snippet.slice(from, to))
const filler = 'Nothing of what is said in these lines has to do with it at all. '.repeat(6)

describe('a snippet', () => {
  it.each([
    ['missing diacritics', 'Ava seaded ja vali uus salasõna.', 'salasona', ['salasõna']],
    ['a typo', 'Type the new password twice.', 'pasword', ['password']],
    ['another ending', 'Maksed tehakse homme.', 'makse', ['Maksed']],
    ['half a word', 'Open the settings.', 'sett', ['settings']],
    ['a missing hyphen', 'Join the Wi-Fi of the office.', 'wifi', ['Wi-Fi']],
    ['a space too many', 'Join the wifi of the office.', 'wi fi', ['wifi']],
    ['a missing space', 'You can log in with a link.', 'login', ['log in']],
    ['the other keyboard', 'Измените пароль в настройках.', 'gfhjkm', ['пароль']],
    ['Latin letters', 'Измените пароль в настройках.', 'parol', ['пароль']],
    ['no space at all', 'パスワードを変更する', '変更', ['変更']],
    ['several words', 'Send a parcel by courier.', 'courier parcel', ['parcel', 'courier']],
    ['nothing that is there', 'Send a parcel by courier.', 'zebra', []],
  ])('[SEA7] marks what was meant in spite of %s', (_, text, query, words) => {
    expect(marked(snippetOf(text, query))).toEqual(words)
  })

  it('[SEA7] marks synonyms', () => {
    expect(marked(snippetOf('Join the wireless network.', 'wifi', [['wifi', 'wireless']]))).toEqual([
      'wireless',
    ])
  })

  it('[SEA7] begins with the sentence that answers', () => {
    const { snippet } = snippetOf(`${filler}Parcels wait for seven days. ${filler}`, 'how long parcels wait')
    expect(snippet).toMatch(/^Parcels wait for seven days\./)
  })

  it('[SEA7] begins with a word where its sentence would be too long', () => {
    const text = `It says that ${'very '.repeat(60)}late parcels are paid back.`
    const { snippet, highlights } = snippetOf(text, 'late parcels')
    expect(highlights).toHaveLength(2)
    expect(text).toContain(snippet)
  })

  it('[SEA7] is the beginning of a text that has nothing of the question', () => {
    expect(snippetOf('One. Two.', 'zebra')).toEqual({ snippet: 'One. Two.', highlights: [] })
    expect(snippetOf('', 'zebra')).toEqual({ snippet: '', highlights: [] })
  })

  it('[SEA7] is whole, short and on one line, whatever the text is', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 20 }),
      fc.constantFrom(
        'password ',
        '👨‍👩‍👧',
        'e\u0301'.repeat(30),
        '\n\n',
        '👍🏽 ',
        'x'.repeat(200),
        '変更する。',
        '. ',
      ),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), fc.string({ maxLength: 20 }), (pieces, query) => {
        const text = pieces.join('')
        const { snippet, highlights } = snippetOf(text, `password ${query}`)
        expect(snippet.length).toBeLessThanOrEqual(160)
        expect(snippet).not.toMatch(/[\n\r]/)
        expect(snippet.isWellFormed()).toBe(true)
        expect(text.replace(/\s/g, ' ')).toContain(snippet)
        let before = 0
        for (const [from, to] of highlights) {
          expect(from).toBeGreaterThanOrEqual(before)
          expect(to).toBeGreaterThan(from)
          before = to
        }
        expect(before).toBeLessThanOrEqual(snippet.length)
      }),
    )
  })

  it('[SEA7] marks a title in the same way', () => {
    expect(highlightsOf('Change your password', 'pasword chang')).toEqual([
      [0, 6],
      [12, 20],
    ])
  })
})
