/** Articles that cost a parser the most, while others want the relay's thread [HLP5]. */
import { Worker } from 'node:worker_threads'
import { parseArticle } from '@docent/protocol/article-text'
import { waitUntil } from '@docent/testing/wait-until'
import { afterEach, expect, it } from 'vitest'
import { silentLogger } from '../../logger.ts'
import { busiestTurn } from '../testing/busiest-turn.ts'
import { type ArticleParsing, createArticleParsing } from './article-parsing.ts'

let parsing: ArticleParsing | null = null
const threads: Worker[] = []
afterEach(async () => {
  await parsing?.close()
  threads.length = 0
})

const program = new URL('./parse-thread.ts', import.meta.url)
function parsingIn(open: () => Worker, restMs = 10_000): ArticleParsing {
  parsing = createArticleParsing({
    logger: silentLogger,
    restMs,
    openThread() {
      const thread = open()
      threads.push(thread)
      return thread
    },
  })
  return parsing
}
const real = () => new Worker(program)

const wideTable = `|${'a|'.repeat(80)}\n|${'-|'.repeat(80)}\n${`|${'a|'.repeat(80)}\n`.repeat(90)}`
const nestedLists =
  `${Array.from({ length: 10 }, (_, depth) => `${'  '.repeat(depth)}- item`).join('\n')}\n`.repeat(60)
const longList = '- some words of an item\n'.repeat(2_000)

it('[HLP5] gives the same tree as the parser itself, and the thread has it once nobody waits', async () => {
  const { parse } = parsingIn(real)
  const texts = [wideTable, nestedLists, longList, '# Short']
  expect(await Promise.all(texts.map(parse))).toEqual(texts.map(parseArticle))
  expect(threads).toHaveLength(1)
})

it('[HLP5] leaves the thread of the messages alone, whatever the text costs', async () => {
  const { parse } = parsingIn(real)
  await parse(longList)
  const parsed = Promise.all([parse(wideTable), parse(nestedLists), parse(longList)])
  expect(await busiestTurn(parsed)).toBeLessThan(25)
})

it('[HLP5] parses in spite of a thread that ends, and of one that cannot begin', async () => {
  const broken = parsingIn(() => new Worker('throw new Error("no")', { eval: true }))
  expect(await broken.parse(longList)).toEqual(parseArticle(longList))
  const ending = parsingIn(real)
  const parsed = ending.parse(longList)
  await threads.at(-1)?.terminate()
  expect(await parsed).toEqual(parseArticle(longList))
})

it('has no thread while there is nothing to parse', async () => {
  const { parse } = parsingIn(real, 1)
  await parse('# Short')
  expect(threads).toHaveLength(0)
  await parse(longList)
  await waitUntil(() => threads[0]?.threadId === -1, { what: 'the end of the thread' })
  await parse(longList)
  expect(threads).toHaveLength(2)
})

it('has parsed all when it is closed', async () => {
  const { parse, close } = parsingIn(real)
  const parsed = parse(longList)
  await close()
  expect(await parsed).toEqual(parseArticle(longList))
  expect(threads[0]?.threadId).toBe(-1)
})
