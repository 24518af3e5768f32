/** The rows of visitors, of what proves them, and of their browsers. */

import type { Profile } from '@docent/protocol'
import type { Database } from 'better-sqlite3'
import { newId } from '../ids.ts'

/** What is known of a visitor at the moment of the first write. */
export interface NewVisitor {
  readonly siteId: string
  readonly identity: { readonly kind: 'anonymous' | 'user'; readonly subject: string }
  readonly device: {
    readonly id: string
    readonly userAgent: string
    readonly language: string
    readonly timeZone: string
  }
  readonly profile: Profile
  readonly verifiedEmail: string | null
  readonly at: number
}

export interface VisitorStore {
  /** The visitor whom an identity proves, if it was written before and has not ended. */
  find(
    siteId: string,
    kind: 'anonymous' | 'user',
    subject: string,
  ): { visitorId: string; ended: boolean } | null
  /** The name that is known, and the address that the site's own server vouched for. */
  vouched(visitorId: string): { name: string; verifiedEmail: string | null } | null
  /** Of the browser that was seen last; empty where nobody knows it. */
  language(visitorId: string): string
  /** The visitor of an identity, made where new; inside a job of the write queue. */
  ensure(visitor: NewVisitor): string
  /** The visitor of a user whom a site's own server names, made where new; inside a job. */
  ensureUser(siteId: string, subject: string, at: number): { visitorId: string; isNew: boolean }
  /** Notes that a browser of a visitor was seen; inside a job. */
  seen(siteId: string, visitorId: string, device: NewVisitor['device'], at: number): void
  update(visitorId: string, profile: Profile, verifiedEmail: string | null): void
  /** Gives the visitor's conversations a new place in the inbox's order of changes. */
  touchConversations(visitorId: string, rev: number): void
  /** Stores an event once; returns how often this visitor had it, and whether this one is new. */
  track(event: {
    id: string
    siteId: string
    visitorId: string
    name: string
    properties: string
    at: number
  }): { count: number; isNew: boolean }
}

export function createVisitorStore(database: Database): VisitorStore {
  const findIdentity = database.prepare<unknown[], { visitorId: string; endedAt: number | null }>(
    'select visitor_id as visitorId, ended_at as endedAt from identities where site_id = ? and kind = ? and subject = ?',
  )
  const readVouched = database.prepare<unknown[], { name: string; verifiedEmail: string | null }>(
    'select name, verified_email as verifiedEmail from visitors where id = ?',
  )
  const readLanguage = database
    .prepare<unknown[], string>(
      `select language from (
         select language, last_seen_at as at from devices where visitor_id = @id
         union all select language, -1 from visitors where id = @id
       ) where language <> '' order by at desc limit 1`,
    )
    .pluck()
  const insertVisitor = database.prepare(
    `insert into visitors (id, site_id, name, email, verified_email, attributes, language, time_zone, first_seen_at, last_seen_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const insertIdentity = database.prepare(
    'insert into identities (site_id, kind, subject, visitor_id, created_at) values (?, ?, ?, ?, ?)',
  )
  const upsertDevice = database.prepare(
    `insert into devices (id, site_id, visitor_id, user_agent, language, time_zone, first_seen_at, last_seen_at)
     values (?, ?, ?, ?, ?, ?, ?, ?)
     on conflict (site_id, id, visitor_id) do update set user_agent = excluded.user_agent, language = excluded.language,
       time_zone = excluded.time_zone, last_seen_at = excluded.last_seen_at`,
  )
  const touch = database.prepare('update visitors set last_seen_at = ? where id = ?')
  const readProfile = database.prepare<unknown[], { name: string; email: string | null; attributes: string }>(
    'select name, email, attributes from visitors where id = ?',
  )
  const writeProfile = database.prepare(
    'update visitors set name = ?, email = ?, attributes = ?, verified_email = coalesce(?, verified_email) where id = ?',
  )
  const touchConversations = database.prepare('update conversations set rev = ? where visitor_id = ?')
  const insertEvent = database.prepare(
    'insert into visitor_events (id, site_id, visitor_id, name, properties, at) values (?, ?, ?, ?, ?, ?) on conflict do nothing',
  )
  const countEvents = database
    .prepare<unknown[], number>('select count(*) from visitor_events where visitor_id = ? and name = ?')
    .pluck()

  const store: VisitorStore = {
    find(siteId, kind, subject) {
      const row = findIdentity.get(siteId, kind, subject)
      return row ? { visitorId: row.visitorId, ended: row.endedAt !== null } : null
    },
    vouched: (visitorId) => readVouched.get(visitorId) ?? null,
    language: (visitorId) => readLanguage.get({ id: visitorId }) ?? '',
    ensure({ siteId, identity, device, profile, verifiedEmail, at }) {
      const known = findIdentity.get(siteId, identity.kind, identity.subject)
      if (known) {
        store.seen(siteId, known.visitorId, device, at)
        return known.visitorId
      }
      const id = newId()
      insertVisitor.run(
        id,
        siteId,
        profile.name ?? '',
        profile.email || null,
        verifiedEmail,
        JSON.stringify(profile.attributes ?? {}),
        device.language,
        device.timeZone,
        at,
        at,
      )
      insertIdentity.run(siteId, identity.kind, identity.subject, id, at)
      store.seen(siteId, id, device, at)
      return id
    },
    ensureUser(siteId, subject, at) {
      const known = findIdentity.get(siteId, 'user', subject)
      if (known) return { visitorId: known.visitorId, isNew: false }
      const visitorId = newId()
      // No browser was seen yet: name, language and time zone come with the first one.
      insertVisitor.run(visitorId, siteId, '', null, null, '{}', '', '', at, at)
      insertIdentity.run(siteId, 'user', subject, visitorId, at)
      return { visitorId, isNew: true }
    },
    seen(siteId, visitorId, device, at) {
      upsertDevice.run(
        device.id,
        siteId,
        visitorId,
        device.userAgent,
        device.language,
        device.timeZone,
        at,
        at,
      )
      touch.run(at, visitorId)
    },
    update(visitorId, profile, verifiedEmail) {
      const row = readProfile.get(visitorId)
      if (!row) return
      const attributes = { ...(JSON.parse(row.attributes) as object), ...profile.attributes }
      const email = profile.email === undefined ? row.email : profile.email || null
      writeProfile.run(profile.name ?? row.name, email, JSON.stringify(attributes), verifiedEmail, visitorId)
    },
    touchConversations(visitorId, rev) {
      touchConversations.run(rev, visitorId)
    },
    track({ id, siteId, visitorId, name, properties, at }) {
      const { changes } = insertEvent.run(id, siteId, visitorId, name, properties, at)
      return { count: countEvents.get(visitorId, name) ?? 0, isNew: changes === 1 }
    },
  }
  return store
}
