/** Prints how long an index takes to build, to change, to be asked, saved and opened, and what it weighs: `npm run -s search-speed`. */
import { brotliCompressSync } from 'node:zlib'
import { createArticleIndex, loadArticleIndex, snippetOf, wordsIn } from '../src/index.ts'
import { madeUpArticles } from './made-up-articles.ts'
import { readFixture } from './read-fixtures.ts'

const say = (line: string) => process.stdout.write(`${line}\n`)
const ms = (value: number) => `${value.toFixed(value < 10 ? 2 : 0)} ms`
const heap = () => {
  globalThis.gc?.()
  return process.memoryUsage().heapUsed + process.memoryUsage().external
}

/** In the processor's time of this thread, so that what else the machine does is not counted. */
function timed<T>(work: () => T): { readonly took: number; readonly made: T } {
  const began = process.threadCpuUsage()
  const made = work()
  const { user, system } = process.threadCpuUsage(began)
  return { took: (user + system) / 1000, made }
}

/** The clock of a thread may tick every 4 ms only: quick work is done many times over. */
const timedOften = (work: () => unknown, times = 5) =>
  timed(() => {
    for (let time = 0; time < times; time += 1) work()
  }).took / times

function percentile(values: readonly number[], share: number): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length * share)] ?? 0
}

const { articles } = await readFixture('et')
const sample = wordsIn(articles.map(({ text }) => text).join(' ')).map(({ word }) => word)
for (const count of [500, 5000]) {
  const { documents, queries } = madeUpArticles(sample, count, 300)
  const before = heap()
  const { took: building, made: index } = timed(() => {
    const made = createArticleIndex()
    for (const document of documents) made.put(document)
    return made
  })
  const weight = heap() - before
  for (const query of queries) index.search(query, { limit: 10 })
  const asked = queries.map((query) => timedOften(() => index.search(query, { limit: 10 })))
  const changes = documents.slice(0, 100).map((document) => timedOften(() => index.put(document)))
  const { took: saving, made: bytes } = timed(() => index.save())
  const slices: number[] = []
  const loading = loadArticleIndex(bytes)
  for (let done = false; !done; ) {
    const step = timed(() => loading.next())
    slices.push(step.took)
    done = step.made.done === true
  }
  const snippets = queries.map((query, at) => timedOften(() => snippetOf(documents[at]?.text ?? '', query)))
  const words = new Set(documents.flatMap(({ text }) => text.split(' '))).size
  say(`${count} articles of 300 words, ${words} different ones`)
  say(
    `  build ${ms(building)}, ${(weight / 2 ** 20).toFixed(0)} MiB${globalThis.gc ? '' : ' (run with --expose-gc)'}`,
  )
  say(
    `  ask: median ${ms(percentile(asked, 0.5))}, p95 ${ms(percentile(asked, 0.95))}, longest ${ms(Math.max(...asked))}`,
  )
  say(`  change one: p95 ${ms(percentile(changes, 0.95))}, longest ${ms(Math.max(...changes))}`)
  say(
    `  save ${ms(saving)}: ${(bytes.length / 1024).toFixed(0)} KiB, ${(brotliCompressSync(bytes).length / 1024).toFixed(0)} KiB with brotli`,
  )
  say(
    `  open: ${slices.length} slices, ${ms(slices.reduce((sum, one) => sum + one, 0))}, longest ${ms(Math.max(...slices))}`,
  )
  say(`  snippet: p95 ${ms(percentile(snippets, 0.95))}`)
}
