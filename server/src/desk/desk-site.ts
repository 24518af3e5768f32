/**
 * The relay's own site `desk`: its visitors are the agents, greeted at their desk by our own flows [FLO19]. Nobody is a member
 * of it, so what happens there reaches no inbox and no figures of a site. Makes it once, and keeps its settings and flows as this build has them.
 */
import { isDeepStrictEqual } from 'node:util'
import { defaultSettings, type SiteSettings } from '@docent/protocol'
import { SignJWT } from 'jose'
import { operator } from '../agents/actor.ts'
import type { Clock } from '../clock.ts'
import { importFlows } from '../flows/flow-files.ts'
import type { Flows } from '../flows/flows.ts'
import type { Logger } from '../logger.ts'
import type { SiteKeys } from '../sites/site-keys.ts'
import type { Site, Sites } from '../sites/sites.ts'
import { deskFlows } from './desk-flows.ts'

export interface DeskVisitor {
  readonly agentId: string
  readonly name: string
  readonly email: string
}

export interface DeskSite {
  /** Makes the site where there is none, and brings it to where this build has it. Never rejects: agents can work without it. */
  start(): Promise<void>
  /** What proves an agent to the widget in the console; null where there is no such site. */
  tokenFor(agent: DeskVisitor): Promise<{ site: string; token: string } | null>
}

interface Options {
  readonly sites: Sites
  readonly siteKeys: SiteKeys
  readonly flows: Flows
  readonly clock: Clock
  readonly logger: Logger
}

const deskKey = 'desk'
/**
 * The checklist stands in the sidebar of the console, above what is at its foot, and below the menus, offers and drawers of
 * the desk: those are work.
 */
const deskSettings: SiteSettings = {
  ...defaultSettings,
  theme: { ...defaultSettings.theme, side: 'left', offsetX: 12, offsetY: 132, zIndex: 12 },
  teamName: 'Docent',
  presence: false,
  guide: 'off',
}
/** Seconds; the console fetches another one before the last ends. */
const tokenLife = 15 * 60

export function createDeskSite({ sites, siteKeys, flows, clock, logger }: Options): DeskSite {
  async function made(): Promise<Site | null> {
    const known = sites.desk()
    if (known) return known
    const added = await sites.add(operator, { key: deskKey, name: 'Docent', origins: [], desk: true })
    if (added.ok) return added.data
    logger.warn(
      { reason: added.error.message },
      'a site has the key "desk" already: agents are not greeted at their desks',
    )
    return null
  }

  async function start(): Promise<void> {
    const site = await made()
    if (!site) return
    if (siteKeys.inForce(site.id).length === 0) await siteKeys.add(operator, site, { algorithm: 'HS256' })
    const { version, settings } = sites.settings(site.id)
    if (!isDeepStrictEqual(settings, deskSettings))
      await sites.saveSettings({ ...operator, siteId: site.id }, version, deskSettings)
    const imported = await importFlows(flows, { ...operator, siteId: site.id }, deskFlows)
    if (!imported.ok)
      logger.error({ reason: imported.error.message }, 'the flows of the desk are not as they should be')
  }

  return {
    start: () =>
      start().catch((error: unknown) => {
        logger.error({ err: error }, 'the site of the desk could not be made')
      }),
    async tokenFor({ agentId, name, email }) {
      const site = sites.desk()
      const key = site && siteKeys.inForce(site.id).find(({ algorithm }) => algorithm === 'HS256')
      if (!key) return null
      const now = Math.floor(clock.now() / 1_000)
      const token = await new SignJWT({ name, email })
        .setProtectedHeader({ alg: 'HS256', kid: key.kid })
        .setSubject(agentId)
        .setAudience(site.key)
        .setIssuedAt(now)
        .setExpirationTime(now + tokenLife)
        .sign(key.key)
      return { site: site.key, token }
    },
  }
}
