/**
 * What the store holds of the articles that a batch brings: read at once for all of them, and kept up while they are decided
 * one after the other. Writes nothing.
 */
import type { Kysely, Selectable } from 'kysely'
import type { Schema } from '../../storage/schema.ts'
import { countArticles, type StoredArticle } from '../writing/articles.store.ts'
import type { ImportedTranslation } from './imported-translation.ts'

export type ShelvedArticle = Pick<
  StoredArticle,
  'id' | 'key' | 'collection_id' | 'conversation_id' | 'tags' | 'tour_flow_id' | 'suggest_on' | 'archived_at'
>
export type ShelvedDraft = Pick<
  Selectable<Schema['article_translations']>,
  'title' | 'slug' | 'body' | 'rev' | 'marks' | 'live_version' | 'live_rev'
>

export interface ImportShelf {
  /** Articles of the site that are not archived. */
  count: number
  /** By key. */
  readonly articles: Map<string, ShelvedArticle>
  draft(articleId: string, locale: string): ShelvedDraft | undefined
  /** How many languages an article is written in. */
  localesOf(articleId: string): number
  keep(articleId: string, locale: string, draft: ShelvedDraft): void
  /** The title of another article that has this slug in its draft, has it in public, or had it there. */
  holder(locale: string, slug: string, but: string): string | null
  claim(locale: string, slug: string, articleId: string, title: string): void
}

export async function readImportShelf(
  db: Kysely<Schema>,
  siteId: string,
  batch: readonly ImportedTranslation[],
): Promise<ImportShelf> {
  const rows = await db
    .selectFrom('articles')
    .select([
      'id',
      'key',
      'collection_id',
      'conversation_id',
      'tags',
      'tour_flow_id',
      'suggest_on',
      'archived_at',
    ])
    .where('site_id', '=', siteId)
    .where('key', 'in', unique(batch.map(({ key }) => key)))
    .execute()
  const locales = unique(batch.map(({ locale }) => locale))
  const written = await db
    .selectFrom('article_translations')
    .select(['article_id', 'locale', 'title', 'slug', 'body', 'rev', 'marks', 'live_version', 'live_rev'])
    .where(
      'article_id',
      'in',
      rows.map(({ id }) => id),
    )
    .where('locale', 'in', locales)
    .execute()
  const counted = await db
    .selectFrom('article_translations')
    .select((eb) => ['article_id', eb.fn.countAll<number>().as('count')])
    .where(
      'article_id',
      'in',
      rows.map(({ id }) => id),
    )
    .groupBy('article_id')
    .execute()
  const slugs = unique(batch.map(({ slug }) => slug))
  const drafted = await db
    .selectFrom('article_translations as t')
    .innerJoin('articles as a', 'a.id', 't.article_id')
    .select(['t.article_id', 't.locale', 't.slug', 't.title'])
    .where('t.site_id', '=', siteId)
    .where('t.locale', 'in', locales)
    .where('t.slug', 'in', slugs)
    .where('a.archived_at', 'is', null)
    .execute()
  const inPublic = await db
    .selectFrom('article_slugs as s')
    .innerJoin('articles as a', 'a.id', 's.article_id')
    .innerJoin('article_translations as t', (join) =>
      join.onRef('t.article_id', '=', 's.article_id').onRef('t.locale', '=', 's.locale'),
    )
    .select(['s.article_id', 's.locale', 's.slug', 't.title'])
    .where('s.site_id', '=', siteId)
    .where('s.locale', 'in', locales)
    .where('s.slug', 'in', slugs)
    .where('a.archived_at', 'is', null)
    .execute()

  const drafts = new Map<string, ShelvedDraft>(
    written.map(({ article_id, locale, ...draft }) => [`${article_id} ${locale}`, draft]),
  )
  const localeCounts = new Map(counted.map(({ article_id, count }) => [article_id, count]))
  const holders = new Map<string, Map<string, string>>()
  const claim: ImportShelf['claim'] = (locale, slug, articleId, title) => {
    const name = `${locale} ${slug}`
    holders.set(name, (holders.get(name) ?? new Map<string, string>()).set(articleId, title))
  }
  for (const { locale, slug, article_id, title } of [...drafted, ...inPublic])
    claim(locale, slug, article_id, title)

  return {
    count: await countArticles(db, siteId),
    articles: new Map(rows.map((row) => [row.key, row])),
    draft: (articleId, locale) => drafts.get(`${articleId} ${locale}`),
    localesOf: (articleId) => localeCounts.get(articleId) ?? 0,
    keep(articleId, locale, draft) {
      const name = `${articleId} ${locale}`
      if (!drafts.has(name)) localeCounts.set(articleId, (localeCounts.get(articleId) ?? 0) + 1)
      drafts.set(name, draft)
    },
    holder(locale, slug, but) {
      for (const [articleId, title] of holders.get(`${locale} ${slug}`) ?? [])
        if (articleId !== but) return title
      return null
    },
    claim,
  }
}

const unique = (list: readonly string[]): readonly string[] => [...new Set(list)]
