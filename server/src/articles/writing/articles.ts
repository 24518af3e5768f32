/**
 * Articles as their authors write them: drafts, what their translations share, what may be personal in them [HLP2] [HLP14].
 * Every verb takes who asks and answers for their site alone [HLP15]. Knows nothing of visitors or sockets.
 */
import {
  type ArticlePlace,
  articleLimits,
  done,
  type Nothing,
  type PersonalMark,
  type Reply,
} from '@docent/protocol'
import type { SiteAuthor } from '../../agents/actor.ts'
import type { Storage } from '../../storage/database.ts'
import {
  bad,
  changedMeanwhile,
  isTooLarge,
  noArticle,
  slugTaken,
  tooLarge,
  tooMany,
  tooManyLocales,
  used,
} from '../article-failures.ts'
import { slugOf } from '../slugs.ts'
import type { ArticleChanges } from './article-changes.ts'
import {
  countArticles,
  countLocales,
  insertArticle,
  insertTranslation,
  isLive,
  isTour,
  readArticle,
  readDraft,
  readTranslation,
  type TranslationId,
  updateTranslation,
  type Words,
} from './articles.store.ts'
import { isCollection } from './collections.store.ts'
import { type FindMarks, joined, marksOf } from './draft-marks.ts'
import { freeName } from './free-name.ts'
import { articleOfKey, countKeysLike, countSlugsLike, slugHolder } from './names.store.ts'

export interface NewArticle extends TranslationId {
  readonly title: string
  readonly body: string
  readonly collectionId: string | null
  /** Where it is made of a conversation. */
  readonly conversationId?: string
}

export interface Articles {
  /** Makes an article with one draft. The same again answers the same, with another content `mismatch`. */
  create(by: SiteAuthor, article: NewArticle): Promise<Reply<{ rev: number; key: string; slug: string }>>
  /** Replaces the draft that was made from `rev`, or begins it with 0; another one answers `conflict` [HLP2]. */
  save(
    by: SiteAuthor,
    draft: TranslationId & Words & { readonly rev: number },
  ): Promise<Reply<{ rev: number }>>
  place(by: SiteAuthor, articleId: string, place: ArticlePlace): Promise<Reply<Nothing>>
  /** Says of marked pieces that everybody may read them. */
  confirm(by: SiteAuthor, of: TranslationId, texts: readonly string[]): Promise<Reply<Nothing>>
}

interface Options {
  readonly storage: Pick<Storage, 'read'>
  readonly changes: ArticleChanges
  readonly findMarks: FindMarks
}

export function createArticles({ storage, changes, findMarks }: Options): Articles {
  const { read } = storage

  /** Read outside of the transaction, which nothing but queries may hold up. */
  async function marked(
    conversationId: string | null,
    words: Pick<Words, 'title' | 'body'>,
    before: readonly PersonalMark[],
  ): Promise<readonly PersonalMark[]> {
    return conversationId === null ? before : joined(before, await findMarks(read, conversationId, words))
  }

  async function create(by: SiteAuthor, article: NewArticle) {
    const { articleId, locale, title, body, collectionId, conversationId = null } = article
    if (isTooLarge(body)) return tooLarge
    const { siteId } = by
    const marks = await marked(conversationId, { title, body }, [])
    return changes.make<{ rev: number; key: string; slug: string }>(by, async (trx, stamp) => {
      const there = await trx
        .selectFrom('articles as a')
        .leftJoin('article_translations as t', (join) =>
          join.onRef('t.article_id', '=', 'a.id').on('t.locale', '=', locale),
        )
        .select(['a.site_id', 'a.key', 'a.archived_at', 't.title', 't.body', 't.slug', 't.rev'])
        .where('a.id', '=', articleId)
        .executeTakeFirst()
      if (there) {
        const { rev, slug, key } = there
        const isOurs = there.site_id === siteId && there.archived_at === null
        const isSame = isOurs && there.title === title && there.body === body
        // The reply to the same command was lost: it is told again.
        return isSame && rev !== null && slug !== null ? done({ rev, key, slug }) : used
      }
      if ((await countArticles(trx, siteId)) >= articleLimits.articles) return tooMany
      if (collectionId !== null && !(await isCollection(trx, siteId, collectionId)))
        return bad('collectionId', noSuchCollection)
      const base = slugOf(title)
      const slug = await freeName(base, {
        isTaken: async (slug) => Boolean(await slugHolder(trx, { siteId, locale, slug, but: articleId })),
        alike: (beginning) => countSlugsLike(trx, { siteId, locale, beginning }),
      })
      const key = await freeName(slugOf(without(marks, title)), {
        isTaken: async (key) => (await articleOfKey(trx, siteId, key)) !== null,
        alike: (beginning) => countKeysLike(trx, { siteId, beginning }),
      })
      const { at, agentId } = stamp
      await insertArticle(trx, {
        id: articleId,
        site_id: siteId,
        key,
        collection_id: collectionId,
        conversation_id: conversationId,
        created_by: agentId,
        at,
      })
      await insertTranslation(trx, { articleId, locale, siteId, title, slug, body, marks, by: agentId, at })
      await stamp.audit('article.created', { articleId, locale, title })
      return { ...done({ rev: 1, key, slug }), told: { articleId, live: false } }
    })
  }

  return {
    create,
    async save(by, { articleId, locale, rev, title, slug, body }) {
      if (isTooLarge(body)) return tooLarge
      const { siteId } = by
      const article = await readArticle(read, siteId, articleId)
      if (!article || article.archived_at !== null) return noArticle
      const before = await readTranslation(read, articleId, locale)
      const marks = await marked(
        article.conversation_id,
        { title, body },
        before ? marksOf(before.marks) : [],
      )
      return changes.make<{ rev: number }>(by, async (trx, { at, agentId }) => {
        const there = await readArticle(trx, siteId, articleId)
        if (!there || there.archived_at !== null) return noArticle
        const draft = await readTranslation(trx, articleId, locale)
        const isSame = draft?.title === title && draft.slug === slug && draft.body === body
        if (draft && isSame && (draft.rev === rev || draft.rev === rev + 1)) return done({ rev: draft.rev })
        if ((draft?.rev ?? 0) !== rev) return changedMeanwhile
        // As it is, the draft may keep a slug that somebody else published first: publishing says so.
        if (draft?.slug !== slug) {
          const holder = await slugHolder(trx, { siteId, locale, slug, but: articleId })
          if (holder) return slugTaken('slug', slug, holder.title)
        }
        const told = { articleId, live: false }
        if (!draft) {
          if ((await countLocales(trx, articleId)) >= articleLimits.locales) return tooManyLocales
          await insertTranslation(trx, {
            articleId,
            locale,
            siteId,
            title,
            slug,
            body,
            marks,
            by: agentId,
            at,
          })
          return { ...done({ rev: 1 }), told }
        }
        await updateTranslation(trx, articleId, locale, {
          title,
          slug,
          body,
          rev: rev + 1,
          marks: JSON.stringify(marks),
          // What was planned was this draft as it stood: others may write drafts than may publish them.
          publish_at: null,
          publish_by: null,
          updated_at: at,
          updated_by: agentId,
        })
        return { ...done({ rev: rev + 1 }), told }
      })
    },
    place: (by, articleId, { key, collectionId, tags, tourFlowId, suggestOn }) =>
      changes.make<Nothing>(by, async (trx) => {
        const { siteId } = by
        const article = await readArticle(trx, siteId, articleId)
        if (!article || article.archived_at !== null) return noArticle
        const next = {
          key,
          collection_id: collectionId,
          tags: JSON.stringify([...new Set(tags)]),
          tour_flow_id: tourFlowId,
          suggest_on: JSON.stringify([...new Set(suggestOn)]),
        }
        if (Object.entries(next).every(([name, value]) => article[name as keyof typeof next] === value))
          return done({})
        const ofKey = await articleOfKey(trx, siteId, key)
        if (ofKey !== null && ofKey !== articleId)
          return bad('place.key', `Another article has the key "${key}". Choose another one.`)
        if (collectionId !== null && !(await isCollection(trx, siteId, collectionId)))
          return bad('place.collectionId', noSuchCollection)
        if (
          tourFlowId !== null &&
          tourFlowId !== article.tour_flow_id &&
          !(await isTour(trx, siteId, tourFlowId))
        )
          return bad('place.tourFlowId', 'There is no such tour on this site. Choose another one, or none.')
        await trx.updateTable('articles').set(next).where('id', '=', articleId).execute()
        return { ...done({}), told: { articleId, live: await isLive(trx, articleId) } }
      }),
    async confirm(by, { articleId, locale }, texts) {
      const draft = await readDraft(read, by.siteId, articleId, locale)
      if (!draft) return noArticle
      const found = await marked(draft.conversation_id, draft, marksOf(draft.marks))
      return changes.make<Nothing>(by, async (trx, stamp) => {
        const current = await readDraft(trx, by.siteId, articleId, locale)
        if (!current) return noArticle
        if (current.rev !== draft.rev) return changedMeanwhile
        const known = new Set(texts)
        const marks = found.map((mark) => (known.has(mark.text) ? { ...mark, confirmed: true } : mark))
        if (JSON.stringify(marks) === current.marks) return done({})
        await updateTranslation(trx, articleId, locale, { marks: JSON.stringify(marks) })
        await stamp.audit('article.confirmed', { articleId, locale, pieces: texts.length })
        return { ...done({}), told: { articleId, live: false } }
      })
    },
  }
}

const noSuchCollection = 'There is no such collection on this site. Choose another one, or none.'

/** The key is read by everybody, also long after a piece was taken out of the title. */
const without = (marks: readonly PersonalMark[], title: string): string =>
  marks.reduce((rest, { text }) => rest.replaceAll(text, ' '), title)
