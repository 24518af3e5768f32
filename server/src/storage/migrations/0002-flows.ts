/** Flows with their frozen versions, visitors' runs and what happened in them, builder tokens and keys of host servers. */
import { type Kysely, sql } from 'kysely'

const statements = `
alter table sites add column desk integer not null default 0;
create table flows (
  id text primary key, site_id text not null references sites(id), kind text not null, name text not null,
  draft text not null, rev integer not null default 1, live_version integer,
  created_at integer not null, updated_at integer not null, updated_by text, archived_at integer
) strict;
create index flows_by_site on flows (site_id, archived_at);
create table flow_versions (
  flow_id text not null references flows(id), version integer not null, site_id text not null, body text not null,
  restored_from integer, published_at integer not null, published_by text, primary key (flow_id, version)
) strict;

create table flow_runs (
  id text primary key, site_id text not null references sites(id), visitor_id text not null references visitors(id),
  flow_id text not null references flows(id), version integer not null, kind text not null,
  source text not null, status text not null check (status in ('running', 'dismissed', 'completed')),
  step_id text, seq integer not null, done text not null, conversation_id text,
  started_at integer not null, ended_at integer
) strict;
create index flow_runs_by_visitor on flow_runs (visitor_id, started_at);
create index flow_runs_by_flow on flow_runs (flow_id, started_at);
create table flow_events (
  id text primary key, site_id text not null, run_id text not null references flow_runs(id), flow_id text not null,
  version integer not null, kind text not null, step_id text, seq integer not null, at integer not null,
  stored_at integer not null, data text not null, agent_id text
) strict;
create index flow_events_by_run on flow_events (run_id, seq);
create index flow_events_by_flow on flow_events (flow_id, stored_at, kind);
create index flow_events_missing on flow_events (site_id, stored_at) where kind = 'missing';

create table builder_tokens (
  id text primary key, site_id text not null references sites(id), agent_id text not null references agents(id),
  flow_id text not null references flows(id), step_id text, credentials_version integer not null,
  created_at integer not null, expires_at integer not null,
  used_at integer, session_hash text, session_expires_at integer
) strict;
create unique index builder_sessions on builder_tokens (session_hash) where session_hash is not null;

create table api_keys (
  id text primary key, site_id text not null references sites(id), name text not null, hash text not null unique,
  scopes text not null, created_at integer not null, revoked_at integer, last_used_at integer
) strict;
`

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements.split(';\n').filter((part) => part.trim() !== ''))
    await sql.raw(statement).execute(db)
}
