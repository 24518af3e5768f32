/**
 * What opens the builder on a page of the site: a token for one agent and flow, valid once and for two minutes, and the session
 * that it opens, for an hour [FLO14]. The right to write flows is judged anew at each call. Knows no HTTP.
 */
import { createHash, randomBytes } from 'node:crypto'
import { allows, done, failure, type Reply } from '@docent/protocol'
import { audit } from '../agents/actor.ts'
import type { Sessions } from '../agents/sessions.ts'
import type { Clock } from '../clock.ts'
import type { AgentPrincipal } from '../realtime/principal.ts'
import type { Site, Sites } from '../sites/sites.ts'
import type { Storage } from '../storage/database.ts'
import {
  createBuilderTokensStore,
  insertToken,
  readToken,
  removeTokensOf,
  type TokenRow,
  useToken,
} from './builder-tokens.store.ts'
import { readFlow } from './flows.store.ts'
import { noFlow } from './flows.ts'

export interface OpenedBuilder {
  readonly token: string
  readonly expiresAt: number
  /** Where the builder may be opened. */
  readonly origins: readonly string[]
}

/** Who builds, and what. */
export interface BuilderSession {
  readonly agent: AgentPrincipal
  readonly site: Site
  readonly flowId: string
  readonly stepId: string | null
  readonly expiresAt: number
}

export interface BuilderTokens {
  open(by: AgentPrincipal, flowId: string, stepId?: string): Promise<Reply<OpenedBuilder>>
  /** Takes the token once, on an origin of its site; `session` is the secret that the page keeps in its memory. */
  exchange(
    token: string,
    origin: string | undefined,
  ): Promise<Reply<BuilderSession & { readonly session: string }>>
  /** Whose session this is, on an origin of its site. */
  judge(session: string | null, origin: string | undefined): Promise<Reply<BuilderSession>>
  /** Ends whatever an agent has opened or may still open, on all sites: they signed out. */
  endOf(agentId: string): Promise<void>
}

interface Options {
  readonly storage: Pick<Storage, 'read' | 'reader' | 'writes'>
  readonly sites: Pick<Sites, 'byId' | 'allowsOrigin' | 'originsOf'>
  readonly sessions: Pick<Sessions, 'judge'>
  readonly clock: Clock
}

const tokenLifetime = 2 * 60_000
const sessionLifetime = 3_600_000

const secretOf = (): string => randomBytes(32).toString('base64url')
/** What is stored opens nothing. */
const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url')

export function createBuilderTokens({ storage, sites, sessions, clock }: Options): BuilderTokens {
  const { read, writes } = storage
  const store = createBuilderTokensStore(storage)

  /** As of now: a colleague of another role, a disabled account and a page of another origin build nothing. */
  async function builderOf(
    row: TokenRow,
    expiresAt: number,
    origin: string | undefined,
  ): Promise<BuilderSession | null> {
    const site = sites.byId(row.site_id)
    if (!site || !sites.allowsOrigin(site, origin)) return null
    const agent = await sessions.judge(row.agent_id, site.id)
    if (!agent || !allows(agent.role, 'flows.write')) return null
    return { agent, site, flowId: row.flow_id, stepId: row.step_id, expiresAt }
  }

  return {
    async open(by, flowId, stepId) {
      const { siteId, agentId } = by
      const flow = await readFlow(read, siteId, flowId)
      const [site, credentials] = [sites.byId(siteId), store.credentials(agentId)]
      if (!flow || flow.archived_at !== null || !site || credentials === null) return noFlow
      const token = secretOf()
      const at = clock.now()
      const expiresAt = at + tokenLifetime
      await writes.transaction(async (trx) => {
        await insertToken(trx, {
          id: hashOf(token),
          site_id: siteId,
          agent_id: agentId,
          flow_id: flowId,
          step_id: stepId ?? null,
          credentials_version: credentials,
          created_at: at,
          expires_at: expiresAt,
        })
        await audit(trx, { by, siteId, action: 'builder.opened', detail: { flowId }, at })
      })
      return done({ token, expiresAt, origins: sites.originsOf(site) })
    },
    async exchange(token, origin) {
      const id = hashOf(token)
      const session = secretOf()
      const at = clock.now()
      const expiresAt = at + sessionLifetime
      const row = await writes.transaction(async (trx) => {
        const found = await readToken(trx, id, at)
        // Judged before it is used up: a page of a strange origin must not end what the author is about to open.
        const site = found ? sites.byId(found.site_id) : null
        if (!found || !site || !sites.allowsOrigin(site, origin)) return null
        await useToken(trx, id, { hash: hashOf(session), at, expiresAt })
        return found
      })
      const builder = row && (await builderOf(row, expiresAt, origin))
      return builder ? done({ ...builder, session }) : tokenOver
    },
    async judge(session, origin) {
      const row = session === null ? null : store.session(hashOf(session), clock.now())
      const builder = row && (await builderOf(row, row.session_expires_at ?? 0, origin))
      return builder ? done(builder) : sessionOver
    },
    endOf: (agentId) => writes.transaction((trx) => removeTokensOf(trx, agentId)),
  }
}

/** One answer for a token that never was, that is used, late, or of another site. */
const tokenOver: Reply<never> = {
  ok: false,
  error: failure('unauthenticated', 'This link is used or too old. Open the builder from the console again.'),
}
const sessionOver: Reply<never> = {
  ok: false,
  error: failure('unauthenticated', 'This session of the builder has ended. Open it from the console again.'),
}
