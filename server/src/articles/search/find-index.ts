/** What a help document says of the index that a browser searches by itself [HLP8]: where it is, and how it is opened. */
import { articleLimits } from '@docent/protocol'
import type { Sites } from '../../sites/sites.ts'
import type { FindIndex } from '../reading/article-documents.ts'
import type { PublishedArticles } from '../reading/published-articles.ts'
import type { ArticleSearch } from './article-search.ts'

interface Options {
  readonly search: Pick<ArticleSearch, 'index'>
  readonly sites: Pick<Sites, 'byId'>
  readonly published: PublishedArticles
}

export function createFindIndex({ search, sites, published }: Options): FindIndex {
  return async (siteId, order, revision) => {
    const site = sites.byId(siteId)
    // Known at once: nobody waits for a large index only to hear that it is too large.
    if ((await published.of(siteId)).articles.size > articleLimits.searchHere) return null
    const index = await search.index(siteId, order)
    if (!index.ok) throw new Error(index.error.message)
    if (!site || !index.data) return null
    const { bytes, synonyms } = index.data
    const locales = order.map(encodeURIComponent).join(',')
    return {
      address: `/api/v1/sites/${encodeURIComponent(site.key)}/help/index/${revision}?locale=${locales}`,
      bytes: bytes.length,
      synonyms,
    }
  }
}
