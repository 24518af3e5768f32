/** Who changes accounts and sites: an agent of a site, or the operator at the relay's own machine, and the trace each leaves. */
import type { Transaction } from 'kysely'
import { newId } from '../ids.ts'
import type { AgentPrincipal } from '../realtime/principal.ts'
import type { Schema } from '../storage/schema.ts'

/** Whoever can read the relay's data folder may do anything: the command line, the seed of the demo. */
export const operator = { kind: 'operator' } as const

export type Actor = AgentPrincipal | typeof operator

/** Who changes what is of one site: its settings, flows and articles. */
export type SiteAuthor = AgentPrincipal | (typeof operator & { readonly siteId: string })

/** Writes down what somebody may ask about later. `detail` holds ids and names, never a secret. */
export async function audit(
  trx: Transaction<Schema>,
  entry: {
    readonly by: Actor
    readonly siteId: string | null
    readonly action: string
    readonly detail: object
    readonly at: number
  },
): Promise<void> {
  await trx
    .insertInto('audit')
    .values({
      id: newId(),
      site_id: entry.siteId,
      actor_kind: entry.by.kind,
      actor_id: entry.by.kind === 'agent' ? entry.by.agentId : null,
      action: entry.action,
      detail: JSON.stringify(entry.detail),
      at: entry.at,
    })
    .execute()
}
