/** The flow desk with a library of articles over it, for tests that write articles without a socket. */
import { randomUUID } from 'node:crypto'
import { defaultSettings, type SiteSettings } from '@docent/protocol'
import { given, openFlowDesk } from '../../flows/testing/flow-desk.ts'
import { silentLogger } from '../../logger.ts'
import type { AgentPrincipal } from '../../realtime/principal.ts'
import { type ArticleLibrary, createArticleLibrary } from '../article-library.ts'
import type { ArticleChange } from '../writing/article-changes.ts'
import { patientSearch } from './patient-search.ts'

export { codeOf, given, start } from '../../flows/testing/flow-desk.ts'

export const day = 86_400_000

/** An article in the language in which most tests write. */
export const en = (articleId: string) => ({ articleId, locale: 'en' })

export type ArticleDesk = Awaited<ReturnType<typeof openArticleDesk>>

export interface Draft {
  readonly title?: string
  readonly body?: string
  readonly locale?: string
  readonly collectionId?: string | null
}

export async function openArticleDesk() {
  const { library: flowLibrary, openLibrary: _open, ...desk } = await openFlowDesk()
  const { storage, sites, clock, flows } = desk
  const libraries: ArticleLibrary[] = []
  function openLibrary(): ArticleLibrary {
    const opened = createArticleLibrary({
      storage,
      sites,
      flows,
      timings: patientSearch,
      clock,
      logger: silentLogger,
    })
    libraries.push(opened)
    return opened
  }
  const library = openLibrary()
  const { articles, publishing } = library
  const told: ArticleChange[] = []
  library.onChanged((siteId, change) => {
    if (siteId === desk.shop.id) told.push(change)
  })
  const susan: AgentPrincipal = { ...desk.amir, name: 'Susan', role: 'supervisor' }

  async function drafted(by: AgentPrincipal, draft: Draft = {}): Promise<string> {
    const { title = 'Refunds', body = 'Within 30 days.', locale = 'en', collectionId = null } = draft
    const articleId = randomUUID()
    given(await articles.create(by, { articleId, locale, title, body, collectionId }))
    return articleId
  }

  return {
    ...desk,
    ...library,
    documents: library.documents,
    flowLibrary,
    library,
    /** The same over the same database, as another process has it. */
    openLibrary,
    susan,
    /** What the shop's listeners heard, in its order. */
    told,
    drafted,
    /** An article that is live in one locale; resolves with its id. */
    async live(by: AgentPrincipal, draft: Draft = {}): Promise<string> {
      const articleId = await drafted(by, draft)
      given(await publishing.publish(by, { articleId, locale: draft.locale ?? 'en', rev: 1 }))
      return articleId
    },
    /** Another language of an article, live as well. */
    async translated(by: AgentPrincipal, articleId: string, locale: string, title: string, body = title) {
      const slug = title.toLowerCase().replace(/\P{L}+/gu, '-')
      const { rev } = given(await articles.save(by, { articleId, locale, rev: 0, title, slug, body }))
      given(await publishing.publish(by, { articleId, locale, rev }))
    },
    /** Draft and history of one translation. */
    async translation(by: AgentPrincipal, articleId: string, locale = 'en') {
      const { translations } = given(await library.shelf.show(by, articleId))
      const found = translations.find((one) => one.locale === locale)
      if (!found) throw new Error(`the article is not written in ${locale}`)
      return found
    },
    /** One of a visitor of the shop; resolves with its id. */
    async conversation(): Promise<string> {
      const [id, visitorId] = [randomUUID(), randomUUID()]
      const at = clock.now()
      const seen = { first_seen_at: at, last_seen_at: at, language: 'en', time_zone: 'UTC', attributes: '{}' }
      const started = { started_at: at, last_at: at }
      const nobody = { email: null, verified_email: null, merged_into: null }
      await storage.writes.transaction(async (trx) => {
        await trx
          .insertInto('visitors')
          .values({ id: visitorId, site_id: desk.shop.id, name: 'Ann', ...nobody, ...seen })
          .execute()
        await trx
          .insertInto('conversations')
          .values({ id, site_id: desk.shop.id, visitor_id: visitorId, status: 'open', ...started })
          .execute()
      })
      return id
    },
    async decide(siteId: string, help: Partial<SiteSettings['help']>) {
      const { version } = sites.settings(siteId)
      const by = siteId === desk.shop.id ? desk.amir : desk.stranger
      const settings = { ...defaultSettings, help: { ...defaultSettings.help, ...help } }
      given(await sites.saveSettings(by, version, settings))
    },
    async close(): Promise<void> {
      for (const opened of libraries) await opened.close()
      await desk.close()
    },
  }
}
