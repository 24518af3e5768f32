/**
 * What visitors read: drafts frozen as versions, at once or at a time to come, versions brought back, articles withdrawn and
 * archived [HLP1]. A slug that an article has or had in public stays its own [HLP11].
 */
import { type ArticleBlock, allows, articleLimits, done, type Reply } from '@docent/protocol'
import type { Transaction } from 'kysely'
import { operator } from '../../agents/actor.ts'
import type { Clock } from '../../clock.ts'
import type { Storage } from '../../storage/database.ts'
import type { Schema } from '../../storage/schema.ts'
import {
  bad,
  changedMeanwhile,
  mayPublishNoMore,
  noArticle,
  noVersion,
  slugTaken,
  tooMany,
} from '../article-failures.ts'
import { withOwnPictures } from '../pictures/own-pictures.ts'
import type { ArticleAuthor, ArticleChanges, Made, Stamp } from './article-changes.ts'
import type { ParseText } from './article-parsing.ts'
import {
  claimSlug,
  countArticles,
  type DraftRow,
  insertVersion,
  readArticle,
  readDraft,
  readVersion,
  slugHolder,
  updateTranslation,
  type Words,
} from './articles.store.ts'
import { type FindMarks, joined, marksOf } from './draft-marks.ts'
import { faultOf, gonePicture } from './publish-check.ts'

type Nothing = Record<string, never>

interface Translation {
  readonly articleId: string
  readonly locale: string
}
/** What was published, and what is planned. */
interface Published {
  readonly version: number | null
  readonly publishAt: number | null
}

export interface Publishing {
  /**
   * Freezes the draft of `rev`; one that is live already is not published twice.
   * @param at milliseconds since 1970: where it is to come, the draft is published then; null takes a planned time back
   */
  publish(
    by: ArticleAuthor,
    draft: Translation & { readonly rev: number; readonly at?: number | null | undefined },
  ): Promise<Reply<Published>>
  withdraw(by: ArticleAuthor, of: Translation): Promise<Reply<Nothing>>
  restore(
    by: ArticleAuthor,
    of: Translation & { readonly version: number },
  ): Promise<Reply<{ version: number; rev: number }>>
  archive(by: ArticleAuthor, articleId: string, archived: boolean): Promise<Reply<Nothing>>
  /**
   * Publishes what was planned for a time that has come, one after the other; what is left when it may not go on stays planned.
   */
  publishDue(mayGoOn?: () => boolean): Promise<void>
  /** When the next planned draft is due; null: none is planned. */
  nextDue(): Promise<number | null>
}

interface Options {
  readonly storage: Pick<Storage, 'read'>
  readonly changes: ArticleChanges
  readonly findMarks: FindMarks
  readonly parse: ParseText
  readonly clock: Pick<Clock, 'now'>
}

export function createPublishing({ storage, changes, findMarks, parse, clock }: Options): Publishing {
  const { read } = storage

  /** Parsed before the door is closed, which nothing but queries may hold up. */
  async function checked(draft: DraftRow, words: Words): Promise<Reply<readonly ArticleBlock[]>> {
    const nodes = await parse(words.body)
    const before = marksOf(draft.marks)
    // Once more: what makes a piece personal may have been learnt after the draft was saved.
    const marks =
      draft.conversation_id === null
        ? before
        : joined(before, await findMarks(read, draft.conversation_id, words))
    const looked = await withOwnPictures(read, draft.site_id, nodes)
    const fault = faultOf(words, nodes, marks) ?? (looked.gone && gonePicture(looked.gone.alt))
    return fault ? bad(fault.path, fault.message) : done(looked.nodes)
  }

  async function freeze(
    trx: Transaction<Schema>,
    { at, agentId }: Stamp,
    of: Translation & { readonly siteId: string },
    words: Words & { readonly nodes: string; readonly restoredFrom: number | null },
  ): Promise<Reply<number>> {
    const { articleId, locale, siteId } = of
    const { slug } = words
    const holder = await slugHolder(trx, { siteId, locale, slug, but: articleId, inPublic: true })
    if (holder) return slugTaken('slug', slug, holder.title)
    const version = await insertVersion(trx, { ...words, ...of, by: agentId, at })
    await claimSlug(trx, { siteId, locale, slug, articleId, at })
    return done(version)
  }

  /** `isStill`: judged where nobody can change it any more. */
  async function publishNow(
    by: ArticleAuthor,
    draft: DraftRow,
    isStill: (now: DraftRow) => boolean = () => true,
  ): Promise<Reply<Published>> {
    const { article_id: articleId, locale, rev } = draft
    const { siteId } = by
    const nodes = await checked(draft, draft)
    if (!nodes.ok) return nodes
    const json = JSON.stringify(nodes.data)
    return changes.make<Published>(by, async (trx, stamp) => {
      const now = await readDraft(trx, siteId, articleId, locale)
      if (!now) return noArticle
      if (now.rev !== rev || !isStill(now)) return changedMeanwhile
      if (now.live_rev === rev) return done({ version: now.live_version, publishAt: null })
      const { title, slug, body } = draft
      const frozen = await freeze(
        trx,
        stamp,
        { articleId, locale, siteId },
        { title, slug, body, nodes: json, restoredFrom: null },
      )
      if (!frozen.ok) return frozen
      const version = frozen.data
      await updateTranslation(trx, articleId, locale, {
        live_version: version,
        live_rev: rev,
        publish_at: null,
        publish_by: null,
      })
      await stamp.audit('article.published', { articleId, locale, version })
      return { ...done({ version, publishAt: null }), told: { articleId, live: true } }
    })
  }

  const plan = (
    by: ArticleAuthor,
    { articleId, locale, rev }: Translation & { rev: number },
    at: number | null,
  ) =>
    changes.make<Published>(by, async (trx, stamp): Promise<Made<Published>> => {
      const draft = await readDraft(trx, by.siteId, articleId, locale)
      if (!draft) return noArticle
      if (draft.rev !== rev) return changedMeanwhile
      // What is read already needs no plan.
      if (at !== null && draft.live_rev === rev) return done({ version: draft.live_version, publishAt: null })
      const answer = done({ version: draft.live_version, publishAt: at })
      if (draft.publish_at === at) return answer
      await updateTranslation(trx, articleId, locale, {
        publish_at: at,
        publish_by: at === null ? null : stamp.agentId,
      })
      await stamp.audit(at === null ? 'article.unplanned' : 'article.planned', { articleId, locale, rev, at })
      return { ...answer, told: { articleId, live: false } }
    })

  const publish: Publishing['publish'] = async (by, { articleId, locale, rev, at }) => {
    const draft = await readDraft(read, by.siteId, articleId, locale)
    if (!draft) return noArticle
    if (draft.rev !== rev) return changedMeanwhile
    if (at === null) return plan(by, { articleId, locale, rev }, null)
    if (at === undefined || at <= clock.now()) return publishNow(by, draft)
    // What is missing is said now, not to nobody when the time has come.
    const nodes = await checked(draft, draft)
    return nodes.ok ? plan(by, { articleId, locale, rev }, at) : nodes
  }

  return {
    publish,
    withdraw: (by, { articleId, locale }) =>
      changes.make<Nothing>(by, async (trx, stamp) => {
        const draft = await readDraft(trx, by.siteId, articleId, locale)
        if (!draft) return noArticle
        if (draft.live_version === null && draft.publish_at === null) return done({})
        await updateTranslation(trx, articleId, locale, hidden)
        await stamp.audit('article.withdrawn', { articleId, locale, version: draft.live_version })
        return { ...done({}), told: { articleId, live: draft.live_version !== null } }
      }),
    async restore(by, { articleId, locale, version }) {
      const { siteId } = by
      const draft = await readDraft(read, siteId, articleId, locale)
      if (!draft) return noArticle
      const old = await readVersion(read, articleId, locale, version)
      if (!old) return noVersion
      const { title, slug, body } = old
      const nodes = await checked(draft, old)
      if (!nodes.ok) return nodes
      const json = JSON.stringify(nodes.data)
      return changes.make<{ version: number; rev: number }>(by, async (trx, stamp) => {
        const now = await readDraft(trx, siteId, articleId, locale)
        if (!now) return noArticle
        const live =
          now.live_version === null ? undefined : await readVersion(trx, articleId, locale, now.live_version)
        const isSame = now.title === title && now.slug === slug && now.body === body
        // The reply to the same command was lost: it is told again.
        if (live?.restored_from === version && isSame && now.live_rev === now.rev)
          return done({ version: live.version, rev: now.rev })
        const frozen = await freeze(
          trx,
          stamp,
          { articleId, locale, siteId },
          { title, slug, body, nodes: json, restoredFrom: version },
        )
        if (!frozen.ok) return frozen
        const rev = now.rev + 1
        await updateTranslation(trx, articleId, locale, {
          title,
          slug,
          body,
          rev,
          live_version: frozen.data,
          live_rev: rev,
          publish_at: null,
          publish_by: null,
          updated_at: stamp.at,
          updated_by: stamp.agentId,
        })
        await stamp.audit('article.restored', { articleId, locale, version: frozen.data, from: version })
        return { ...done({ version: frozen.data, rev }), told: { articleId, live: true } }
      })
    },
    archive: (by, articleId, archived) =>
      changes.make<Nothing>(by, async (trx, stamp) => {
        const article = await readArticle(trx, by.siteId, articleId)
        if (!article) return noArticle
        if ((article.archived_at !== null) === archived) return done({})
        if (!archived && (await countArticles(trx, by.siteId)) >= articleLimits.articles) return tooMany
        const archivedAt = archived ? stamp.at : null
        await trx
          .updateTable('articles')
          .set({ archived_at: archivedAt })
          .where('id', '=', articleId)
          .execute()
        await trx
          .updateTable('article_translations')
          .set(hidden)
          .where('article_id', '=', articleId)
          .execute()
        await stamp.audit(archived ? 'article.archived' : 'article.unarchived', { articleId })
        return { ...done({}), told: { articleId, live: archived } }
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
        const by: ArticleAuthor =
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

/** Neither read by anybody, nor about to be. */
const hidden = { live_version: null, live_rev: null, publish_at: null, publish_by: null }
