/** The tables as TypeScript sees them. Times are milliseconds since 1970; every row of a site carries `site_id`. */
import type { Generated } from 'kysely'

/** JSON as text: SQLite has no other form, and PostgreSQL stores the same words. */
type Json = string
type Flag = 0 | 1

export interface Schema {
  /** Facts about the database itself: `epoch`, replaced by a restore [MSG7]. */
  meta: { key: string; value: string }
  sites: {
    id: string
    key: string
    name: string
    /** JSON list of the exact origins that may embed the site [IDN5]. */
    origins: Json
    /** Raised once per write batch that changed a conversation [SYN5]. */
    inbox_rev: Generated<number>
    /** Bit of the demonstration: its accounts have a public password. */
    demo: Generated<Flag>
    /** Bit of the relay's own site: its visitors are the agents, who are greeted at their desk [FLO19]. */
    desk: Generated<Flag>
    created_at: number
  }
  /** Settings as versioned rows: the highest version is in force. */
  site_settings: { site_id: string; version: number; body: Json; saved_at: number; saved_by: string | null }
  /** Keys with which a site's own server signs its users' tokens [IDN2]. `id` is the token's `kid`. */
  site_keys: {
    id: string
    site_id: string
    algorithm: 'HS256' | 'ES256' | 'EdDSA'
    /** HS256: the secret in base64url, sealed with DOCENT_SECRET where that is set. Else: the public key as PEM. */
    material: string
    created_at: number
    revoked_at: number | null
  }

  agents: {
    id: string
    /** Lower case. */
    email: string
    name: string
    password_hash: string
    /** Raised by a changed password or account: sessions of an older one are over [IDN4]. */
    credentials_version: Generated<number>
    disabled_at: number | null
    created_at: number
  }
  agent_sessions: {
    /** SHA-256 of the cookie's value. */
    id: string
    agent_id: string
    csrf: string
    credentials_version: number
    created_at: number
    expires_at: number
  }
  /** Which agent works on which site, as what, and with how many conversations at a time. */
  memberships: {
    site_id: string
    agent_id: string
    role: 'agent' | 'supervisor' | 'admin' | 'owner'
    capacity: number
    /** Conversations that hold a slot now: open assignments and running offers [RTE2]. */
    active: Generated<number>
    accepting: Generated<Flag>
    missed_in_row: Generated<number>
    last_assigned_at: number | null
    created_at: number
  }
  teams: { id: string; site_id: string; name: string; created_at: number }
  team_members: { team_id: string; agent_id: string; site_id: string }
  /** One row per live socket of an agent, renewed by the relay itself [PRS]. */
  agent_leases: { socket_id: string; site_id: string; agent_id: string; node_id: string; until: number }

  /** A person, as far as a site knows: not a browser, not an address. */
  visitors: {
    id: string
    site_id: string
    name: string
    /** Typed by somebody: data, never identity [IDN3]. */
    email: string | null
    /** Vouched for by the site's own server. */
    verified_email: string | null
    attributes: Json
    language: string
    time_zone: string
    first_seen_at: number
    last_seen_at: number
    /** Set when this row's history joined another's; the log says when and why. */
    merged_into: string | null
  }
  /** What proves a visitor: the hash of an anonymous token, or the `sub` of a signed-in user. */
  identities: {
    site_id: string
    kind: 'anonymous' | 'user'
    subject: string
    visitor_id: string
    created_at: number
    ended_at: number | null
  }
  devices: {
    id: string
    site_id: string
    visitor_id: string
    user_agent: string
    language: string
    time_zone: string
    first_seen_at: number
    last_seen_at: number
  }
  /** Exchanged sessions of signed-in users; they end with their token's `exp` [IDN2]. */
  visitor_sessions: {
    id: string
    site_id: string
    visitor_id: string
    device_id: string
    token_hash: string
    expires_at: number
    ended_at: number | null
    created_at: number
  }
  visitor_merges: {
    id: string
    site_id: string
    from_visitor_id: string
    into_visitor_id: string
    reason: string
    at: number
  }
  /** Events that a site tracked, once per id. */
  visitor_events: {
    id: string
    site_id: string
    visitor_id: string
    name: string
    properties: Json
    at: number
  }

  conversations: {
    /** Stands for the id in both logs: eight times shorter, in the one index that each message goes into. Never leaves the relay. */
    row_id: Generated<number>
    id: string
    site_id: string
    visitor_id: string
    status: 'open' | 'resolved'
    /** Heads of the two logs [MSG2]. */
    last_seq: Generated<number>
    last_entry_id: string | null
    last_iseq: Generated<number>
    /** The site's counter at the last change [SYN5]. */
    rev: Generated<number>
    /** Who has it, repeated from the open row of `assignments` for the sake of lists. */
    agent_id: string | null
    team_id: string | null
    assign_gen: Generated<number>
    /** 1 after its agent was gone, or a long wait [RTE6]. */
    raised: Generated<Flag>
    /** Since when it waits for an agent; keeps its old value when an offer is missed [RTE5]. */
    queued_at: number | null
    waiting_since: number | null
    contact_email: string | null
    started_at: number
    last_at: number
    last_author_kind: Generated<string>
    preview: Generated<string>
  }
  entries: {
    id: string
    site_id: string
    conversation_row_id: number
    seq: number
    at: number
    kind: string
    author_kind: 'visitor' | 'agent' | 'bot' | 'system'
    author_id: string | null
    via: 'widget' | 'console' | 'api' | 'email'
    cmid: string | null
    target_id: string | null
  }
  internal_entries: {
    id: string
    site_id: string
    conversation_row_id: number
    iseq: number
    after_seq: number
    at: number
    kind: string
    author_kind: 'visitor' | 'agent' | 'bot' | 'system'
    author_id: string | null
    cmid: string | null
    team_id: string | null
    in_hours: Flag
  }
  /** What entries of both logs say, apart from them, so that it can be erased and the log stays whole. */
  entry_contents: { entry_id: string; body: Json }

  assignments: {
    id: string
    site_id: string
    conversation_id: string
    agent_id: string
    team_id: string | null
    gen: number
    why: Json
    started_at: number
    ended_at: number | null
    end_reason: string | null
    /** 1 while it counts in its agent's `active`; an idle one does not [RTE7]. */
    holds_slot: Flag
  }
  offers: {
    id: string
    site_id: string
    conversation_id: string
    agent_id: string
    gen: number
    why: Json
    made_at: number
    until: number
    ended_at: number | null
    outcome: 'accepted' | 'declined' | 'missed' | 'withdrawn' | null
  }
  /** How far a member has read; only raised [MRK]. `member_id` is an agent's or the visitor's. */
  read_marks: {
    conversation_id: string
    member_id: string
    member_kind: 'visitor' | 'agent'
    site_id: string
    seq: number
    at: number
  }

  flows: {
    id: string
    site_id: string
    kind: 'tour' | 'checklist' | 'hint' | 'banner' | 'survey'
    name: string
    /** A `FlowDraft`; what is published lies in `flow_versions` and never changes [FLO1]. */
    draft: Json
    /** Rises with each saved draft [FLO2]. */
    rev: Generated<number>
    /** The version that visitors may begin; null while it is a draft or was withdrawn. */
    live_version: number | null
    created_at: number
    updated_at: number
    updated_by: string | null
    archived_at: number | null
  }
  flow_versions: {
    flow_id: string
    version: number
    site_id: string
    body: Json
    restored_from: number | null
    published_at: number
    published_by: string | null
  }
  /** What a run's events come to, kept beside them for reading [FLO4]. */
  flow_runs: {
    id: string
    site_id: string
    visitor_id: string
    flow_id: string
    version: number
    kind: 'tour' | 'checklist' | 'hint' | 'banner' | 'survey'
    source: string
    status: 'running' | 'dismissed' | 'completed'
    step_id: string | null
    seq: number
    /** JSON list of ids. */
    done: Json
    conversation_id: string | null
    started_at: number
    ended_at: number | null
  }
  /** `id` was made where it happened: the same again changes nothing. `at` is the page's clock, `stored_at` the relay's. */
  flow_events: {
    id: string
    site_id: string
    run_id: string
    flow_id: string
    version: number
    kind: string
    step_id: string | null
    seq: number
    at: number
    stored_at: number
    data: Json
    /** The agent who did it, where one did. */
    agent_id: string | null
  }
  /** `id` is the SHA-256 of a token that opens the builder once; the session that it opened ends by itself [FLO14]. */
  builder_tokens: {
    id: string
    site_id: string
    agent_id: string
    flow_id: string
    step_id: string | null
    /** Of the agent as the token was made: a changed password ends what it opened. */
    credentials_version: number
    created_at: number
    expires_at: number
    used_at: number | null
    session_hash: string | null
    session_expires_at: number | null
  }
  /** Keys of host servers, as hashes, each for some purposes only [FLO15]. */
  api_keys: {
    id: string
    site_id: string
    name: string
    hash: string
    /** JSON list. */
    scopes: Json
    created_at: number
    revoked_at: number | null
    last_used_at: number | null
  }

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

  /** What must happen outside (mail, webhooks), written in the same transaction as its cause [MSG6]. */
  outbox: {
    id: string
    site_id: string
    kind: string
    entry_id: string | null
    payload: Json
    attempts: Generated<number>
    next_at: number
    done_at: number | null
    last_error: string | null
  }
  /** What agents and tools did that somebody may ask about. */
  audit: {
    id: string
    site_id: string | null
    actor_kind: string
    actor_id: string | null
    action: string
    detail: Json
    at: number
  }
}
