/** What the search of a large help centre costs: while its index is made, while it is asked, and while messages want their acks. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connectRawAgent, demoAccounts, must, signIn } from '@docent/testing/raw-people'
import { type RelayProcess, startRelay } from '@docent/testing/relay-process'
import { createSeededRandom } from '@docent/testing/seeded-random'
import { waitUntil } from '@docent/testing/wait-until'
import { newId } from '../src/ids.ts'
import { percentile, rounded, spreadOf } from './figures.ts'
import { createWriting, type HelpCentre, writeHelpCentre } from './help-centre.ts'
import { raisedLimits } from './relays.ts'
import { runDriver } from './run-driver.ts'

export interface SearchFinding {
  readonly articles: number
  /** From a relay that listens to an index that answers. */
  readonly buildSeconds: number
  /** By which the relay's process grew, and what the searching thread holds of it. */
  readonly processMegabytes: number
  readonly threadMegabytes: number
  /** From the ack of a publication until the article is found by its new words, the question included; milliseconds. */
  readonly update: Spread
  /** Over HTTP, one at a time; milliseconds. */
  readonly query: Spread
  /** Of messages at a steady pace to a relay that has just been started, with an index to make and with none; milliseconds. */
  readonly ack: {
    readonly quiet: Acks
    readonly building: Acks
    readonly built: number
    readonly toBuild: number
  }
}
interface Spread {
  readonly p50: number
  readonly p95: number
  readonly p99: number
}

type Acks = Pick<Spread, 'p50' | 'p99'>

interface Options {
  readonly quick: boolean
  readonly say: (line: string) => void
}

const spread = (list: readonly number[]): Spread => ({
  p50: percentile(list, 0.5),
  p95: percentile(list, 0.95),
  p99: percentile(list, 0.99),
})

export async function measureSearch({ quick, say }: Options): Promise<SearchFinding> {
  const articles = quick ? 500 : 5_000
  const one = await inFolder({ articles, words: 300, locales: ['en'] }, say, (relay, writing, indexed) =>
    measureOne(relay, writing, indexed, { questions: quick ? 200 : 1_000, say }),
  )
  // So much that making it takes longer than the messages are measured.
  const locales = ['en', 'et', 'lt', 'lv']
  const ack = await inFolder({ articles, words: 300, locales }, say, (large, _writing, indexed) =>
    inFolder({ articles: 0, words: 300, locales }, say, (empty) =>
      measureAcks({ large, empty }, indexed, { quick, say }),
    ),
  )
  return { articles, ...one, ack }
}

/** In turns, each freshly started: its first seconds are slow for a relay of any size. */
async function measureAcks(
  { large, empty }: { readonly large: RelayProcess; readonly empty: RelayProcess },
  indexed: number,
  { quick, say }: Options,
) {
  const rounds: { building: Acks; quiet: Acks; built: number }[] = []
  await large.stop()
  await empty.stop()
  for (let round = 1; round <= (quick ? 1 : 3); round++) {
    await large.start()
    const building = await acks(large, quick, say)
    const built = await figure(large.url, 'docent_search_articles')
    await large.stop()
    await empty.start()
    rounds.push({ building, quiet: await acks(empty, quick, say), built })
    await empty.stop()
  }
  const median = (of: (round: (typeof rounds)[number]) => number) => spreadOf(rounds.map(of)).median
  return {
    quiet: { p50: median(({ quiet }) => quiet.p50), p99: median(({ quiet }) => quiet.p99) },
    building: { p50: median(({ building }) => building.p50), p99: median(({ building }) => building.p99) },
    built: Math.max(...rounds.map(({ built }) => built)),
    toBuild: indexed,
  }
}

const indexIs = (url: string, articles: number) =>
  waitUntil(async () => (await figure(url, 'docent_search_articles')) >= articles, {
    what: 'the index',
    every: 100,
    within: 300_000,
  })

type Writing = ReturnType<typeof createWriting>

async function inFolder<T>(
  centre: HelpCentre,
  say: (line: string) => void,
  work: (relay: RelayProcess, writing: Writing, indexed: number) => Promise<T>,
): Promise<T> {
  const dataDir = mkdtempSync(join(tmpdir(), 'docent-bench-'))
  const writing = createWriting(createSeededRandom(1))
  try {
    await writeHelpCentre(dataDir, centre, writing)
    say(`${centre.articles} articles in ${centre.locales.length} languages written`)
    const relay = await startRelay({
      dataDir,
      limits: raisedLimits,
      env: { LOG_LEVEL: 'warn' },
      startsWithin: 60_000,
    })
    try {
      return await work(relay, writing, centre.articles * centre.locales.length)
    } finally {
      await relay.close()
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

async function measureOne(
  relay: RelayProcess,
  writing: Writing,
  indexed: number,
  { questions, say }: { readonly questions: number; readonly say: Options['say'] },
) {
  const began = performance.now()
  await indexIs(relay.url, indexed)
  const buildSeconds = (performance.now() - began) / 1_000
  const processMegabytes = (relay.figures().memory - relay.figuresAtStart().memory) / 2 ** 20
  const threadMegabytes = (await figure(relay.url, 'docent_search_bytes')) / 2 ** 20
  say(`index made in ${rounded(buildSeconds, 1)} s, ${Math.round(threadMegabytes)} MiB`)

  const query: number[] = []
  // The first hundred find code that was never run.
  for (let at = -100; at < questions; at++) {
    const asked = performance.now()
    await search(relay.url, writing.query())
    if (at >= 0) query.push(performance.now() - asked)
  }
  say(`query p95 ${rounded(spread(query).p95)} ms`)
  return {
    buildSeconds,
    processMegabytes,
    threadMegabytes,
    query: spread(query),
    update: await updates(relay, writing),
  }
}

/** Publishes articles one after the other, and looks for each at once. */
async function updates(relay: RelayProcess, writing: Writing): Promise<Spread> {
  const { cookie } = await signIn(relay.url, demoAccounts[0] ?? '')
  const author = await connectRawAgent(relay.url, { cookie })
  const samples: number[] = []
  try {
    for (let at = 0; at < 60; at++) {
      const articleId = newId()
      const word = `novelty${at}x${at}`
      const { body } = writing.article(300)
      const draft = { articleId, locale: 'en', title: word, body, collectionId: null }
      const { rev } = (await must(author, 'article:create', draft)) as { rev: number }
      await must(author, 'article:publish', { articleId, locale: 'en', rev })
      const published = performance.now()
      const found = await search(relay.url, word)
      samples.push(performance.now() - published)
      if (found[0]?.id !== articleId) throw new Error('what was published was not found at once')
      // As people do: not sixty in a second.
      await new Promise<void>((resolve) => setTimeout(resolve, 120))
    }
  } finally {
    author.close()
  }
  return spread(samples)
}

async function acks(relay: RelayProcess, quick: boolean, say: Options['say']): Promise<Acks> {
  const finding = await runDriver({
    target: { url: relay.url, cookies: [] },
    scenario: {
      kind: 'throughput',
      visitors: 20,
      conversationsEach: 4,
      agents: 0,
      warmUpMs: 0,
      measureMs: 100,
      latency: { perSecond: 100, warmUpMs: 500, measureMs: quick ? 1_500 : 8_000 },
    },
    say,
    timeLimit: 60_000,
  })
  if (finding.kind !== 'throughput') throw new Error('the driver measured something else')
  return { p50: finding.p50, p99: finding.p99 }
}

async function search(url: string, query: string): Promise<readonly { readonly id: string }[]> {
  const reply = await fetch(
    `${url}/api/v1/articles/search?${new URLSearchParams({ site: 'demo', q: query })}`,
  )
  if (!reply.ok) throw new Error(`a search was refused: ${await reply.text()}`)
  return ((await reply.json()) as { data: readonly { readonly id: string }[] }).data
}

/** One of the relay's own figures. */
async function figure(url: string, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text()
  return Number(new RegExp(`^${name} (.+)$`, 'm').exec(text)?.[1] ?? Number.NaN)
}
