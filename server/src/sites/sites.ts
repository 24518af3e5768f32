/**
 * The sites of this relay and their settings: answers at once from memory, writes through the one door.
 * Knows nothing of sockets: whoever has them listens with `onSettingsSaved`.
 */
import { defaultSettings, done, failure, type Reply, SiteKey, SiteSettings } from '@docent/protocol'
import * as v from 'valibot'
import { type Actor, audit, type SiteAuthor } from '../agents/actor.ts'
import type { Clock } from '../clock.ts'
import { newId } from '../ids.ts'
import type { Logger } from '../logger.ts'
import type { Storage } from '../storage/database.ts'
import { bootDocumentOf, type PublishedRevisions, type ServedDocument } from './boot-document.ts'
import { isListed, originOf } from './origins.ts'
import {
  createSitesStore,
  insertSettings,
  insertSite,
  readOrigins,
  type SiteRow,
  settingsVersion,
  writeOrigins,
} from './sites.store.ts'

export interface Site {
  readonly id: string
  /** Its public name, as it stands in the script tag. */
  readonly key: string
  readonly name: string
  /** The exact origins that may embed it. */
  readonly origins: readonly string[]
  /** Its accounts have a public password. */
  readonly demo: boolean
  /** The relay's own: its visitors are the agents. It belongs to nobody, so no list names it [FLO19]. */
  readonly desk: boolean
}

export interface VersionedSettings {
  /** 0 until something was saved. */
  readonly version: number
  readonly settings: SiteSettings
}

type SettingsListener = (siteId: string, version: number, settings: SiteSettings) => void

export interface Sites {
  /** Reads all sites into memory; to be awaited before anything else is asked. */
  load(): Promise<void>
  /** All but the desk's. */
  list(): readonly Site[]
  /** The relay's own site; null before it was made. */
  desk(): Site | null
  find(key: string): Site | null
  byId(id: string): Site | null
  add(
    by: Actor,
    site: {
      readonly key: string
      readonly name: string
      readonly origins: readonly string[]
      readonly demo?: boolean
      readonly desk?: boolean
    },
  ): Promise<Reply<Site>>
  addOrigin(by: Actor, key: string, origin: string): Promise<Reply<Site>>
  settings(siteId: string): VersionedSettings
  /** Replaces the settings. `version` is the one that the change was made from; another one answers `conflict` [SET1]. */
  saveSettings(by: SiteAuthor, version: number, settings: SiteSettings): Promise<Reply<{ version: number }>>
  /** Fired after each change of a site's settings, whoever made it. */
  onSettingsSaved(listener: SettingsListener): () => void
  bootDocument(site: Site, published?: PublishedRevisions): ServedDocument
  /** Whether a page of this origin may embed the site [IDN5]. The demo's and the desk's site live on the relay's own addresses. */
  allowsOrigin(site: Site, origin: string | undefined): boolean
  /** All of them. */
  originsOf(site: Site): readonly string[]
}

interface Options {
  readonly storage: Storage
  readonly clock: Clock
  readonly logger: Logger
  /** Whether the relay can send mail. */
  readonly mail: boolean
  /** The origins of the relay itself. */
  readonly ownOrigins: () => readonly string[]
}

/** How long, in milliseconds, a change made by another process may go unseen. */
const lookEvery = 2_000

interface Known {
  readonly site: Site
  readonly current: VersionedSettings
  document: (ServedDocument & PublishedRevisions) | null
}

export function createSites({ storage, clock, logger, mail, ownOrigins }: Options): Sites {
  const store = createSitesStore(storage)
  const listeners = new Set<SettingsListener>()
  let byKey = new Map<string, Known>()
  let byId = new Map<string, Known>()
  let dataVersion = -1
  let lookedAt = Number.NEGATIVE_INFINITY

  function read(): void {
    const before = byId
    const known = store.readAll().map((row) => knownOf(row, before.get(row.id)))
    byKey = new Map(known.map((entry) => [entry.site.key, entry]))
    byId = new Map(known.map((entry) => [entry.site.id, entry]))
    for (const { site, current } of known) {
      const old = before.get(site.id)
      if (old && old.current.version !== current.version) tell(site.id, current)
    }
  }

  function knownOf(row: SiteRow, before: Known | undefined): Known {
    const site: Site = {
      id: row.id,
      key: row.key,
      name: row.name,
      origins: JSON.parse(row.origins) as readonly string[],
      demo: row.demo === 1,
      desk: row.desk === 1,
    }
    if (before && before.current.version === (row.version ?? 0)) return { ...before, site }
    return { site, current: settingsOf(row), document: null }
  }

  /** Settings of an earlier build lack what was added since: defaults stand in. */
  function settingsOf({ id, version, settings }: SiteRow): VersionedSettings {
    if (settings === null || version === null) return { version: 0, settings: defaultSettings }
    const stored = JSON.parse(settings) as Partial<SiteSettings>
    const result = v.safeParse(SiteSettings, {
      ...defaultSettings,
      ...stored,
      theme: { ...defaultSettings.theme, ...stored.theme },
      routing: { ...defaultSettings.routing, ...stored.routing },
      help: { ...defaultSettings.help, ...stored.help },
    })
    if (result.success) return { version, settings: result.output }
    logger.error({ siteId: id, version }, 'stored settings do not fit this relay: the defaults are in force')
    return { version, settings: defaultSettings }
  }

  function tell(siteId: string, { version, settings }: VersionedSettings): void {
    for (const listener of listeners) listener(siteId, version, settings)
  }

  /** The pragma costs a microsecond; reading again happens only after a commit, at most once in `lookEvery`. */
  function look(): void {
    const now = clock.monotonic()
    if (now - lookedAt < lookEvery) return
    lookedAt = now
    const version = store.dataVersion()
    if (version === dataVersion) return
    dataVersion = version
    read()
  }

  const known = (siteId: string): Known => {
    look()
    const entry = byId.get(siteId)
    if (!entry) throw new Error(`there is no site with the id ${siteId}`)
    return entry
  }

  return {
    async load() {
      dataVersion = store.dataVersion()
      lookedAt = clock.monotonic()
      read()
    },
    list() {
      look()
      return [...byId.values()].map(({ site }) => site).filter(({ desk }) => !desk)
    },
    desk() {
      look()
      return [...byId.values()].find(({ site }) => site.desk)?.site ?? null
    },
    find(key) {
      look()
      return byKey.get(key)?.site ?? null
    },
    byId(id) {
      look()
      return byId.get(id)?.site ?? null
    },
    async add(by, { key, name, origins, demo = false, desk = false }) {
      // Before the key, which may come from the first of them.
      const exact = origins.map(originOf)
      if (exact.includes(null)) return bad('origins', originsWanted)
      if (!v.is(SiteKey, key))
        return bad(
          'key',
          'A site key takes a-z, 0-9 and "-", at most 63 characters, and begins with a letter or digit.',
        )
      if (name.trim() === '' || name.length > 60)
        return bad('name', 'A site needs a name of at most 60 characters.')
      const id = newId()
      const at = clock.now()
      const inserted = await storage.writes.transaction(async (trx) => {
        const list = [...new Set(exact as readonly string[])]
        if (!(await insertSite(trx, { id, key, name: name.trim(), origins: list, demo, desk, at })))
          return false
        await audit(trx, { by, siteId: id, action: 'site.added', detail: { key, origins: list }, at })
        return true
      })
      if (!inserted)
        return {
          ok: false,
          error: failure('conflict', `There is a site with the key "${key}" already.`),
        }
      read()
      return done(known(id).site)
    },
    async addOrigin(by, key, origin) {
      const site = byKey.get(key)?.site
      if (!site) return { ok: false, error: failure('not_found', `There is no site with the key "${key}".`) }
      const exact = originOf(origin)
      if (!exact) return bad('origin', originsWanted)
      await storage.writes.transaction(async (trx) => {
        const origins = await readOrigins(trx, site.id)
        if (origins.includes(exact)) return
        await writeOrigins(trx, site.id, [...origins, exact])
        await audit(trx, {
          by,
          siteId: site.id,
          action: 'site.origin_added',
          detail: { origin: exact },
          at: clock.now(),
        })
      })
      read()
      return done(known(site.id).site)
    },
    settings: (siteId) => known(siteId).current,
    async saveSettings(by, version, settings) {
      const { siteId } = by
      const at = clock.now()
      const saved = await storage.writes.transaction(async (trx) => {
        if ((await settingsVersion(trx, siteId)) !== version) return null
        const next = { siteId, version: version + 1, body: JSON.stringify(settings), at }
        await insertSettings(trx, { ...next, by: by.kind === 'agent' ? by.agentId : null })
        await audit(trx, { by, siteId, action: 'settings.saved', detail: { version: next.version }, at })
        return next.version
      })
      if (saved === null)
        return {
          ok: false,
          error: failure(
            'conflict',
            'Somebody saved other settings meanwhile; load them, and make the change again.',
          ),
        }
      read()
      return done({ version: saved })
    },
    onSettingsSaved(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    bootDocument(site, published = nothing) {
      const entry = known(site.id)
      const { flows, help } = published
      if (entry.document?.flows !== flows || entry.document.help !== help)
        entry.document = { ...bootDocumentOf(site.key, entry.current, mail, published), flows, help }
      return entry.document
    },
    allowsOrigin: (site, origin) =>
      isListed(site.origins, origin) || (isAtHome(site) && isListed(ownOrigins(), origin)),
    originsOf: (site) => [...new Set([...site.origins, ...(isAtHome(site) ? ownOrigins() : [])])],
  }
}

const nothing: PublishedRevisions = { flows: null, help: null }

const isAtHome = ({ demo, desk }: Site): boolean => demo || desk

const originsWanted =
  'An origin is a scheme, a host and a port where it is not the usual one, such as https://www.example.com; patterns are not taken.'

const bad = (path: string, message: string): Reply<never> => ({
  ok: false,
  error: failure('bad_request', message, { path }),
})
