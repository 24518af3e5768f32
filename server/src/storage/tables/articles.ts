/** Articles, their pictures, and what came back of readers. */
import type { Flag, Json } from '../cells.ts'

export interface ArticleTables {
  /** Collections of articles; texts are JSON per locale. */
  collections: {
    id: string
    site_id: string
    titles: Json
    descriptions: Json
    position: number
    created_at: number
  }
  /** What all translations of an article share. */
  articles: {
    id: string
    site_id: string
    /** Unique in the site. */
    key: string
    collection_id: string | null
    /** JSON lists. */
    tags: Json
    tour_flow_id: string | null
    suggest_on: Json
    /** The conversation that it was made of. */
    conversation_id: string | null
    created_at: number
    created_by: string | null
    archived_at: number | null
  }
  /** The draft of an article in one locale, and which of its versions is live. */
  article_translations: {
    article_id: string
    locale: string
    site_id: string
    title: string
    slug: string
    /** Markdown. */
    body: string
    /** Rises with each saved draft. */
    rev: number
    /** JSON list of what may be personal, each confirmed or not [HLP14]. */
    marks: Json
    live_version: number | null
    /** The draft's `rev` that is live. */
    live_rev: number | null
    /** When it is to be published by itself, and who said so. */
    publish_at: number | null
    publish_by: string | null
    updated_at: number
    updated_by: string | null
  }
  /** Frozen versions; `nodes` is what the Markdown became as it was published. */
  article_versions: {
    article_id: string
    locale: string
    version: number
    site_id: string
    title: string
    slug: string
    body: string
    nodes: Json
    restored_from: number | null
    published_at: number
    published_by: string | null
  }
  /** Every slug that an article ever had in public: the latest is its address, the others redirect to it [HLP11]. */
  article_slugs: { site_id: string; locale: string; slug: string; article_id: string; since: number }
  /** `id` is the SHA-256 of site and bytes: the same picture twice is one. */
  pictures: {
    id: string
    site_id: string
    media_type: string
    width: number
    height: number
    bytes: Uint8Array
    created_at: number
    created_by: string | null
  }
  /** What visitors' help sessions told [HLP12]. */
  help_events: {
    id: string
    site_id: string
    session_id: string
    locale: string
    kind: 'searched' | 'opened' | 'read' | 'voted' | 'asked'
    query: string | null
    article_id: string | null
    results: number | null
    seconds: number | null
    helpful: Flag | null
    reason: string | null
    conversation_id: string | null
    at: number
    stored_at: number
  }
  /** What became of a query that found nothing: closed, or a draft; counted from the events [HLP13]. */
  wanted_articles: {
    id: string
    site_id: string
    locale: string
    query: string
    closed_at: number | null
    article_id: string | null
    created_at: number
  }
}
