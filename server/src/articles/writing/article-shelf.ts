/** Articles as those who write them look through them: the list by pages, one article with its history, an old version. */
import {
  type ArticleDetail,
  type ArticleRow,
  type CollectionRow,
  done,
  type Reply,
  type TranslationRow,
} from '@docent/protocol'
import type { Selectable } from 'kysely'
import type { SiteAuthor } from '../../agents/actor.ts'
import type { Clock } from '../../clock.ts'
import type { Storage } from '../../storage/database.ts'
import type { Schema } from '../../storage/schema.ts'
import { noArticle, noVersion } from '../article-failures.ts'
import { createArticleCounts } from './article-counts.ts'
import { readArticle, readVersion, type StoredArticle } from './articles.store.ts'
import { readCollections } from './collections.store.ts'
import { marksOf, standing } from './draft-marks.ts'

export interface ArticlePage {
  readonly articles: readonly ArticleRow[]
  readonly collections: readonly CollectionRow[]
  readonly more: boolean
}

export interface ArticleShelf {
  /** In the order of ids; `after` null begins. */
  list(
    by: SiteAuthor,
    page: { readonly after: string | null; readonly limit: number; readonly archived: boolean },
  ): Promise<Reply<ArticlePage>>
  show(by: SiteAuthor, articleId: string): Promise<Reply<ArticleDetail>>
  version(
    by: SiteAuthor,
    of: { readonly articleId: string; readonly locale: string; readonly version: number },
  ): Promise<Reply<{ title: string; slug: string; body: string }>>
}

interface Options {
  readonly storage: Pick<Storage, 'read'>
  readonly clock: Pick<Clock, 'now'>
}

type Listed = Pick<
  Selectable<Schema['article_translations']>,
  'locale' | 'title' | 'slug' | 'rev' | 'live_version' | 'live_rev' | 'publish_at' | 'updated_at'
> & { readonly name: string | null }

const listed = [
  't.locale',
  't.title',
  't.slug',
  't.rev',
  't.live_version',
  't.live_rev',
  't.publish_at',
  't.updated_at',
  'g.name',
] as const

export function createArticleShelf({ storage, clock }: Options): ArticleShelf {
  const { read } = storage
  const counts = createArticleCounts({ storage, clock })

  const translations = (articleIds: readonly string[]) =>
    read
      .selectFrom('article_translations as t')
      .leftJoin('agents as g', 'g.id', 't.updated_by')
      .select(['t.article_id', ...listed])
      .where('t.article_id', 'in', articleIds)
      .orderBy('t.article_id')
      .orderBy('t.locale')
      .execute()

  return {
    async list({ siteId }, { after, limit, archived }) {
      const rows = await read
        .selectFrom('articles')
        .selectAll()
        .where('site_id', '=', siteId)
        .where('id', '>', after ?? '')
        .$if(!archived, (query) => query.where('archived_at', 'is', null))
        .$if(archived, (query) => query.where('archived_at', 'is not', null))
        .orderBy('id')
        .limit(limit + 1)
        .execute()
      const page = rows.slice(0, limit)
      const ids = page.map(({ id }) => id)
      const [written, counted] = await Promise.all([translations(ids), counts.of(ids)])
      const byArticle = Map.groupBy(written, (row) => row.article_id)
      return done({
        articles: page.map((row) => ({
          ...sharedOf(row),
          translations: (byArticle.get(row.id) ?? []).map(rowOf),
          ...counted(row.id),
        })),
        collections: await readCollections(read, siteId),
        more: rows.length > limit,
      })
    },
    async show({ siteId }, articleId) {
      const article = await readArticle(read, siteId, articleId)
      if (!article) return noArticle
      const drafts = await read
        .selectFrom('article_translations as t')
        .leftJoin('agents as g', 'g.id', 't.updated_by')
        .select([...listed, 't.body', 't.marks'])
        .where('t.article_id', '=', articleId)
        .orderBy('t.locale')
        .execute()
      const versions = await read
        .selectFrom('article_versions as v')
        .leftJoin('agents as g', 'g.id', 'v.published_by')
        .select(['v.locale', 'v.version', 'v.title', 'v.slug', 'v.published_at', 'v.restored_from', 'g.name'])
        .where('v.article_id', '=', articleId)
        .orderBy('v.version', 'desc')
        .execute()
      const slugs = await read
        .selectFrom('article_slugs')
        .select(['locale', 'slug'])
        .where('article_id', '=', articleId)
        .orderBy('since', 'desc')
        .orderBy('slug')
        .execute()
      const counted = await counts.of([articleId])
      return done({
        ...sharedOf(article),
        ...counted(articleId),
        conversationId: article.conversation_id,
        translations: drafts.map((draft) => {
          const history = versions.filter(({ locale }) => locale === draft.locale)
          const live = history.find(({ version }) => version === draft.live_version)
          return {
            ...rowOf(draft),
            body: draft.body,
            marks: standing(marksOf(draft.marks), draft),
            versions: history.map(({ version, title, slug, published_at, restored_from, name }) => ({
              version,
              title,
              slug,
              publishedAt: published_at,
              publishedBy: name,
              restoredFrom: restored_from,
            })),
            oldSlugs: slugs
              .filter(({ locale, slug }) => locale === draft.locale && slug !== live?.slug)
              .map(({ slug }) => slug),
          }
        }),
      })
    },
    async version({ siteId }, { articleId, locale, version }) {
      if (!(await readArticle(read, siteId, articleId))) return noArticle
      const old = await readVersion(read, articleId, locale, version)
      return old ? done({ title: old.title, slug: old.slug, body: old.body }) : noVersion
    },
  }
}

/** What the relay wrote itself. */
const listOf = (json: string) => JSON.parse(json) as readonly string[]

const sharedOf = (row: StoredArticle) => ({
  id: row.id,
  key: row.key,
  collectionId: row.collection_id,
  tags: [...listOf(row.tags)],
  tourFlowId: row.tour_flow_id,
  suggestOn: [...listOf(row.suggest_on)],
  archivedAt: row.archived_at,
})

const rowOf = (row: Listed): TranslationRow => ({
  locale: row.locale,
  title: row.title,
  slug: row.slug,
  rev: row.rev,
  liveVersion: row.live_version,
  changed: row.live_rev !== null && row.live_rev !== row.rev,
  publishAt: row.publish_at,
  updatedAt: row.updated_at,
  updatedBy: row.name,
})
