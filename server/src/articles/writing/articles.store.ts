/** Remembers articles with their drafts, frozen versions and slugs. Decides nothing; every row is asked for by its site. */
import type { PersonalMark } from '@docent/protocol'
import type { Kysely, Selectable, Transaction } from 'kysely'
import type { Schema } from '../../storage/schema.ts'

type Db = Kysely<Schema> | Transaction<Schema>

export type StoredArticle = Selectable<Schema['articles']>
export type StoredTranslation = Selectable<Schema['article_translations']>

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

/** Behind every text that begins with another one. */
const endOf = (beginning: string): string => `${beginning}\u{10ffff}`

/** Keys of a site that begin so. */
export async function countKeysLike(
  db: Db,
  { siteId, beginning }: { readonly siteId: string; readonly beginning: string },
): Promise<number> {
  const { count } = await db
    .selectFrom('articles')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('site_id', '=', siteId)
    .where('key', '>=', beginning)
    .where('key', '<', endOf(beginning))
    .executeTakeFirstOrThrow()
  return count
}

/** Slugs of drafts in a locale that begin so. */
export async function countSlugsLike(
  db: Db,
  place: { readonly siteId: string; readonly locale: string; readonly beginning: string },
): Promise<number> {
  const { count } = await db
    .selectFrom('article_translations')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('site_id', '=', place.siteId)
    .where('locale', '=', place.locale)
    .where('slug', '>=', place.beginning)
    .where('slug', '<', endOf(place.beginning))
    .executeTakeFirstOrThrow()
  return count
}

/** The id of the article of this key, archived ones too. */
export async function articleOfKey(db: Db, siteId: string, key: string): Promise<string | null> {
  const row = await db
    .selectFrom('articles')
    .select('id')
    .where('site_id', '=', siteId)
    .where('key', '=', key)
    .executeTakeFirst()
  return row?.id ?? null
}

export interface SlugHolder {
  readonly articleId: string
  readonly title: string
}

/** Another article, not archived, that has or had this slug in public; in its draft as well, but where `inPublic`. */
export async function slugHolder(
  db: Db,
  place: {
    readonly siteId: string
    readonly locale: string
    readonly slug: string
    /** The article that asks. */
    readonly but: string
    readonly inPublic?: boolean
  },
): Promise<SlugHolder | null> {
  const { siteId, locale, slug, but, inPublic = false } = place
  const inPublicNow = await db
    .selectFrom('article_slugs as s')
    .innerJoin('articles as a', 'a.id', 's.article_id')
    .innerJoin('article_translations as t', (join) =>
      join.onRef('t.article_id', '=', 's.article_id').onRef('t.locale', '=', 's.locale'),
    )
    .select(['a.id as articleId', 't.title'])
    .where('s.site_id', '=', siteId)
    .where('s.locale', '=', locale)
    .where('s.slug', '=', slug)
    .where('s.article_id', '<>', but)
    .where('a.archived_at', 'is', null)
    .executeTakeFirst()
  if (inPublicNow || inPublic) return inPublicNow ?? null
  const drafted = await db
    .selectFrom('article_translations as t')
    .innerJoin('articles as a', 'a.id', 't.article_id')
    .select(['a.id as articleId', 't.title'])
    .where('t.site_id', '=', siteId)
    .where('t.locale', '=', locale)
    .where('t.slug', '=', slug)
    .where('t.article_id', '<>', but)
    .where('a.archived_at', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return drafted ?? null
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
  draft: Words & {
    readonly articleId: string
    readonly locale: string
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
  frozen: Words & {
    readonly articleId: string
    readonly locale: string
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

/** The slug is the article's in public from now on; taken over where an archived article had it. */
export async function claimSlug(
  trx: Transaction<Schema>,
  claim: {
    readonly siteId: string
    readonly locale: string
    readonly slug: string
    readonly articleId: string
    readonly at: number
  },
): Promise<void> {
  const { siteId, locale, slug, articleId, at } = claim
  await trx
    .insertInto('article_slugs')
    .values({ site_id: siteId, locale, slug, article_id: articleId, since: at })
    .onConflict((on) =>
      on.columns(['site_id', 'locale', 'slug']).doUpdateSet({ article_id: articleId, since: at }),
    )
    .execute()
}
