/**
 * Makes the tree of a draft for its preview without holding up who writes: a long text is parsed in a worker, and of those that
 * wait the last one alone. Where no worker can be had, the page parses. Knows nothing of what is shown.
 */
import type { ArticleBlock } from '@docent/protocol/article'
import { parseArticle } from '@docent/protocol/article-text'
import workerAddress from './parse-worker.ts?worker&url'

export interface PreviewParsing {
  /** `take` gets the tree: at once for a short text, never where another text came before it was ready. */
  parse(markdown: string, take: (nodes: readonly ArticleBlock[]) => void): void
  close(): void
}

/** Characters that are parsed in some milliseconds, whatever they are. */
const shortText = 2_000
export const isShort = (markdown: string): boolean => markdown.length <= shortText

interface Asked {
  readonly markdown: string
  take(nodes: readonly ArticleBlock[]): void
}

export function createPreviewParsing(openWorker: () => Worker = openParseWorker): PreviewParsing {
  let worker: Worker | null = null
  let isBroken = false
  let inHand: Asked | null = null
  let next: Asked | null = null

  function open(): Worker {
    const opened = openWorker()
    opened.addEventListener('message', ({ data }: MessageEvent<readonly ArticleBlock[]>) => {
      const asked = inHand
      inHand = null
      if (next) post(next)
      else asked?.take(data)
    })
    opened.addEventListener('error', fail)
    return opened
  }

  function fail(): void {
    isBroken = true
    worker?.terminate()
    worker = null
    const asked = next ?? inHand
    inHand = next = null
    if (asked) asked.take(parseArticle(asked.markdown))
  }

  function post(asked: Asked): void {
    next = null
    inHand = asked
    try {
      worker ??= open()
      worker.postMessage(asked.markdown)
    } catch {
      // A policy of the page, or no such thing in this browser: slower is better than nothing.
      fail()
    }
  }

  return {
    parse(markdown, take) {
      if (isBroken || isShort(markdown)) {
        next = null
        if (inHand) inHand = { ...inHand, take: () => undefined }
        take(parseArticle(markdown))
      } else if (inHand) next = { markdown, take }
      else post({ markdown, take })
    },
    close() {
      worker?.terminate()
      worker = null
      inHand = next = null
    },
  }
}

/** Trusted Types, as far as they are needed here: not every browser has them. */
interface Policies {
  createPolicy(
    name: string,
    rules: { createScriptURL(address: string): string },
  ): { createScriptURL(address: string): string }
}

/** The page's policy takes no address of a script that nobody vouched for; this one is of the build itself. */
function openParseWorker(): Worker {
  const { trustedTypes } = globalThis as { readonly trustedTypes?: Policies }
  const vouch = trustedTypes?.createPolicy('docent-parse', { createScriptURL: () => workerAddress })
  return new Worker(vouch?.createScriptURL('') ?? workerAddress)
}
