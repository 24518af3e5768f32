/** What a test of the search does with a live relay: publish, look for, and begin anew. For tests. */
import { defaultSettings, type SearchResult, type SiteSettings } from '@docent/protocol'
import { waitUntil } from '@docent/testing/wait-until'
import { operator } from '../../agents/actor.ts'
import type { LiveRelay, SiteName } from '../../realtime/testing/live-relay.ts'
import type { ImportedTranslation } from '../files/imported-translation.ts'
import { publishedArticle } from './article-scene.ts'

type Words = Pick<ImportedTranslation, 'key' | 'locale' | 'title' | 'body'>

export function searchScene(relay: LiveRelay) {
  const by = { ...operator, siteId: relay.sites.shop.id }
  const { bulk, search } = relay.app.articles

  return {
    publish: (title: string, body: string) => publishedArticle(relay, { title, body }),
    /** Published at once, many of them; those that were refused fail the test. */
    async put(articles: readonly Words[]): Promise<void> {
      const replies = await bulk.put(
        by,
        articles.map((words) => ({
          slug: `${words.key}-${words.locale}`,
          collection: null,
          tags: [],
          tour: null,
          draft: false,
          ...words,
        })),
      )
      for (const reply of replies) if (!reply.ok) throw new Error(reply.error.message)
      bulk.announce(by.siteId)
      await waitUntil(async () => (await search.index(by.siteId, [])).ok, {
        within: 60_000,
        what: 'all of it to be searched',
      })
    },
    async settings(help: Partial<SiteSettings['help']>): Promise<void> {
      const { version } = relay.app.sites.settings(by.siteId)
      const saved = await relay.app.sites.saveSettings(by, version, {
        ...defaultSettings,
        help: { ...defaultSettings.help, ...help },
      })
      if (!saved.ok) throw new Error(saved.error.message)
    },
    /** Takes everything out of sight that the test before left. */
    async clear(): Promise<void> {
      const page = await relay.app.articles.shelf.list(by, { after: null, limit: 500, archived: false })
      if (!page.ok) throw new Error(page.error.message)
      for (const { id } of page.data.articles) await relay.app.articles.publishing.archive(by, id, true)
    },
    async found(
      q: string,
      more: { readonly locale?: string; readonly limit?: string; readonly site?: SiteName } = {},
    ): Promise<readonly SearchResult[]> {
      const query = new URLSearchParams({ site: 'shop', q, ...more })
      const response = await relay.fetch(`/articles/search?${query}`)
      if (!response.ok) throw new Error(`${q}: ${await response.text()}`)
      return ((await response.json()) as { data: readonly SearchResult[] }).data
    },
  }
}
