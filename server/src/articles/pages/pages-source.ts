/** Answers the pages' questions from what the site has published, its search, and what readers say. */
import type { Sites } from '../../sites/sites.ts'
import type { HelpActivities } from '../activity/help-activity.ts'
import type { ArticleDocuments } from '../reading/article-documents.ts'
import type { ArticleSearch } from '../search/article-search.ts'
import type { HelpPagesSource } from './help-pages-source.ts'
import type { PageSessions } from './page-sessions.ts'

/** Results on the page of a search: there is no second page of them. */
const resultsAtMost = 20

interface Options {
  readonly sites: Pick<Sites, 'find' | 'settings'>
  readonly documents: Pick<ArticleDocuments, 'overview' | 'shown' | 'at' | 'addresses' | 'everyAddress'>
  readonly search: Pick<ArticleSearch, 'find'>
  readonly activity: Pick<HelpActivities, 'opened' | 'searched' | 'voted'>
  readonly sessions: PageSessions
}

export function createPagesSource({
  sites,
  documents,
  search,
  activity,
  sessions,
}: Options): HelpPagesSource {
  return {
    site(key) {
      const site = sites.find(key)
      return (
        site && { id: site.id, key: site.key, name: site.name, settings: sites.settings(site.id).settings }
      )
    },
    overview: ({ id }, locale) => documents.overview(id, [locale]),
    async at(site, locale, slug) {
      const found = await documents.at(site.id, locale, slug)
      if (!found) return null
      if (found.locale !== locale || found.slug !== slug) return { kind: 'moved', ...found }
      const article = await documents.shown(site.id, found.articleId, [locale])
      // Withdrawn between the two looks.
      return article?.locale === locale ? { kind: 'article', article } : null
    },
    addresses: ({ id }, articleId) => documents.addresses(id, articleId),
    everyAddress: ({ id }) => documents.everyAddress(id),
    async search({ id }, locale, query) {
      const found = await search.find({ siteId: id, locales: [locale], query, limit: resultsAtMost })
      return found.ok ? found.data : null
    },
    async searched({ id }, reader, { query, ...found }) {
      const sessionId = await sessions.searched(id, reader, query)
      if (sessionId !== null) await activity.searched(id, { sessionId, query }, found)
    },
    async opened({ id }, reader, article, query) {
      const sessionId = query === null ? null : sessions.of(id, reader, query)
      await activity.opened(
        id,
        article,
        sessionId === null || query === null ? undefined : { sessionId, query },
      )
    },
    vote: (site, article, helpful) => activity.voted(site.id, article, helpful),
  }
}
