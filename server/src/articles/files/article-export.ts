/**
 * All translations of a site in the form in which files hold them [HLP7], a page at a time. What visitors read goes out as they
 * read it; what was never published, as the draft that it is. Archived articles stay behind.
 */
import type { SiteAuthor } from '../../agents/actor.ts'
import type { Storage } from '../../storage/database.ts'
import { liveVersion } from '../reading/live-version.ts'
import { readCollections } from '../writing/collections.store.ts'
import type { ImportedCollection } from './collections-file.ts'
import type { ImportedTranslation } from './imported-translation.ts'

export interface ExportedTranslation {
  readonly article: ImportedTranslation
  /** Somebody wrote on after it was published: that is not in it. */
  readonly hasUnpublished: boolean
}

/** Behind which translation a page begins. */
export interface ExportPlace {
  readonly articleId: string
  readonly locale: string
}

export interface ExportPage {
  readonly translations: readonly ExportedTranslation[]
  /** Null: this is the last page. */
  readonly next: ExportPlace | null
}

export interface ArticleExport {
  count(by: SiteAuthor): Promise<number>
  /** In the order in which readers see them, also those that hold no article. */
  collections(by: SiteAuthor): Promise<readonly ImportedCollection[]>
  page(by: SiteAuthor, after: ExportPlace | null): Promise<ExportPage>
}

/** Some of the longest articles at once, not more: a page travels as one message. */
const pageSize = 20

export function createArticleExport({ read }: Pick<Storage, 'read'>): ArticleExport {
  const translations = (siteId: string) =>
    read
      .selectFrom('articles as a')
      .innerJoin('article_translations as t', 't.article_id', 'a.id')
      .where('a.site_id', '=', siteId)
      .where('a.archived_at', 'is', null)

  return {
    async count({ siteId }) {
      const { count } = await translations(siteId)
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow()
      return count
    },
    async collections({ siteId }) {
      const stored = await readCollections(read, siteId)
      return stored.map(({ titles, descriptions }) => ({ titles, descriptions }))
    },
    async page({ siteId }, after) {
      const collections = await readCollections(read, siteId)
      const titles = new Map(collections.map((one) => [one.id, one.titles]))
      const rows = await translations(siteId)
        .leftJoin('article_versions as v', liveVersion)
        .select(['a.id', 'a.key', 'a.collection_id', 'a.tags', 'a.tour_flow_id', 'a.suggest_on'])
        .select(['t.locale', 't.title', 't.slug', 't.body', 't.rev', 't.live_rev', 't.live_version'])
        .select(['v.title as liveTitle', 'v.slug as liveSlug', 'v.body as liveBody'])
        .$if(after !== null, (query) =>
          query.where((eb) =>
            eb(eb.refTuple('a.id', 't.locale'), '>', eb.tuple(after?.articleId ?? '', after?.locale ?? '')),
          ),
        )
        .orderBy('a.id')
        .orderBy('t.locale')
        .limit(pageSize + 1)
        .execute()
      const page = rows.slice(0, pageSize)
      const last = page.at(-1)
      return {
        translations: page.map((row) => ({
          article: {
            key: row.key,
            locale: row.locale,
            title: row.liveTitle ?? row.title,
            slug: row.liveSlug ?? row.slug,
            body: row.liveBody ?? row.body,
            collection: titleIn(titles.get(row.collection_id ?? ''), row.locale),
            tags: JSON.parse(row.tags) as string[],
            tour: row.tour_flow_id,
            suggestOn: JSON.parse(row.suggest_on) as string[],
            draft: row.live_version === null,
          },
          hasUnpublished: row.live_version !== null && row.live_rev !== row.rev,
        })),
        next: last && rows.length > pageSize ? { articleId: last.id, locale: last.locale } : null,
      }
    },
  }
}

/** A title in another language names the collection as well. */
const titleIn = (titles: Readonly<Record<string, string>> | undefined, locale: string): string | null =>
  titles?.[locale] ?? Object.values(titles ?? {})[0] ?? null
