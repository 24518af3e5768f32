import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wordsIn } from './analyse.ts'
import { fold } from './fold.ts'

const wordsOf = (text: string) => wordsIn(text).map(({ word }) => word)

describe('the words of a text', () => {
  it.each([
    ['capitals and marks', 'Salasõna ŽODIS Šķirne', ['salasona', 'zodis', 'skirne']],
    ['letters that do not come apart', 'Straße Łódź Ærø đak', ['strasse', 'lodz', 'aero', 'dak']],
    ['ё and й', 'Счёт мой', ['счет', 'мои']],
    ['Turkish i with and without its dot', 'Işık İŞIK ışık', ['isik', 'isik', 'isik']],
    ['a final sigma', 'ΛΌΓΟΣ λόγος', ['λογοσ', 'λογοσ']],
    ['ligatures and full width', 'ﬁnd ＡＢＣ', ['find', 'abc']],
    ['parts and what they make together', 'wi-fi', ['wi', 'fi', 'wifi']],
    ['either apostrophe', "don't don’t", ['don', 't', 'dont', 'don', 't', 'dont']],
    ['codes', 'E-404 2FA v1.2', ['e', '404', 'e404', '2fa', 'v1', '2', 'v12']],
    ['soft hyphens', 'pass\u00adword', ['password']],
    ['characters in pairs where no space is set', '変更する', ['変更', '更す', 'する']],
    ['scripts side by side', 'iPhoneを充電', ['iphone', 'を充', '充電']],
    ['emoji as nothing', '👍🏽 ok 👨‍👩‍👧', ['ok']],
    ['halves of characters as nothing', '\ud83d ok \udc4d', ['ok']],
    ['no word', ' -*"—…', []],
  ])('[SEA2] take %s', (_, text, words) => {
    expect(wordsOf(text)).toEqual(words)
  })

  it('keep the vowel signs that make another word', () => {
    expect(wordsOf('हिंदी')).toEqual(['हिंदी'])
  })

  it('[SEA2] are the same when folded again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(fold(fold(text))).toBe(fold(text))
      }),
      { numRuns: 1000 },
    )
  })

  it('[SEA7] stand where they say, one after the other', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        let before = 0
        for (const { word, from, to, joined } of wordsIn(text)) {
          expect(word.length).toBeGreaterThan(0)
          expect(word.length).toBeLessThanOrEqual(40)
          expect(from).toBeLessThan(to)
          expect(to).toBeLessThanOrEqual(text.length)
          if (joined) continue
          expect(from).toBeGreaterThanOrEqual(before)
          before = from
        }
      }),
    )
  })
})
