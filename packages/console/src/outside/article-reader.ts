/** Reads a published article as visitors get it, over HTTP, each once while it is looked at. Knows no screen. */
import type { ArticleShown } from '@docent/protocol'

/** `gone`: nobody can read it, since it is not published any more. */
export type ArticleRead =
  | { readonly kind: 'ready'; readonly article: ArticleShown }
  | { readonly kind: 'gone' }

export interface ArticleReader {
  /** Null where the relay cannot be reached. */
  read(site: string, articleId: string, locale: string): Promise<ArticleRead | null>
}

/** How many are remembered, and for how long: what is read here may have been published a moment ago. */
const kept = 30
const freshMs = 30_000

export function createArticleReader(options: {
  /** Of the relay, with a slash at its end. */
  relayUrl: string
  fetch: typeof fetch
  now: () => number
}): ArticleReader {
  const known = new Map<string, { readonly at: number; readonly read: ArticleRead }>()

  async function ask(site: string, articleId: string, locale: string): Promise<ArticleRead | null> {
    const address = new URL(`api/v1/articles/${encodeURIComponent(articleId)}`, options.relayUrl)
    address.searchParams.set('site', site)
    address.searchParams.set('locale', locale)
    try {
      const response = await options.fetch(address.href)
      if (response.status === 404) return { kind: 'gone' }
      if (!response.ok) return null
      const { data } = (await response.json()) as { readonly data: ArticleShown }
      return { kind: 'ready', article: data }
    } catch {
      return null
    }
  }

  return {
    async read(site, articleId, locale) {
      const key = `${site} ${articleId} ${locale}`
      const before = known.get(key)
      if (before && options.now() - before.at < freshMs) return before.read
      const read = await ask(site, articleId, locale)
      if (read) {
        known.delete(key)
        known.set(key, { at: options.now(), read })
        for (const oldest of known.keys()) {
          if (known.size <= kept) break
          known.delete(oldest)
        }
      }
      return read
    },
  }
}
