/**
 * Reads what is published, synchronously: the relay's own connection uses it, and so can a thread with a connection of its own.
 * Decides nothing; knows no cache. Every row is asked for by its site [HLP15].
 */
import type { CollectionRow } from '@docent/protocol'
import type { Database } from 'better-sqlite3'

/** One article in one locale as it is live, without its text. */
export interface LiveTranslation {
  readonly articleId: string
  readonly key: string
  readonly locale: string
  readonly version: number
  readonly slug: string
  readonly title: string
  readonly collectionId: string | null
  readonly tags: readonly string[]
  /** A tour of the site that is live; null where there is none [HLP9]. */
  readonly tour: string | null
  readonly suggestOn: readonly string[]
  readonly updatedAt: number
}

/** With its text, as JSON of `readonly ArticleBlock[]`. */
export interface LiveText extends LiveTranslation {
  readonly nodes: string
}

/** Behind which translation a page begins. */
export type After = Pick<LiveTranslation, 'articleId' | 'locale'> | null

export interface LiveArticlesStore {
  /** Changes with each commit of another connection: of this relay's writer, and of another process. */
  dataVersion(): number
  /** Another text after each change of what visitors read; null where nothing is published. */
  stamp(siteId: string): string | null
  locales(siteId: string): readonly string[]
  /** Ordered by article and locale. */
  page(siteId: string, after: After, limit: number): readonly LiveTranslation[]
  /** The same with texts: what an index is made of. */
  texts(siteId: string, after: After, limit: number): readonly LiveText[]
  /** One article in all locales that it is live in. */
  textsOf(siteId: string, articleId: string): readonly LiveText[]
  text(siteId: string, articleId: string, locale: string): LiveText | null
  /** Whose a slug is or was in public, whether it is live or not. */
  owner(siteId: string, locale: string, slug: string): string | null
  collections(siteId: string): readonly CollectionRow[]
}

type Row = Omit<LiveText, 'tags' | 'suggestOn' | 'nodes'> & {
  readonly tags: string
  readonly suggestOn: string
  readonly nodes?: string
}

export function createLiveArticlesStore(reader: Database): LiveArticlesStore {
  const columns = `
    a.id as articleId, a.key, t.locale, v.version, v.slug, v.title, a.collection_id as collectionId, a.tags,
    f.id as tour, a.suggest_on as suggestOn, v.published_at as updatedAt`
  const live = `
    articles a
    join article_translations t on t.article_id = a.id and t.live_version is not null
    join article_versions v on v.article_id = t.article_id and v.locale = t.locale and v.version = t.live_version
    left join flows f on f.id = a.tour_flow_id and f.site_id = a.site_id and f.kind = 'tour'
      and f.live_version is not null and f.archived_at is null
    where a.site_id = ? and a.archived_at is null`
  const paged = 'and a.id >= ? and (a.id > ? or t.locale > ?) order by a.id, t.locale limit ?'
  type Paging = [string, string, string, string, number]
  const page = reader.prepare<Paging, Row>(`select ${columns} from ${live} ${paged}`)
  const texts = reader.prepare<Paging, Row>(`select ${columns}, v.nodes from ${live} ${paged}`)
  const textsOf = reader.prepare<[string, string], Row>(
    `select ${columns}, v.nodes from ${live} and a.id = ? order by t.locale`,
  )
  const text = reader.prepare<[string, string, string], Row>(
    `select ${columns}, v.nodes from ${live} and a.id = ? and t.locale = ?`,
  )
  const locales = reader
    .prepare<[string], string>(
      'select distinct locale from article_translations where site_id = ? and live_version is not null order by locale',
    )
    .pluck()
  const stamp = reader.prepare<[string], string>('select value from meta where key = ?').pluck()
  const any = reader
    .prepare<[string], number>(
      'select 1 from article_translations where site_id = ? and live_version is not null limit 1',
    )
    .pluck()
  const tours = reader
    .prepare<[string], string>(
      "select id from flows where site_id = ? and kind = 'tour' and live_version is not null and archived_at is null order by id",
    )
    .pluck()
  const owner = reader
    .prepare<[string, string, string], string>(
      'select article_id from article_slugs where site_id = ? and locale = ? and slug = ?',
    )
    .pluck()
  const collections = reader.prepare<
    [string],
    { id: string; titles: string; descriptions: string; position: number }
  >('select id, titles, descriptions, position from collections where site_id = ? order by position, id')

  const paging = (siteId: string, after: After, limit: number): Paging => {
    const id = after?.articleId ?? ''
    return [siteId, id, id, after?.locale ?? '', limit]
  }

  return {
    dataVersion: () => reader.pragma('data_version', { simple: true }) as number,
    stamp(siteId) {
      if (any.get(siteId) === undefined) return null
      // Which tours are live stands in the documents as well.
      return `${stamp.get(stampKey(siteId)) ?? ''} ${tours.all(siteId).join(' ')}`
    },
    locales: (siteId) => locales.all(siteId),
    page: (siteId, after, limit) => page.all(...paging(siteId, after, limit)).map(plain),
    texts: (siteId, after, limit) => texts.all(...paging(siteId, after, limit)).map(withText),
    textsOf: (siteId, articleId) => textsOf.all(siteId, articleId).map(withText),
    text(siteId, articleId, locale) {
      const row = text.get(siteId, articleId, locale)
      return row ? withText(row) : null
    },
    owner: (siteId, locale, slug) => owner.get(siteId, locale, slug) ?? null,
    collections: (siteId) =>
      collections.all(siteId).map(({ titles, descriptions, ...row }) => ({
        ...row,
        titles: JSON.parse(titles) as CollectionRow['titles'],
        descriptions: JSON.parse(descriptions) as CollectionRow['descriptions'],
      })),
  }
}

/** Under which a site's stamp lies among the relay's own values. */
export const stampKey = (siteId: string): string => `help_stamp:${siteId}`

const plain = ({ tags, suggestOn, ...row }: Row): LiveTranslation => ({
  ...row,
  tags: listOf(tags),
  suggestOn: listOf(suggestOn),
})
const withText = (row: Row): LiveText => ({ ...plain(row), nodes: row.nodes ?? '[]' })

/** What the relay wrote itself. */
const listOf = (json: string): readonly string[] => (json === '[]' ? [] : (JSON.parse(json) as string[]))
