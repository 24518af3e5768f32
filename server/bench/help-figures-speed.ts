/**
 * Prints what figures and wanted articles cost at a million events, and how long they keep the relay's event loop at a time:
 * `node --conditions=source server/bench/help-figures-speed.ts [events]`.
 */
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { done } from '@docent/protocol'
import { createHelpCount } from '../src/articles/activity/help-count.ts'
import { createHelpSessionsStore } from '../src/articles/activity/help-sessions.store.ts'
import { createDayOf } from '../src/articles/activity/local-days.ts'
import { createWantedArticles } from '../src/articles/wanted/wanted.ts'
import { systemClock } from '../src/clock.ts'
import { silentLogger } from '../src/logger.ts'
import { openWriter } from '../src/storage/connections.ts'
import { databaseFile, openStorage } from '../src/storage/database.ts'

const events = Number(process.argv[2] ?? 1_000_000)
const day = 24 * 3_600_000
const say = (line: string) => process.stdout.write(`${line}\n`)
const siteId = randomUUID()
const locales = ['en', 'et', 'lv', 'lt', 'ru']

/** Sessions of four events on average, spread over 90 days, as far as `events` go. */
function fill(file: string): void {
  const database = openWriter(file)
  const now = Date.now()
  database
    .prepare('insert into sites (id, key, name, origins, created_at) values (?, ?, ?, ?, ?)')
    .run(siteId, 'speed', 'Speed', '[]', now)
  const articles = Array.from({ length: 500 }, () => randomUUID())
  const article = database.prepare(
    "insert into articles (id, site_id, key, tags, suggest_on, created_at) values (?, ?, ?, '[]', '[]', ?)",
  )
  const event = database.prepare(`
    insert into help_events (id, site_id, session_id, locale, kind, query, article_id, results, seconds, at, stored_at)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
  database.transaction(() => {
    for (const id of articles) article.run(id, siteId, id, now)
    for (let told = 0; told < events; told += 4) {
      const session = randomUUID()
      const at = Math.floor(now - 89 * day + (told / events) * 89 * day)
      const place = told / 4
      const locale = locales[place % 5]
      const articleId = articles[(place * 7) % articles.length]
      const query = `word${place % 3_000} word${(place * 13) % 40}`
      const other = `other ${place % 700}`
      const rows = [
        ['searched', query, null, place % 3, null],
        ['opened', place % 2 ? query : null, articleId, null, null],
        ['read', null, articleId, null, place % 30],
        ['searched', other, null, place % 2, null],
      ] as const
      for (const [step, [kind, words, of, results, seconds]] of rows.entries())
        event.run(
          randomUUID(),
          siteId,
          session,
          locale,
          kind,
          words,
          of,
          results,
          seconds,
          at + step * 20_000,
          now,
        )
    }
  })()
  database.close()
}

async function measured<T>(name: string, work: () => Promise<T>): Promise<T> {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  const began = performance.now()
  const made = await work()
  const took = performance.now() - began
  delay.disable()
  const [p99, max] = [delay.percentile(99) / 1e6, delay.max / 1e6]
  say(`${name}: ${took.toFixed(0)} ms; event loop p99 ${p99.toFixed(1)} ms, at most ${max.toFixed(1)} ms`)
  return made
}

const dataDir = mkdtempSync(join(tmpdir(), 'docent-speed-'))
try {
  const options = { dataDir, logger: silentLogger, jobsPerCommit: 256 }
  await (await openStorage(options)).close()
  fill(databaseFile(dataDir))
  const storage = await openStorage(options)
  const store = createHelpSessionsStore(storage)
  const now = Date.now()
  say(`${events.toLocaleString('en')} events of one site in 90 days`)
  for (const days of [1, 7, 30, 90]) {
    const count = createHelpCount(createDayOf('Europe/Tallinn'))
    await measured(`figures of ${days} days`, () =>
      store.each(siteId, { from: now - days * day, until: now }, count.add),
    )
    say(`  ${count.figures().searches.toLocaleString('en')} searches`)
  }
  const wanted = createWantedArticles({
    storage,
    search: { find: async () => done([]) },
    revision: { of: () => '1' },
    clock: systemClock,
  })
  const by = { kind: 'agent', siteId, agentId: randomUUID(), name: '', role: 'admin', teamIds: [] } as const
  const reply = await measured('wanted articles', () => wanted.list(by))
  if (reply.ok) say(`  ${reply.data.wanted.length} shown`)
  await measured('wanted articles again', () => wanted.list(by))
  const more = Array.from({ length: 50 }, () => ({
    eventId: randomUUID(),
    at: now,
    kind: 'searched' as const,
    query: 'one more',
    results: 0,
  }))
  await measured('a request of 50 events stored', () =>
    storage.writes.run('help:record', {
      siteId,
      sessionId: randomUUID(),
      locale: 'en',
      at: now,
      events: more,
      corrected: [],
    }),
  )
  await storage.close()
} finally {
  rmSync(dataDir, { recursive: true, force: true })
}
