/** Rows about wanted articles: what was closed, and the drafts that were made for them. Decides nothing. */
import type { Kysely, Transaction } from 'kysely'
import type { Schema } from '../../storage/schema.ts'
import { liveVersion } from '../reading/live-version.ts'
import type { WantedKey } from './wanted-count.ts'

type Db = Kysely<Schema> | Transaction<Schema>

export interface KeptWanted extends WantedKey {
  readonly closedAt: number | null
  /** The draft that was made for it; null where there is none, or none any more. */
  readonly articleId: string | null
  /** When it was published; null while visitors do not read it. */
  readonly publishedAt: number | null
}

export async function readWanted(db: Db, siteId: string): Promise<readonly KeptWanted[]> {
  const rows = await db
    .selectFrom('wanted_articles as w')
    .leftJoin('articles as a', (join) =>
      join.onRef('a.id', '=', 'w.article_id').on('a.archived_at', 'is', null),
    )
    .leftJoin('article_translations as t', (join) =>
      join.onRef('t.article_id', '=', 'a.id').onRef('t.locale', '=', 'w.locale'),
    )
    .leftJoin('article_versions as v', liveVersion)
    .select(['w.locale', 'w.query', 'w.closed_at', 'a.id as article_id', 'v.published_at'])
    .where('w.site_id', '=', siteId)
    .execute()
  return rows.map(({ locale, query, closed_at, article_id, published_at }) => ({
    locale,
    meaning: query,
    closedAt: closed_at,
    articleId: article_id,
    publishedAt: published_at,
  }))
}

/** When what visitors read of an article was published; null where they read nothing of it in this language. */
export async function publishedAt(db: Db, articleId: string, locale: string): Promise<number | null> {
  const row = await db
    .selectFrom('article_translations as t')
    .innerJoin('article_versions as v', liveVersion)
    .select('v.published_at')
    .where('t.article_id', '=', articleId)
    .where('t.locale', '=', locale)
    .executeTakeFirst()
  return row?.published_at ?? null
}

export interface WantedChange extends WantedKey {
  readonly id: string
  readonly siteId: string
  readonly at: number
  readonly set: { readonly closed_at: number } | { readonly article_id: string }
}

export async function writeWanted(
  db: Db,
  { id, siteId, locale, meaning, at, set }: WantedChange,
): Promise<void> {
  await db
    .insertInto('wanted_articles')
    .values({
      id,
      site_id: siteId,
      locale,
      query: meaning,
      closed_at: null,
      article_id: null,
      created_at: at,
      ...set,
    })
    .onConflict((on) => on.columns(['site_id', 'locale', 'query']).doUpdateSet(set))
    .execute()
}
