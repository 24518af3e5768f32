/** The first shape of the database. A migration that has shipped is never edited: changes come as the next one. */
import { type Kysely, sql } from 'kysely'

/** The statements of one table; STRICT, so that SQLite keeps the declared types [STO1]. */
const statements = `
create table meta (key text primary key, value text not null) strict, without rowid;

create table sites (
  id text primary key, key text not null unique, name text not null, origins text not null,
  inbox_rev integer not null default 0, demo integer not null default 0, created_at integer not null
) strict;
create table site_settings (
  site_id text not null references sites(id), version integer not null, body text not null,
  saved_at integer not null, saved_by text, primary key (site_id, version)
) strict;
create table site_keys (
  id text not null, site_id text not null references sites(id), algorithm text not null, material text not null,
  created_at integer not null, revoked_at integer, primary key (site_id, id)
) strict;

create table agents (
  id text primary key, email text not null unique, name text not null, password_hash text not null,
  credentials_version integer not null default 1, disabled_at integer, created_at integer not null
) strict;
create table agent_sessions (
  id text primary key, agent_id text not null references agents(id), csrf text not null,
  credentials_version integer not null, created_at integer not null, expires_at integer not null
) strict;
create index agent_sessions_by_agent on agent_sessions (agent_id);
create table memberships (
  site_id text not null references sites(id), agent_id text not null references agents(id),
  role text not null check (role in ('agent', 'supervisor', 'admin', 'owner')),
  capacity integer not null check (capacity between 0 and 1000),
  active integer not null default 0 check (active >= 0),
  accepting integer not null default 0, missed_in_row integer not null default 0,
  last_assigned_at integer, created_at integer not null, primary key (site_id, agent_id)
) strict;
create table teams (
  id text primary key, site_id text not null references sites(id), name text not null, created_at integer not null,
  unique (site_id, name)
) strict;
create table team_members (
  team_id text not null references teams(id), agent_id text not null references agents(id), site_id text not null,
  primary key (team_id, agent_id)
) strict;
create table agent_leases (
  socket_id text primary key, site_id text not null, agent_id text not null, node_id text not null, until integer not null
) strict;
create index agent_leases_by_agent on agent_leases (site_id, agent_id);

create table visitors (
  id text primary key, site_id text not null references sites(id), name text not null, email text, verified_email text,
  attributes text not null, language text not null, time_zone text not null,
  first_seen_at integer not null, last_seen_at integer not null, merged_into text
) strict;
create table identities (
  site_id text not null references sites(id), kind text not null check (kind in ('anonymous', 'user')),
  subject text not null, visitor_id text not null references visitors(id), created_at integer not null, ended_at integer,
  primary key (site_id, kind, subject)
) strict;
create index identities_by_visitor on identities (visitor_id);
create table devices (
  id text not null, site_id text not null references sites(id), visitor_id text not null references visitors(id),
  user_agent text not null, language text not null, time_zone text not null,
  first_seen_at integer not null, last_seen_at integer not null, primary key (site_id, id, visitor_id)
) strict;
create index devices_by_visitor on devices (visitor_id, last_seen_at);
create table visitor_sessions (
  id text primary key, site_id text not null references sites(id), visitor_id text not null references visitors(id),
  device_id text not null, token_hash text not null, expires_at integer not null, ended_at integer, created_at integer not null
) strict;
create unique index visitor_sessions_by_token on visitor_sessions (site_id, token_hash);
create table visitor_merges (
  id text primary key, site_id text not null, from_visitor_id text not null, into_visitor_id text not null,
  reason text not null, at integer not null
) strict;
create table visitor_events (
  id text not null, site_id text not null references sites(id), visitor_id text not null references visitors(id),
  name text not null, properties text not null, at integer not null, primary key (site_id, id)
) strict;
create index visitor_events_by_visitor on visitor_events (visitor_id, name);

create table conversations (
  row_id integer primary key, id text not null unique, site_id text not null references sites(id), visitor_id text not null references visitors(id),
  status text not null check (status in ('open', 'resolved')),
  last_seq integer not null default 0, last_entry_id text, last_iseq integer not null default 0,
  rev integer not null default 0, agent_id text, team_id text, assign_gen integer not null default 0,
  raised integer not null default 0, queued_at integer, waiting_since integer, contact_email text,
  started_at integer not null, last_at integer not null, last_author_kind text not null default 'visitor',
  preview text not null default ''
) strict;
create index conversations_by_visitor on conversations (visitor_id, started_at);
create index conversations_by_rev on conversations (site_id, rev);
create index conversations_waiting on conversations (site_id, raised, queued_at) where queued_at is not null;

create table entries (
  id text not null, site_id text not null, conversation_row_id integer not null references conversations(row_id),
  seq integer not null check (seq > 0), at integer not null, kind text not null, author_kind text not null, author_id text,
  via text not null, cmid text, target_id text, primary key (conversation_row_id, seq)
) strict;
create unique index entries_by_cmid on entries (site_id, cmid) where cmid is not null;
create table internal_entries (
  id text not null, site_id text not null, conversation_row_id integer not null references conversations(row_id),
  iseq integer not null check (iseq > 0), after_seq integer not null, at integer not null, kind text not null,
  author_kind text not null, author_id text, cmid text, team_id text, in_hours integer not null,
  primary key (conversation_row_id, iseq)
) strict;
create unique index internal_entries_by_cmid on internal_entries (site_id, cmid) where cmid is not null;
create table entry_contents (entry_id text primary key, body text not null) strict, without rowid;

create table assignments (
  id text primary key, site_id text not null, conversation_id text not null references conversations(id),
  agent_id text not null references agents(id), team_id text, gen integer not null, why text not null,
  started_at integer not null, ended_at integer, end_reason text, holds_slot integer not null
) strict;
create unique index assignments_one_open on assignments (conversation_id) where ended_at is null;
create index assignments_by_agent on assignments (site_id, agent_id, ended_at);
create table offers (
  id text primary key, site_id text not null, conversation_id text not null references conversations(id),
  agent_id text not null references agents(id), gen integer not null, why text not null,
  made_at integer not null, until integer not null, ended_at integer, outcome text
) strict;
create unique index offers_one_running on offers (conversation_id) where ended_at is null;
create index offers_by_agent on offers (site_id, agent_id, ended_at);
create index offers_by_conversation on offers (conversation_id, gen);
create table read_marks (
  conversation_id text not null references conversations(id), member_id text not null, member_kind text not null,
  site_id text not null, seq integer not null, at integer not null, primary key (conversation_id, member_id)
) strict, without rowid;

create table outbox (
  id text primary key, site_id text not null, kind text not null, entry_id text, payload text not null,
  attempts integer not null default 0, next_at integer not null, done_at integer, last_error text
) strict;
create index outbox_due on outbox (next_at) where done_at is null;
create table audit (
  id text primary key, site_id text, actor_kind text not null, actor_id text, action text not null,
  detail text not null, at integer not null
) strict;
`

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements.split(';\n').filter((part) => part.trim() !== '')) {
    await sql.raw(statement).execute(db)
  }
}
