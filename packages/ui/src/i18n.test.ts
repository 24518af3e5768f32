import { describe, expect, it } from 'vitest'
import { chooseLocale, createTranslator, directionOf, languageTag } from './i18n.ts'

const words = {
  send: 'Send',
  typing: '{name} is writing',
  unread: { one: '{count} new message', other: '{count} new messages' },
} as const

it('takes what pages say of their language, and English for what is none', () => {
  expect(['en_US', 'de-DE', 'PT-br', 'zh_Hans_CN'].map(languageTag)).toEqual([
    'en-US',
    'de-DE',
    'pt-BR',
    'zh-Hans-CN',
  ])
  expect(['', 'x', 'zz_notatag!', '*', 'C.UTF-8'].map(languageTag)).toEqual(['en', 'en', 'en', 'en', 'en'])
  expect(createTranslator({ locale: 'en_US', words })('unread', { count: 1200 })).toBe('1,200 new messages')
})

describe('translator', () => {
  const t = createTranslator({ locale: 'en', words })

  it('fills the gaps of a sentence', () => {
    expect(t('send')).toBe('Send')
    expect(t('typing', { name: 'Ada' })).toBe('Ada is writing')
  })

  it('chooses the plural that the language has for a count', () => {
    expect(t('unread', { count: 1 })).toBe('1 new message')
    expect(t('unread', { count: 1200 })).toBe('1,200 new messages')
    const polish = createTranslator<typeof words>({
      locale: 'pl',
      words: {
        send: 'Wyślij',
        typing: '{name} pisze',
        unread: { one: '{count} nowa', few: '{count} nowe', many: '{count} nowych', other: '{count} nowej' },
      },
    })
    expect([1, 3, 5].map((count) => polish('unread', { count }))).toEqual(['1 nowa', '3 nowe', '5 nowych'])
  })

  it('never reads a gap out of what JavaScript itself has', () => {
    const odd = createTranslator({ locale: 'en', words: { a: 'x {constructor}' } as const })
    expect(odd('a', { constructor: 'y' })).toBe('x y')
    expect(t('typing', {} as { name: string })).toBe('{name} is writing')
  })

  it('knows which languages run from right to left', () => {
    expect(['ar', 'he-IL', 'fa', 'ur-PK', 'az-Arab'].map(directionOf)).toEqual(Array(5).fill('rtl'))
    expect(['en', 'de-AT', 'ka', 'uk'].map(directionOf)).toEqual(Array(4).fill('ltr'))
  })

  it('finds the nearest language that there is', () => {
    expect(chooseLocale(['de-AT', 'fr'], ['en', 'de'])).toBe('de')
    expect(chooseLocale(['ja'], ['en', 'de'])).toBe('en')
  })
})

// What must not compile: a missing value, a wrong name, an unknown key.
export const mustNotCompile = (t: ReturnType<typeof createTranslator<typeof words>>): void => {
  // @ts-expect-error a gap needs its value
  t('typing')
  // @ts-expect-error a plural needs a count
  t('unread', {})
  // @ts-expect-error there is no such word
  t('sent')
}
