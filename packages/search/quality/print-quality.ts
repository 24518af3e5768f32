/** Prints how well the judged queries are answered, by language, kind and half, by a common library and by ours: `npm run -s search-quality`. */
import { contestants } from './contestants.ts'
import { interval, mean, ndcg, type Search, steadiness } from './measures.ts'
import { isForTuning, type JudgedQuery, languages, readFixture } from './read-fixtures.ts'

const say = (line: string) => process.stdout.write(`${line}\n`)
const figure = (value: number) => value.toFixed(3).replace(/^0/, '')
const scoresOf = (search: Search, queries: readonly JudgedQuery[]) =>
  queries.map(({ query, judged }) => ndcg(search(query), judged))
const withInterval = (values: readonly number[]) => {
  const [from, to] = interval(values)
  return `${figure(mean(values))} (${figure(from)}–${figure(to)})`
}

say('nDCG@10 with 95 % confidence intervals\n')
say(
  '| language | queries | plain MiniSearch | ours | difference | tuned by: plain → ours | held back: plain → ours | letters that drop the answer |',
)
say('|---|---|---|---|---|---|---|---|')
const byKind = new Map<string, { plain: number[]; ours: number[] }>()
for (const language of languages) {
  const { articles, hidingAmong, queries } = await readFixture(language)
  const documents = [...articles, ...hidingAmong]
  const [plain, ours] = [contestants.plain(documents), contestants.ours(documents)]
  const [before, after] = [scoresOf(plain, queries), scoresOf(ours, queries)]
  const differences = after.map((score, at) => score - (before[at] ?? 0))
  const half = (tuning: boolean) => {
    const own = queries.filter((query) => isForTuning(query) === tuning)
    return `${figure(mean(scoresOf(plain, own)))} → ${figure(mean(scoresOf(ours, own)))}`
  }
  const { steps, drops } = steadiness(ours, queries)
  say(
    `| ${language} | ${queries.length} | ${withInterval(before)} | ${withInterval(after)} | ${withInterval(differences)} | ${half(true)} | ${half(false)} | ${drops} of ${steps} (${((100 * drops) / steps).toFixed(1)} %) |`,
  )
  for (const [at, { kind }] of queries.entries()) {
    for (const key of [`${language} ${kind}`, `all ${kind}`]) {
      const scores = byKind.get(key) ?? { plain: [], ours: [] }
      scores.plain.push(before[at] ?? 0)
      scores.ours.push(after[at] ?? 0)
      byKind.set(key, scores)
    }
  }
}
say('\nBy kind of query\n')
const kinds = [...new Set([...byKind.keys()].map((key) => key.split(' ')[1]))]
say(`| language | ${kinds.join(' | ')} |`)
say(`|---|${kinds.map(() => '---|').join('')}`)
for (const language of [...languages, 'all']) {
  const cells = kinds.map((kind) => {
    const scores = byKind.get(`${language} ${kind}`)
    return scores ? `${figure(mean(scores.plain))} → ${figure(mean(scores.ours))}` : '–'
  })
  say(`| ${language} | ${cells.join(' | ')} |`)
}
