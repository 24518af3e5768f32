/**
 * A sign-in in a browser that an anonymous visitor wrote from: the two are one person from then on [IDN3].
 * Decides nothing about who may come in; `admission.ts` does.
 */
import type { Clock } from '../clock.ts'
import { newId } from '../ids.ts'
import type { Storage } from '../storage/database.ts'

/** An anonymous visitor's history went to the user who signed in. */
export interface Merge {
  readonly siteId: string
  /** The anonymous identity, which has ended. */
  readonly subject: string
  /** The `sub` of the user. */
  readonly user: string
  readonly into: string
  /** What moved to another visitor's row; empty where the user had none and took this one. */
  readonly moved: readonly { readonly id: string; readonly seq: number }[]
}

interface Options {
  readonly storage: Pick<Storage, 'writes'>
  readonly clock: Clock
  /** Fired after COMMIT. */
  readonly onMerged: (merge: Merge) => void
}

export interface Merging {
  /**
   * What this browser wrote before its user signed in becomes the user's [IDN3].
   * The anonymous token ends: the next person at this browser starts with nothing. Resolves with the user's row.
   */
  join(siteId: string, from: string, tokenHash: string, subject: string): Promise<string | null>
}

export function createMerging({ storage, clock, onMerged }: Options): Merging {
  async function join(
    siteId: string,
    from: string,
    tokenHash: string,
    subject: string,
  ): Promise<string | null> {
    const at = clock.now()
    const { into, merge } = await storage.writes.transaction(async (trx, batch) => {
      const user = await trx
        .selectFrom('identities')
        .select('visitor_id')
        .where('site_id', '=', siteId)
        .where('kind', '=', 'user')
        .where('subject', '=', subject)
        .executeTakeFirst()
      const target = user?.visitor_id ?? from
      const ending = await trx
        .updateTable('identities')
        .set({ ended_at: at })
        .where('site_id', '=', siteId)
        .where('kind', '=', 'anonymous')
        .where('subject', '=', tokenHash)
        .where('ended_at', 'is', null)
        .returning('subject')
        .executeTakeFirst()
      // Another tab signed in, or out, since it was looked up: then there is nothing left to bring along.
      if (!ending) return { into: user?.visitor_id ?? null, merge: null }
      let moved: Merge['moved'] = []
      if (!user) {
        await trx
          .insertInto('identities')
          .values({
            site_id: siteId,
            kind: 'user',
            subject,
            visitor_id: from,
            created_at: at,
            ended_at: null,
          })
          .execute()
      } else if (target !== from) {
        moved = await trx
          .updateTable('conversations')
          .set({ visitor_id: target, rev: batch.rev(siteId) })
          .where('visitor_id', '=', from)
          .returning(['id', 'last_seq as seq'])
          .execute()
        await trx.updateTable('read_marks').set({ member_id: target }).where('member_id', '=', from).execute()
        await trx
          .updateTable('entries')
          .set({ author_id: target })
          .where('author_id', '=', from)
          .where('conversation_row_id', 'in', (eb) =>
            eb.selectFrom('conversations').select('row_id').where('visitor_id', '=', target),
          )
          .execute()
        await trx
          .updateTable('visitor_events')
          .set({ visitor_id: target })
          .where('visitor_id', '=', from)
          .execute()
        await trx
          .updateTable('flow_runs')
          .set({ visitor_id: target })
          .where('visitor_id', '=', from)
          .execute()
        await trx.updateTable('visitors').set({ merged_into: target }).where('id', '=', from).execute()
      }
      await trx
        .insertInto('visitor_merges')
        .values({
          id: newId(),
          site_id: siteId,
          from_visitor_id: from,
          into_visitor_id: target,
          reason: 'signed_in',
          at,
        })
        .execute()
      return { into: target, merge: { siteId, subject: tokenHash, user: subject, into: target, moved } }
    })
    if (merge) onMerged(merge)
    return into
  }

  return { join }
}
