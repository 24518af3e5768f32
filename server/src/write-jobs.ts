/**
 * THE table of what the writing thread can be asked to do in a group commit: the hot path. All else is a Kysely transaction.
 * A job is synchronous, touches nothing but the database, and may run twice; what it takes and gives back is plain data.
 */
import type { Database } from 'better-sqlite3'
import { helpActivityJobs } from './articles/activity/help-activity-jobs.ts'
import { conversationJobs } from './conversations/conversation-jobs.ts'
import { runJobs } from './flows/run-jobs.ts'
import { visitorJobs } from './visitors/visitor-jobs.ts'

export const writeJobs = (database: Database) => ({
  ...conversationJobs(database),
  ...visitorJobs(database),
  ...runJobs(database),
  ...helpActivityJobs(database),
})

export type WriteJobs = ReturnType<typeof writeJobs>
