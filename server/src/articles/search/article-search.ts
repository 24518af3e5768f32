/**
 * The search as the rest of the relay sees it: questions go to the searching thread and are answered within a time, whatever happens to
 * that thread [HLP8]. It tells the thread what changed, and starts it anew when it ended. Knows no index.
 */
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { done, failure, type Reply, type SearchResult } from '@docent/protocol'
import type { Clock } from '../../clock.ts'
import type { Logger } from '../../logger.ts'
import type { Sites } from '../../sites/sites.ts'
import type { Storage } from '../../storage/database.ts'
import type { HelpRevision } from '../reading/help-revision.ts'
import type { LiveArticlesStore } from '../reading/live-articles.store.ts'
import type { ArticleChanges } from '../writing/article-changes.ts'
import type {
  FromSearch,
  PackedIndex,
  Question,
  SearchSize,
  SearchStart,
  ToSearch,
} from './search-messages.ts'
import { createTitleSearch } from './title-search.ts'

export interface ArticleSearch {
  /** The best first. Answers `busy` where too many wait; never later than some seconds. */
  find(question: Question): Promise<Reply<readonly SearchResult[]>>
  /**
   * The index that a browser of these languages searches by itself; null where there is none that it should.
   * Answers `unavailable` while it is not ready.
   */
  index(siteId: string, locales: readonly string[]): Promise<Reply<PackedIndex | null>>
  size(): SearchSize
  /** Hears how long each answer took, in seconds. */
  onFound(listener: (seconds: number) => void): void
  /** Begins to make indexes of what is published. */
  start(): void
  close(): Promise<void>
}

interface Options {
  readonly storage: Pick<Storage, 'reader' | 'read'>
  readonly sites: Pick<Sites, 'list' | 'settings' | 'onSettingsSaved'>
  readonly live: LiveArticlesStore
  readonly revision: HelpRevision
  readonly onChanged: ArticleChanges['onChanged']
  readonly clock: Clock
  readonly logger: Logger
  /** Milliseconds for which an answer is waited for; then articles are found by their titles. */
  readonly answerWithin: number
  /** Tests have one that fails. */
  readonly openThread?: (start: SearchStart) => Worker
  readonly patience?: typeof usualPatience
}

/** How long the thread is waited for where nobody waits for an answer, in milliseconds. */
const usualPatience = {
  /** An index is made once and then kept by browsers: whoever asks for it can wait for it. */
  pack: 15_000,
  /** The thread works in slices of milliseconds: if it does not even say that it is there, it never will. */
  silence: 10_000,
  /** For what it has in hand when the relay ends. */
  end: 3_000,
}
/** More questions than this at once are refused: they would only wait for each other. */
const mostWaiting = 200
/** A thread that ends again and again is started less and less often, in milliseconds. */
const firstRest = 250
const longestRest = 30_000

const nothing: SearchSize = { articles: 0, indexes: 0, bytes: 0 }

const openSearchThread = (start: SearchStart) =>
  new Worker(new URL('./search-thread.ts', import.meta.url), {
    workerData: start,
    name: 'docent-search',
    // Making an index leaves much behind at once: collected a little earlier, the relay stays smaller.
    resourceLimits: { maxYoungGenerationSizeMb: 16 },
  })

type Answer = Extract<FromSearch, { kind: 'found' | 'packed' | 'nothing' }>
type Ask = Extract<ToSearch, { kind: 'find' | 'pack' }>
/** What is asked, before it has its number and its end. */
type Asking = { [Kind in Ask['kind']]: Omit<Extract<Ask, { kind: Kind }>, 'id' | 'until'> }[Ask['kind']]

const tooMany = failure('busy', 'Too many searches at once. Wait a moment, then search again.', {
  retryAfterMs: 1_000,
})
const notReady = failure('unavailable', 'What is searched in is being made. Try again in some seconds.')

export function createArticleSearch(options: Options): ArticleSearch {
  const {
    storage,
    sites,
    live,
    revision,
    clock,
    logger,
    answerWithin,
    openThread = openSearchThread,
    patience = usualPatience,
  } = options
  const byTitle = createTitleSearch({ read: storage.read, live })
  /** Sites that the thread knows. */
  const known = new Set<string>()
  const waiting = new Map<number, (answer: Answer | null) => void>()
  const listeners = new Set<(seconds: number) => void>()
  let thread: Worker | null = null
  let lastId = 0
  let size = nothing
  let rest = firstRest
  let restart: NodeJS.Timeout | null = null
  let silence: NodeJS.Timeout | null = null
  let closing: Promise<void> | null = null

  const post = (message: ToSearch) => thread?.postMessage(JSON.stringify(message))

  function open(): void {
    const opened = openThread({ file: storage.reader.name })
    thread = opened
    opened.on('message', hear)
    opened.on('error', (error) => logger.error({ err: error }, 'the searching thread failed'))
    opened.on('exit', () => {
      if (thread !== opened) return
      thread = null
      size = nothing
      heardSomething()
      for (const answer of waiting.values()) answer(null)
      if (closing) return
      // Meanwhile articles are found by their titles.
      restart = setTimeout(start, rest)
      rest = Math.min(longestRest, rest * 2)
    })
    // Nothing waits for it alone.
    opened.unref()
  }

  function heardSomething(): void {
    if (silence) clearTimeout(silence)
    silence = null
  }

  /** To be called when an answer was late: it may be busy, or stuck for good. */
  function listen(): void {
    const asked = thread
    if (silence || !asked) return
    post({ kind: 'ping' })
    silence = setTimeout(() => {
      logger.error({}, 'the searching thread says nothing: it is ended and started anew')
      void asked.terminate()
    }, patience.silence)
    silence.unref()
  }

  function hear(said: string | Answer): void {
    heardSomething()
    const message = typeof said === 'string' ? (JSON.parse(said) as FromSearch) : said
    switch (message.kind) {
      case 'size':
        size = message
        rest = firstRest
        break
      case 'fault': {
        const { siteId, articleId, message: cause } = message
        logger.error({ siteId, articleId, cause }, 'an article cannot be searched, or a whole site')
        break
      }
      case 'pong':
        break
      default:
        waiting.get(message.id)?.(message)
    }
  }

  /** A site without articles costs no thread. */
  function introduce(siteId: string): boolean {
    // Asked even so: from now on, what another process changes is noticed.
    const isEmpty = revision.of(siteId) === null
    if (known.has(siteId)) return true
    if (isEmpty || closing || restart) return false
    if (!thread) open()
    known.add(siteId)
    const { locales, defaultLocale, synonyms } = sites.settings(siteId).settings.help
    post({ kind: 'site', siteId, help: { locales, defaultLocale, synonyms } })
    return true
  }

  function start(): void {
    if (closing) return
    restart = null
    known.clear()
    for (const { id } of sites.list()) introduce(id)
  }

  /** Null where no answer comes in time. */
  function ask(asking: Asking, within: number): Promise<Answer | null> {
    if (!thread) return Promise.resolve(null)
    return new Promise((resolve) => {
      const id = ++lastId
      const timer = setTimeout(() => {
        settle(null)
        listen()
      }, within)
      const settle = (answer: Answer | null) => {
        clearTimeout(timer)
        waiting.delete(id)
        resolve(answer)
      }
      waiting.set(id, settle)
      // By the machine's clock, on which the thread looks as well.
      post({ ...asking, id, until: Date.now() + within })
    })
  }

  options.onChanged((siteId, { articleId, live: isLive }) => {
    if (isLive && articleId !== null && known.has(siteId)) post({ kind: 'article', siteId, articleId })
  })
  revision.onRevision((siteId) => {
    if (introduce(siteId)) post({ kind: 'look', siteId })
  })
  sites.onSettingsSaved((siteId) => {
    if (known.delete(siteId)) introduce(siteId)
  })

  return {
    async find(question) {
      const { siteId } = question
      if (!introduce(siteId) && revision.of(siteId) === null) return done([])
      if (waiting.size >= mostWaiting) return { ok: false, error: tooMany }
      const began = clock.monotonic()
      const answer = await ask({ kind: 'find', ...question }, answerWithin)
      const results =
        answer?.kind === 'found'
          ? answer.results
          : await byTitle(question, sites.settings(siteId).settings.help)
      for (const listener of listeners) listener((clock.monotonic() - began) / 1_000)
      return done(results)
    },
    async index(siteId, locales) {
      if (!introduce(siteId) && revision.of(siteId) === null) return done(null)
      if (waiting.size >= mostWaiting) return { ok: false, error: tooMany }
      const answer = await ask({ kind: 'pack', siteId, locales }, patience.pack)
      if (answer?.kind === 'packed') return done(answer)
      return answer?.kind === 'nothing' ? done(null) : { ok: false, error: notReady }
    },
    size: () => size,
    onFound: (listener) => void listeners.add(listener),
    start,
    close() {
      closing ??= (async () => {
        if (restart) clearTimeout(restart)
        for (const answer of waiting.values()) answer(null)
        heardSomething()
        const open = thread
        if (!open) return
        const gone = once(open, 'exit')
        post({ kind: 'close' })
        const stuck = setTimeout(() => void open.terminate(), patience.end)
        await gone
        clearTimeout(stuck)
      })()
      return closing
    },
  }
}
