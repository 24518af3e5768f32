/** What visitors read of a translation, as a join of a question to the database. */
import type { JoinBuilder } from 'kysely'
import type { Schema } from '../../storage/schema.ts'

type Tables = Schema & {
  readonly t: Schema['article_translations']
  readonly v: Schema['article_versions']
}

/** Of the translation `t` the version `v` that is live. */
export const liveVersion = (join: JoinBuilder<Tables, 't' | 'v'>): JoinBuilder<Tables, 't' | 'v'> =>
  join
    .onRef('v.article_id', '=', 't.article_id')
    .onRef('v.locale', '=', 't.locale')
    .onRef('v.version', '=', 't.live_version')
