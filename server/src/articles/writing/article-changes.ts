/**
 * How articles are changed: in one transaction, with a line in the audit where it is due, and told to whoever listens.
 * What visitors read gets another stamp in the same transaction, so that documents, pages and search know that they are old.
 */
import type { Reply } from '@docent/protocol'
import type { Transaction } from 'kysely'
import { audit, type SiteAuthor } from '../../agents/actor.ts'
import type { Clock } from '../../clock.ts'
import { newId } from '../../ids.ts'
import type { Storage } from '../../storage/database.ts'
import type { Schema } from '../../storage/schema.ts'
import { stampKey } from '../reading/live-articles.store.ts'

export interface ArticleChange {
  /** Null: many at once, or what holds them together. */
  readonly articleId: string | null
  /** Whether visitors read something else than before. */
  readonly live: boolean
}

export type ChangeListener = (siteId: string, change: ArticleChange) => void

/** What a piece of work answers; what changed nothing tells nobody. */
export type Made<T> = Reply<T> & { readonly told?: ArticleChange }

/** What each change writes beside itself. */
export interface Stamp {
  readonly at: number
  readonly agentId: string | null
  audit(action: string, detail: object): Promise<void>
}

export interface ArticleChanges {
  /** `work` writes after all its checks, or not at all; nothing but queries may be awaited in it. */
  make<T>(
    by: SiteAuthor,
    work: (trx: Transaction<Schema>, stamp: Stamp) => Promise<Made<T>>,
  ): Promise<Reply<T>>
  /** For what was stored with `silently`. */
  tell(siteId: string, change: ArticleChange): void
  /** As `make`, but nobody is told: many changes are announced once, at their end. */
  silently<T>(
    by: SiteAuthor,
    work: (trx: Transaction<Schema>, stamp: Stamp) => Promise<Made<T>>,
  ): Promise<Made<T>>
  /** Fired after each stored change, whoever made it in this process. */
  onChanged(listener: ChangeListener): () => void
}

interface Options {
  readonly storage: Pick<Storage, 'writes'>
  readonly clock: Pick<Clock, 'now'>
}

export function createArticleChanges({ storage, clock }: Options): ArticleChanges {
  const listeners = new Set<ChangeListener>()

  const silently: ArticleChanges['silently'] = (by, work) =>
    storage.writes.transaction(async (trx) => {
      const at = clock.now()
      const { siteId } = by
      const made = await work(trx, {
        at,
        agentId: by.kind === 'agent' ? by.agentId : null,
        audit: (action, detail) => audit(trx, { by, siteId, action, detail, at }),
      })
      if (made.ok && made.told?.live) await restamp(trx, siteId)
      return made
    })

  function tell(siteId: string, change: ArticleChange): void {
    for (const listener of listeners) listener(siteId, change)
  }

  return {
    async make(by, work) {
      const { told, ...reply } = await silently(by, work)
      if (reply.ok && told) tell(by.siteId, told)
      return reply
    },
    tell,
    silently,
    onChanged(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

/** Never one that there was before, also after a restore: browsers keep documents for good, by a name made of it. */
async function restamp(trx: Transaction<Schema>, siteId: string): Promise<void> {
  const value = newId()
  await trx
    .insertInto('meta')
    .values({ key: stampKey(siteId), value })
    .onConflict((on) => on.column('key').doUpdateSet({ value }))
    .execute()
}
