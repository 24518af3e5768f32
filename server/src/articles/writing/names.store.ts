/**
 * Remembers by which names articles are known: keys in files and links, slugs in addresses. Decides nothing; every row is asked for
 * by its site.
 */
import type { Kysely, Transaction } from 'kysely'
import type { Schema } from '../../storage/schema.ts'

type Db = Kysely<Schema> | Transaction<Schema>

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
