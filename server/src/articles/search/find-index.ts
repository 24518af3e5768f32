/** What a help document says of the index that a browser searches by itself [HLP8]: where it is, and how it is opened. */
import type { Sites } from '../../sites/sites.ts'
import type { FindIndex } from '../article-documents.ts'
import type { ArticleSearch } from './article-search.ts'

interface Options {
  readonly search: Pick<ArticleSearch, 'index'>
  readonly sites: Pick<Sites, 'byId'>
}

export function createFindIndex({ search, sites }: Options): FindIndex {
  return async (siteId, order, revision) => {
    const site = sites.byId(siteId)
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
