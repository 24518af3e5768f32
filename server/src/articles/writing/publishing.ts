/**
 * What visitors read: drafts frozen as versions, at once or as planned, versions brought back, articles withdrawn and
 * archived [HLP1]. A slug that an article has or had in public stays its own [HLP11].
 */
import { type ArticleBlock, articleLimits, done, type Nothing, type Reply } from '@docent/protocol'
import type { Transaction } from 'kysely'
import type { SiteAuthor } from '../../agents/actor.ts'
import type { Clock } from '../../clock.ts'
import type { Storage } from '../../storage/database.ts'
import type { Schema } from '../../storage/schema.ts'
import { bad, changedMeanwhile, noArticle, noVersion, slugTaken, tooMany } from '../article-failures.ts'
import { withOwnPictures } from '../pictures/own-pictures.ts'
import type { ArticleChanges, Stamp } from './article-changes.ts'
import type { ParseText } from './article-parsing.ts'
import {
  countArticles,
  type DraftRow,
  insertVersion,
  readArticle,
  readDraft,
  readVersion,
  type TranslationId,
  updateTranslation,
  type Words,
} from './articles.store.ts'
import { type FindMarks, joined, marksOf } from './draft-marks.ts'
import { claimSlug, slugHolder } from './names.store.ts'
import { createPlannedPublishing, type PlannedPublishing, type Published } from './planned-publishing.ts'
import { faultOf, gonePicture } from './publish-check.ts'

export interface Publishing extends Pick<PlannedPublishing, 'publishDue' | 'nextDue'> {
  /**
   * Freezes the draft of `rev`; one that is live already is not published twice.
   * @param at milliseconds since 1970: where it is to come, the draft is published then; null takes a planned time back
   */
  publish(
    by: SiteAuthor,
    draft: TranslationId & { readonly rev: number; readonly at?: number | null | undefined },
  ): Promise<Reply<Published>>
  withdraw(by: SiteAuthor, of: TranslationId): Promise<Reply<Nothing>>
  restore(
    by: SiteAuthor,
    of: TranslationId & { readonly version: number },
  ): Promise<Reply<{ version: number; rev: number }>>
  archive(by: SiteAuthor, articleId: string, archived: boolean): Promise<Reply<Nothing>>
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
    of: TranslationId & { readonly siteId: string },
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
    by: SiteAuthor,
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

  const { plan, ...planned } = createPlannedPublishing({ storage, changes, publishNow, clock })

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
    ...planned,
  }
}

/** Neither read by anybody, nor about to be. */
const hidden = { live_version: null, live_rev: null, publish_at: null, publish_by: null }
