/**
 * The tables as TypeScript sees them, joined from one file for each subject. Times are milliseconds since 1970; every row of a
 * site carries `site_id`.
 */
import type { AgentTables } from './tables/agents.ts'
import type { ArticleTables } from './tables/articles.ts'
import type { ConversationTables } from './tables/conversations.ts'
import type { FlowTables } from './tables/flows.ts'
import type { OutboxTables } from './tables/outbox.ts'
import type { SiteTables } from './tables/sites.ts'
import type { VisitorTables } from './tables/visitors.ts'

export interface Schema
  extends SiteTables,
    AgentTables,
    VisitorTables,
    ConversationTables,
    FlowTables,
    ArticleTables,
    OutboxTables {
  /** Facts about the database itself: `epoch`, replaced by a restore [MSG7]. */
  meta: { key: string; value: string }
}
