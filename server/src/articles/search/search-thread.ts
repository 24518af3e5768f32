/**
 * The program of the searching thread: it holds the indexes of all sites, reads articles by a connection of its own, and answers.
 * Indexing is done in slices, so that whoever searches meanwhile waits for one slice and not for all of it. No ack ever waits for it [HLP8].
 */
import { readlinkSync } from 'node:fs'
import { setPriority } from 'node:os'
import { basename } from 'node:path'
import { promisify } from 'node:util'
import { getHeapStatistics } from 'node:v8'
import { parentPort, workerData } from 'node:worker_threads'
import { brotliCompress, constants } from 'node:zlib'
import { articleLimits } from '@docent/protocol'
import { digestOf } from '../../content-digest.ts'
import { openReader } from '../../storage/connections.ts'
import { createLiveArticlesStore } from '../reading/live-articles.store.ts'
import type { FromSearch, PackedIndex, SearchStart, ToSearch } from './search-messages.ts'
import { createSiteSearch, type SiteIndex, type SiteSearch } from './site-search.ts'

if (!parentPort) throw new Error('this program is a thread of the relay')
const main = parentPort
const { file } = workerData as SearchStart
const database = openReader(file)
// Each text is read when it changes and when it is found; what is kept of them here would only be kept twice.
database.pragma('cache_size = -4096')
const store = createLiveArticlesStore(database)

/** Messages come first where processors are few. Linux alone has a priority for each thread; elsewhere the rests must do. */
function stepBack(): void {
  try {
    const thread = Number(basename(readlinkSync('/proc/thread-self')))
    // About a third of what another thread gets, so that an index is still made on a machine that is never idle.
    setPriority(thread, 5)
  } catch {
    // No such system, or not allowed.
  }
}
stepBack()

type Asked = Extract<ToSearch, { kind: 'find' | 'pack' }>

interface Searched {
  readonly search: SiteSearch
  /** The look that is going on. */
  look: Generator<void, void> | null
  /** Something may have changed since it began. */
  again: boolean
  /** Questions that wait for an index. */
  readonly waiting: Asked[]
  /** The last index that was packed, by its synonyms and words. */
  readonly packed: WeakMap<SiteIndex['save'], { readonly changes: number; readonly packed: PackedIndex }>
}

const sites = new Map<string, Searched>()
const compress = promisify(brotliCompress)
const params = { [constants.BROTLI_PARAM_QUALITY]: 7 }
/** Milliseconds of work between two looks at what was asked. */
const slice = 8
/** Then so many without work, unless somebody waits: where there are few processors, messages need them more. */
const rest = 4
/** How often, in milliseconds, it is told how far the work is. */
const tellEvery = 500

const say = (message: FromSearch) => main.postMessage(JSON.stringify(message))
const fault = (siteId: string, articleId: string | null, error: unknown) =>
  say({ kind: 'fault', siteId, articleId, message: error instanceof Error ? error.message : String(error) })

function siteOf(siteId: string): Searched {
  const known = sites.get(siteId)
  if (known) return known
  const onFault = (articleId: string, error: unknown) => fault(siteId, articleId, error)
  const search = createSiteSearch({ siteId, store, onFault })
  const made: Searched = { search, look: null, again: false, waiting: [], packed: new WeakMap() }
  sites.set(siteId, made)
  return made
}

let isClosed = false
let isWorking = false
function work(): void {
  if (isWorking) return
  isWorking = true
  setImmediate(workOn)
}

/** Sites that somebody waits for come first. */
function nextToLook(): [siteId: string, site: Searched] | undefined {
  const open = [...sites].filter(([, site]) => site.look !== null || site.again)
  return open.find(([, site]) => site.waiting.length > 0) ?? open[0]
}

function workOn(): void {
  if (isClosed) return
  const [siteId, site] = nextToLook() ?? []
  if (siteId === undefined || !site) {
    isWorking = false
    return
  }
  if (!site.look) site.again = false
  site.look ??= site.search.look()
  const until = performance.now() + slice
  try {
    while (performance.now() < until)
      if (site.look.next().done) {
        site.look = null
        if (!site.again) looked(siteId, site)
        break
      }
  } catch (error) {
    // What cannot be read now is looked at with the next change; whoever waits is answered by the other thread.
    site.look = null
    fault(siteId, null, error)
  }
  if (performance.now() - toldAt > tellEvery) tellSize()
  if (site.waiting.length > 0) setImmediate(workOn)
  else setTimeout(workOn, rest)
}

let toldAt = 0
function tellSize(): void {
  toldAt = performance.now()
  const sizes = [...sites.values()].flatMap(({ search }) => search.sizes())
  say({
    kind: 'size',
    articles: sizes.reduce((sum, size) => sum + size, 0),
    indexes: sizes.length,
    bytes: getHeapStatistics().used_heap_size,
  })
}

function looked(siteId: string, site: Searched): void {
  tellSize()
  for (const asked of site.waiting.splice(0)) answer(siteId, site, asked)
}

function look(site: Searched): void {
  site.again = true
  work()
}

function answer(siteId: string, site: Searched, asked: Asked): void {
  if (Date.now() > asked.until) return
  if (asked.kind === 'find') {
    const results = site.search.find(asked)
    if (results) say({ kind: 'found', id: asked.id, results })
    else wait(site, asked)
    return
  }
  if (site.search.size() > articleLimits.searchHere) {
    say({ kind: 'nothing', id: asked.id })
    return
  }
  // A browser keeps it for good, under the name of what is published now: all of that must be in it.
  const index = site.look || site.again ? 'being_made' : site.search.indexFor(asked.locales)
  if (index === 'being_made') wait(site, asked)
  else if (!index) say({ kind: 'nothing', id: asked.id })
  else
    pack(site, index).then(
      (packed) => main.postMessage({ kind: 'packed', id: asked.id, ...packed } satisfies FromSearch),
      (error: unknown) => fault(siteId, null, error),
    )
}

function wait(site: Searched, asked: Asked): void {
  site.waiting.push(asked)
  if (!site.look) look(site)
}

async function pack(site: Searched, index: SiteIndex): Promise<PackedIndex> {
  const { save, synonyms, changes } = index
  const known = site.packed.get(save)
  if (known?.changes === changes) return known.packed
  const bytes = save()
  const digest = digestOf(bytes)
  const brotli = new Uint8Array(await compress(bytes, { params }))
  const packed = { bytes, brotli, digest, synonyms }
  site.packed.set(save, { changes, packed })
  return packed
}

main.on('message', (said: string) => {
  const message = JSON.parse(said) as ToSearch
  if (message.kind === 'close') {
    isClosed = true
    database.close()
    main.close()
    return
  }
  if (message.kind === 'ping') {
    say({ kind: 'pong' })
    return
  }
  const site = siteOf(message.siteId)
  switch (message.kind) {
    case 'site':
      site.search.settings(message.help)
      look(site)
      break
    case 'article':
      try {
        site.search.update(message.articleId)
      } catch (error) {
        fault(message.siteId, message.articleId, error)
      }
      break
    case 'look':
      look(site)
      break
    default:
      answer(message.siteId, site, message)
  }
})
