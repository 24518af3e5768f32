/** Articles with their translations and frozen versions, collections, pictures, and what visitors' help sessions told. */
import { type Kysely, sql } from 'kysely'

const statements = `
create table collections (
  id text primary key, site_id text not null references sites(id), titles text not null, descriptions text not null,
  position integer not null, created_at integer not null
) strict;
create index collections_by_site on collections (site_id, position);
create table articles (
  id text primary key, site_id text not null references sites(id), key text not null,
  collection_id text references collections(id), tags text not null, tour_flow_id text references flows(id),
  suggest_on text not null, conversation_id text references conversations(id),
  created_at integer not null, created_by text, archived_at integer
) strict;
create unique index articles_by_key on articles (site_id, key);
create index articles_by_site on articles (site_id, id);
create index articles_by_collection on articles (site_id, collection_id, archived_at);
create table article_translations (
  article_id text not null references articles(id), locale text not null, site_id text not null,
  title text not null, slug text not null, body text not null, rev integer not null, marks text not null,
  live_version integer, live_rev integer, publish_at integer, publish_by text,
  updated_at integer not null, updated_by text, primary key (article_id, locale)
) strict;
create index article_translations_live on article_translations (site_id, locale) where live_version is not null;
create index article_translations_by_slug on article_translations (site_id, locale, slug);
create index article_translations_due on article_translations (publish_at) where publish_at is not null;
create table article_versions (
  article_id text not null references articles(id), locale text not null, version integer not null,
  site_id text not null, title text not null, slug text not null, body text not null, nodes text not null,
  restored_from integer, published_at integer not null, published_by text,
  primary key (article_id, locale, version)
) strict;
create table article_slugs (
  site_id text not null references sites(id), locale text not null, slug text not null,
  article_id text not null references articles(id), since integer not null, primary key (site_id, locale, slug)
) strict;
create index article_slugs_by_article on article_slugs (article_id, locale);
create table pictures (
  id text primary key, site_id text not null references sites(id), media_type text not null, width integer not null,
  height integer not null, bytes blob not null, created_at integer not null, created_by text
) strict;
create index pictures_by_site on pictures (site_id, created_at);

create table help_events (
  id text primary key, site_id text not null references sites(id), session_id text not null, locale text not null,
  kind text not null check (kind in ('searched', 'opened', 'read', 'voted', 'asked')), query text, article_id text,
  results integer, seconds real, helpful integer, reason text, conversation_id text,
  at integer not null, stored_at integer not null
) strict;
create index help_events_by_site on help_events (site_id, at);
create index help_events_by_session on help_events (session_id, at);
create index help_events_by_article on help_events (article_id, kind, at) where article_id is not null;
create table wanted_articles (
  id text primary key, site_id text not null references sites(id), locale text not null, query text not null,
  closed_at integer, article_id text references articles(id), created_at integer not null
) strict;
create unique index wanted_by_query on wanted_articles (site_id, locale, query);
`

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements.split(';\n').filter((part) => part.trim() !== ''))
    await sql.raw(statement).execute(db)
}
