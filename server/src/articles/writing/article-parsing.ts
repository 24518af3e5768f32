/**
 * Makes the tree of an article's Markdown without holding up anybody: a long text is parsed in a thread of its own, which is
 * there only while there is something to parse [HLP5]. Knows no article.
 */
import { Worker } from 'node:worker_threads'
import type { ArticleBlock } from '@docent/protocol'
import { parseArticle } from '@docent/protocol/article-text'
import type { Logger } from '../../logger.ts'

export type ParseText = (markdown: string) => Promise<readonly ArticleBlock[]>

export interface ArticleParsing {
  readonly parse: ParseText
  /** What is being parsed then is parsed to its end. */
  close(): Promise<void>
}

/** What the thread is asked, and what it answers. */
export interface ToParse {
  readonly id: number
  readonly markdown: string
}
export interface Parsed {
  readonly id: number
  /** JSON: a tree of thousands of nodes is copied faster as one text. */
  readonly nodes: string
}

interface Options {
  readonly logger: Pick<Logger, 'error'>
  /** Tests have one that fails. */
  readonly openThread?: () => Worker
  /** Milliseconds without a text after which the thread ends. */
  readonly restMs?: number
}

/** Characters that are parsed at once, whatever they are: in some milliseconds, which is less than a thread takes to begin. */
const shortText = 2_000

const openParsingThread = () =>
  new Worker(new URL('./parse-thread.ts', import.meta.url), { name: 'docent-parse' })

interface Waiting {
  readonly markdown: string
  settle(nodes: readonly ArticleBlock[]): void
  fail(error: unknown): void
}

export function createArticleParsing({
  logger,
  openThread = openParsingThread,
  restMs = 30_000,
}: Options): ArticleParsing {
  const waiting = new Map<number, Waiting>()
  let thread: Worker | null = null
  let rest: NodeJS.Timeout | null = null
  let lastId = 0
  let isClosed = false

  function open(): Worker {
    const opened = openThread()
    opened.on('message', (parsed: Parsed) => settle(parsed))
    opened.on('error', (error) => logger.error({ err: error }, 'the thread that parses articles failed'))
    opened.on('exit', () => {
      if (thread !== opened) return
      thread = null
      // Late is better than not at all.
      for (const [id, { markdown }] of [...waiting]) parseHere(id, markdown)
    })
    opened.unref()
    return opened
  }

  function parseHere(id: number, markdown: string): void {
    const one = waiting.get(id)
    waiting.delete(id)
    try {
      one?.settle(parseArticle(markdown))
    } catch (error) {
      one?.fail(error)
    }
  }

  function settle({ id, nodes }: Parsed): void {
    const one = waiting.get(id)
    waiting.delete(id)
    // What this relay's own thread wrote.
    one?.settle(JSON.parse(nodes) as readonly ArticleBlock[])
    if (waiting.size > 0) return
    if (rest) clearTimeout(rest)
    rest = setTimeout(() => void end(), restMs).unref()
  }

  async function end(): Promise<void> {
    const opened = thread
    thread = null
    await opened?.terminate()
  }

  return {
    async parse(markdown) {
      if (isClosed || markdown.length <= shortText) return parseArticle(markdown)
      if (rest) clearTimeout(rest)
      rest = null
      thread ??= open()
      const asked: ToParse = { id: ++lastId, markdown }
      const parsed = new Promise<readonly ArticleBlock[]>((resolve, reject) => {
        waiting.set(asked.id, { markdown, settle: resolve, fail: reject })
      })
      thread.postMessage(asked)
      return parsed
    },
    async close() {
      isClosed = true
      if (rest) clearTimeout(rest)
      await end()
      for (const [id, { markdown }] of [...waiting]) parseHere(id, markdown)
    },
  }
}
