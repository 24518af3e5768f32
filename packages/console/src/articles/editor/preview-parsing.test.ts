import type { ArticleBlock } from '@docent/protocol/article'
import { parseArticle } from '@docent/protocol/article-text'
import { expect, it } from 'vitest'
import { createPreviewParsing } from './preview-parsing.ts'

const long = (word: string) => `- ${word}\n`.repeat(1_000)

/** Parses when it is told to. */
function fakeWorker() {
  const target = new EventTarget()
  const asked: string[] = []
  let ended = false
  const worker = Object.assign(target, {
    postMessage: (markdown: string) => void asked.push(markdown),
    terminate() {
      ended = true
    },
  })
  return {
    asked,
    isEnded: () => ended,
    worker: worker as EventTarget as Worker,
    answer() {
      const data = parseArticle(asked.at(-1) ?? '')
      target.dispatchEvent(new MessageEvent('message', { data }))
    },
    fail: () => target.dispatchEvent(new Event('error')),
  }
}

function scene() {
  const fake = fakeWorker()
  const shown: (readonly ArticleBlock[])[] = []
  const parsing = createPreviewParsing(() => fake.worker)
  const parse = (markdown: string) => parsing.parse(markdown, (nodes) => void shown.push(nodes))
  return { ...fake, shown, parse, close: parsing.close }
}

it('[HLP5] parses a short draft at once, and a long one aside', () => {
  const { parse, shown, asked, answer } = scene()
  parse('# Short')
  expect(shown).toEqual([parseArticle('# Short')])
  parse(long('one'))
  expect([shown.length, asked]).toEqual([1, [long('one')]])
  answer()
  expect(shown.at(-1)).toEqual(parseArticle(long('one')))
})

it('[HLP5] shows the last draft alone of those that came while one was parsed', () => {
  const { parse, shown, asked, answer } = scene()
  for (const word of ['one', 'two', 'three']) parse(long(word))
  answer()
  answer()
  expect(asked).toEqual([long('one'), long('three')])
  expect(shown).toEqual([parseArticle(long('three'))])
  parse(long('four'))
  parse('Short.')
  answer()
  expect(shown.slice(1)).toEqual([parseArticle('Short.')])
})

it('[HLP5] shows it all the same where no worker can be had, or where it fails', () => {
  const { parse, shown, fail, isEnded, asked } = scene()
  parse(long('one'))
  parse(long('two'))
  fail()
  expect(shown).toEqual([parseArticle(long('two'))])
  expect(isEnded()).toBe(true)
  parse(long('three'))
  expect([shown.length, asked.length]).toEqual([2, 1])

  const refused: (readonly ArticleBlock[])[] = []
  const parsing = createPreviewParsing(() => {
    throw new Error('the policy of this page')
  })
  parsing.parse(long('one'), (nodes) => void refused.push(nodes))
  expect(refused).toEqual([parseArticle(long('one'))])
})

it('ends its worker, and shows nothing any more', () => {
  const { parse, shown, close, answer, isEnded } = scene()
  parse(long('one'))
  close()
  answer()
  expect([isEnded(), shown]).toEqual([true, []])
})
