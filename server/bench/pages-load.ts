/** What pages of a large help centre cost: made by the relay from a warm store, against a bare Express with the same bytes, in turns. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startRelay } from '@docent/testing/relay-process'
import { createSeededRandom } from '@docent/testing/seeded-random'
import { waitUntil } from '@docent/testing/wait-until'
import { percentile } from './figures.ts'
import { createWriting, writeHelpCentre } from './help-centre.ts'
import { raisedLimits } from './relays.ts'

export interface PageFinding {
  readonly name: string
  /** Of the documents, the style sheet aside. */
  readonly bytes: number
  readonly docent: Times
  readonly bare: Times
}
interface Times {
  readonly p50: number
  readonly p95: number
}

interface Options {
  readonly quick: boolean
  readonly say: (line: string) => void
}

/** The paths of one kind of page, asked one after the other. */
interface Kind {
  readonly name: string
  readonly paths: readonly string[]
}

export async function measurePages({ quick, say }: Options): Promise<readonly PageFinding[]> {
  const articles = quick ? 500 : 5_000
  const asked = quick ? 100 : 400
  const dataDir = mkdtempSync(join(tmpdir(), 'docent-bench-'))
  const writing = createWriting(createSeededRandom(1))
  try {
    await writeHelpCentre(dataDir, { articles, words: 300, locales: ['en'] }, writing)
    say(`${articles} articles written`)
    const common = { limits: raisedLimits, env: { LOG_LEVEL: 'warn' }, startsWithin: 60_000 }
    const relay = await startRelay({ ...common, dataDir })
    const bare = await startRelay({ ...common, entry: join(import.meta.dirname, 'bare-pages.ts') })
    try {
      const home = `${relay.url}/help/demo/en/`
      await waitUntil(async () => (await fetch(`${home}?q=${writing.query()}`)).ok, {
        what: 'the help centre',
        within: 60_000,
      })
      await indexed(relay.url, articles)
      const many = (of: (at: number) => string) => Array.from({ length: asked }, (_, at) => of(at))
      const kinds: readonly Kind[] = [
        // Each another one: nothing of a page is kept from the one before.
        { name: 'an article', paths: many((at) => `/help/demo/en/article-${(at * 7) % articles}`) },
        { name: 'the first page', paths: many(() => '/help/demo/en/') },
        {
          name: 'a page of results',
          paths: many(() => `/help/demo/en/?${new URLSearchParams({ q: writing.query() })}`),
        },
      ]
      const findings: PageFinding[] = []
      for (const kind of kinds) {
        findings.push(await measureKind(kind, relay.url, bare))
        say(`${kind.name} measured`)
      }
      return findings
    } finally {
      await relay.close()
      await bare.close()
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

async function measureKind(
  { name, paths }: Kind,
  url: string,
  bare: Awaited<ReturnType<typeof startRelay>>,
): Promise<PageFinding> {
  const sizes: number[] = []
  for (const path of paths) {
    const reply = await fetch(url + path)
    if (!reply.ok) throw new Error(`${path} answered ${reply.status}`)
    const html = await reply.text()
    sizes.push(Buffer.byteLength(html))
    const left = ['content-security-policy', 'content-type', 'cache-control', 'etag']
    const headers = Object.fromEntries(left.map((one) => [one, reply.headers.get(one) ?? '']))
    bare.tell({ path, headers, html })
  }
  await waitUntil(async () => (await fetch(bare.url + paths.at(-1))).ok, { what: 'the bare pages' })
  const docentTook: number[] = []
  const bareTook: number[] = []
  for (const path of paths) {
    docentTook.push(await timed(url + path))
    bareTook.push(await timed(bare.url + path))
  }
  return { name, bytes: percentile(sizes, 0.95), docent: times(docentTook), bare: times(bareTook) }
}

async function timed(url: string): Promise<number> {
  const asked = performance.now()
  await (await fetch(url)).arrayBuffer()
  return performance.now() - asked
}

const times = (list: readonly number[]): Times => ({
  p50: percentile(list, 0.5),
  p95: percentile(list, 0.95),
})

const indexed = (url: string, articles: number) =>
  waitUntil(
    async () => {
      const text = await (await fetch(`${url}/metrics`)).text()
      return Number(/^docent_search_articles (.+)$/m.exec(text)?.[1]) >= articles
    },
    { what: 'the index', every: 100, within: 300_000 },
  )
