/**
 * Drafts that are to be published at a time to come [HLP1]: planned, published when it has come, and left unpublished, with a word
 * in the audit, where that may not be any more. Knows nothing of timers, nor of what publishing does.
 */
import { allows, done, type Nothing, type Reply } from '@docent/protocol'
import { operator, type SiteAuthor } from '../../agents/actor.ts'
import type { Clock } from '../../clock.ts'
import type { Storage } from '../../storage/database.ts'
import { changedMeanwhile, mayPublishNoMore, noArticle } from '../article-failures.ts'
import type { ArticleChanges, Made } from './article-changes.ts'
import { type DraftRow, readDraft, type TranslationId, updateTranslation } from './articles.store.ts'

/** What was published, and what is planned. */
export interface Published {
  readonly version: number | null
  readonly publishAt: number | null
}

export interface PlannedPublishing {
  /** Of the draft of `rev`; null takes a planned time back. */
  plan(
    by: SiteAuthor,
    draft: TranslationId & { readonly rev: number },
    at: number | null,
  ): Promise<Reply<Published>>
  /**
   * Publishes what was planned for a time that has come, one after the other; what is left when it may not go on stays planned.
   */
  publishDue(mayGoOn?: () => boolean): Promise<void>
  /** When the next planned draft is due; null: none is planned. */
  nextDue(): Promise<number | null>
}

interface Options {
  readonly storage: Pick<Storage, 'read'>
  readonly changes: Pick<ArticleChanges, 'make'>
  /** `isStill`: judged where nobody can change it any more. */
  readonly publishNow: (
    by: SiteAuthor,
    draft: DraftRow,
    isStill: (now: DraftRow) => boolean,
  ) => Promise<Reply<Published>>
  readonly clock: Pick<Clock, 'now'>
}

export function createPlannedPublishing({ storage, changes, publishNow, clock }: Options): PlannedPublishing {
  const { read } = storage
  return {
    plan: (by, { articleId, locale, rev }, at) =>
      changes.make<Published>(by, async (trx, stamp): Promise<Made<Published>> => {
        const draft = await readDraft(trx, by.siteId, articleId, locale)
        if (!draft) return noArticle
        if (draft.rev !== rev) return changedMeanwhile
        // What is read already needs no plan.
        if (at !== null && draft.live_rev === rev)
          return done({ version: draft.live_version, publishAt: null })
        const answer = done({ version: draft.live_version, publishAt: at })
        if (draft.publish_at === at) return answer
        await updateTranslation(trx, articleId, locale, {
          publish_at: at,
          publish_by: at === null ? null : stamp.agentId,
        })
        await stamp.audit(at === null ? 'article.unplanned' : 'article.planned', {
          articleId,
          locale,
          rev,
          at,
        })
        return { ...answer, told: { articleId, live: false } }
      }),
    async publishDue(mayGoOn = () => true) {
      const due = await read
        .selectFrom('article_translations as t')
        .leftJoin('agents as g', (join) =>
          join.onRef('g.id', '=', 't.publish_by').on('g.disabled_at', 'is', null),
        )
        .leftJoin('memberships as m', (join) =>
          join.onRef('m.agent_id', '=', 'g.id').onRef('m.site_id', '=', 't.site_id'),
        )
        .select(['t.article_id', 't.locale', 't.site_id', 't.publish_at', 't.publish_by', 'g.name', 'm.role'])
        .where('t.publish_at', '<=', clock.now())
        .orderBy('t.publish_at')
        .execute()
      for (const { article_id: articleId, locale, site_id: siteId, publish_at: at, ...planned } of due) {
        if (!mayGoOn()) return
        const { publish_by: agentId, name, role } = planned
        // Who planned it may have changed hands since: what counts is what this agent may do now.
        const mayPublish = agentId === null || (role !== null && allows(role, 'articles.publish'))
        const by: SiteAuthor =
          agentId === null
            ? { ...operator, siteId }
            : { kind: 'agent', siteId, agentId, name: name ?? '', role: role ?? 'agent', teamIds: [] }
        const draft = await readDraft(read, siteId, articleId, locale)
        // Taken back meanwhile, or planned anew: that is another plan.
        const isStill = (now: DraftRow) => now.publish_at === at && now.publish_by === agentId
        if (!draft || !isStill(draft)) continue
        const reply = mayPublish ? await publishNow(by, draft, isStill) : mayPublishNoMore
        if (reply.ok) continue
        await changes.make<Nothing>(by, async (trx, stamp) => {
          const now = await readDraft(trx, siteId, articleId, locale)
          if (!now || !isStill(now)) return done({})
          await updateTranslation(trx, articleId, locale, { publish_at: null, publish_by: null })
          await stamp.audit('article.not_published', { articleId, locale, reason: reply.error.message })
          return { ...done({}), told: { articleId, live: false } }
        })
      }
    },
    async nextDue() {
      const row = await read
        .selectFrom('article_translations')
        .select('publish_at')
        .where('publish_at', 'is not', null)
        .orderBy('publish_at')
        .limit(1)
        .executeTakeFirst()
      return row?.publish_at ?? null
    },
  }
}
