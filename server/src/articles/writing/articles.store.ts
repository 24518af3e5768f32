/** Remembers articles with their drafts and frozen versions. Decides nothing; every row is asked for by its site. */
import type { PersonalMark } from '@docent/protocol'
import type { Kysely, Selectable, Transaction } from 'kysely'
import type { Schema } from '../../storage/schema.ts'

type Db = Kysely<Schema> | Transaction<Schema>

export type StoredArticle = Selectable<Schema['articles']>
export type StoredTranslation = Selectable<Schema['article_translations']>

/** Which translation of which article. */
export interface TranslationId {
  readonly articleId: string
  readonly locale: string
}

/** What a reader reads of a draft or of a version. */
export interface Words {
  readonly title: string
  readonly slug: string
  /** Markdown. */
  readonly body: string
}

/** The article, archived ones too; undefined where the site has none with this id. */
export const readArticle = (db: Db, siteId: string, articleId: string): Promise<StoredArticle | undefined> =>
  db
    .selectFrom('articles')
    .selectAll()
    .where('id', '=', articleId)
    .where('site_id', '=', siteId)
    .executeTakeFirst()

export const readTranslation = (
  db: Db,
  articleId: string,
  locale: string,
): Promise<StoredTranslation | undefined> =>
  db
    .selectFrom('article_translations')
    .selectAll()
    .where('article_id', '=', articleId)
    .where('locale', '=', locale)
    .executeTakeFirst()

export interface DraftRow extends StoredTranslation {
  readonly conversation_id: string | null
}

/** The draft with what its article says of it; undefined where the site has none, or archived the article. */
export const readDraft = (
  db: Db,
  siteId: string,
  articleId: string,
  locale: string,
): Promise<DraftRow | undefined> =>
  db
    .selectFrom('article_translations as t')
    .innerJoin('articles as a', 'a.id', 't.article_id')
    .selectAll('t')
    .select('a.conversation_id')
    .where('a.id', '=', articleId)
    .where('a.site_id', '=', siteId)
    .where('a.archived_at', 'is', null)
    .where('t.locale', '=', locale)
    .executeTakeFirst()

export async function countArticles(db: Db, siteId: string): Promise<number> {
  const { count } = await db
    .selectFrom('articles')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('site_id', '=', siteId)
    .where('archived_at', 'is', null)
    .executeTakeFirstOrThrow()
  return count
}

/** A tour that is a draft may be named as well: the article offers it once it is live. */
export async function isTour(db: Db, siteId: string, flowId: string): Promise<boolean> {
  const row = await db
    .selectFrom('flows')
    .select('id')
    .where('id', '=', flowId)
    .where('site_id', '=', siteId)
    .where('kind', '=', 'tour')
    .where('archived_at', 'is', null)
    .executeTakeFirst()
  return row !== undefined
}

export async function isLive(db: Db, articleId: string): Promise<boolean> {
  const row = await db
    .selectFrom('article_translations')
    .select('locale')
    .where('article_id', '=', articleId)
    .where('live_version', 'is not', null)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

export async function countLocales(db: Db, articleId: string): Promise<number> {
  const { count } = await db
    .selectFrom('article_translations')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('article_id', '=', articleId)
    .executeTakeFirstOrThrow()
  return count
}

export async function insertArticle(
  trx: Transaction<Schema>,
  article: Pick<
    StoredArticle,
    'id' | 'site_id' | 'key' | 'collection_id' | 'conversation_id' | 'created_by'
  > & {
    readonly at: number
  },
): Promise<void> {
  const { at, ...row } = article
  await trx
    .insertInto('articles')
    .values({ ...row, tags: '[]', tour_flow_id: null, suggest_on: '[]', created_at: at, archived_at: null })
    .execute()
}

export async function insertTranslation(
  trx: Transaction<Schema>,
  draft: TranslationId &
    Words & {
      readonly siteId: string
      readonly marks: readonly PersonalMark[]
      readonly by: string | null
      readonly at: number
    },
): Promise<void> {
  const { articleId, locale, siteId, title, slug, body, marks, by, at } = draft
  await trx
    .insertInto('article_translations')
    .values({
      article_id: articleId,
      locale,
      site_id: siteId,
      title,
      slug,
      body,
      rev: 1,
      marks: JSON.stringify(marks),
      live_version: null,
      live_rev: null,
      publish_at: null,
      publish_by: null,
      updated_at: at,
      updated_by: by,
    })
    .execute()
}

export async function updateTranslation(
  trx: Transaction<Schema>,
  articleId: string,
  locale: string,
  change: Partial<Omit<StoredTranslation, 'article_id' | 'locale' | 'site_id'>>,
): Promise<void> {
  await trx
    .updateTable('article_translations')
    .set(change)
    .where('article_id', '=', articleId)
    .where('locale', '=', locale)
    .execute()
}

export const readVersion = (db: Db, articleId: string, locale: string, version: number) =>
  db
    .selectFrom('article_versions')
    .select(['version', 'title', 'slug', 'body', 'restored_from'])
    .where('article_id', '=', articleId)
    .where('locale', '=', locale)
    .where('version', '=', version)
    .executeTakeFirst()

/** Freezes words as the next version; returns its number. */
export async function insertVersion(
  trx: Transaction<Schema>,
  frozen: TranslationId &
    Words & {
      readonly siteId: string
      /** JSON. */
      readonly nodes: string
      readonly restoredFrom: number | null
      readonly by: string | null
      readonly at: number
    },
): Promise<number> {
  const { articleId, locale, siteId, title, slug, body, nodes, restoredFrom, by, at } = frozen
  const { last } = await trx
    .selectFrom('article_versions')
    .select((eb) => eb.fn.max('version').as('last'))
    .where('article_id', '=', articleId)
    .where('locale', '=', locale)
    .executeTakeFirstOrThrow()
  const version = Number(last ?? 0) + 1
  await trx
    .insertInto('article_versions')
    .values({
      article_id: articleId,
      locale,
      version,
      site_id: siteId,
      title,
      slug,
      body,
      nodes,
      restored_from: restoredFrom,
      published_at: at,
      published_by: by,
    })
    .execute()
  return version
}
