/** Search among what this browser has read, for when neither the relay nor the site's index is there [HLP10]. */
import type { SearchResult } from '@docent/protocol/article'
import type { KeptArticles } from './kept-articles.ts'
import type { SearchCode } from './local-index.ts'

export interface KeptSearchOptions {
  readonly kept: KeptArticles
  readonly loadSearch: () => Promise<SearchCode>
}

export function createKeptSearch({ kept, loadSearch }: KeptSearchOptions) {
  let code: Promise<SearchCode> | null = null
  const load = (): Promise<SearchCode> => {
    code ??= loadSearch().catch((cause) => {
      code = null
      throw cause
    })
    return code
  }
  return {
    /** Fetches the code while it can be had. */
    prepare(): void {
      load().catch(() => undefined)
    },
    async search(query: string, limit: number): Promise<readonly SearchResult[]> {
      const [{ createArticleIndex, articleWords, snippetOf }, articles] = await Promise.all([
        load(),
        kept.all(),
      ])
      const index = createArticleIndex()
      const texts = new Map(
        articles.map((article) => [article.id, { article, ...articleWords(article.nodes) }]),
      )
      for (const { article, headings, text } of texts.values())
        index.put({ id: article.id, title: article.title, headings, text })
      return index.search(query, { limit }).flatMap(({ id, score }) => {
        const found = texts.get(id)
        return found ? [{ ...found.article, ...snippetOf(found.text, query), score }] : []
      })
    },
  }
}
