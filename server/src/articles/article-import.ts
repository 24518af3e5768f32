/**
 * Many translations at once, as files bring them [HLP7]: what is the same already is passed over, the others are stored in one
 * transaction per batch, and all of it is announced once, at the end. Knows nothing of files.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { articleLimits, done, type Reply } from '@docent/protocol'
import { parseArticle } from '@docent/protocol/article-text'
import type { Transaction } from 'kysely'
import { newId } from '../ids.ts'
import type { Schema } from '../storage/schema.ts'
import type { ArticleAuthor, ArticleChanges, Stamp } from './article-changes.ts'
import { bad, isTooLarge, slugTaken, tooLarge, tooMany } from './article-failures.ts'
import {
  claimSlug,
  countArticles,
  insertArticle,
  insertTranslation,
  insertVersion,
  readTranslation,
  slugHolder,
  updateTranslation,
} from './articles.store.ts'
import { isTour } from './articles.ts'
import { marksOf } from './draft-marks.ts'
import { createImportedCollections, type ImportedCollections } from './imported-collections.ts'
import { faultOf, markFaultOf } from './publish-check.ts'

export interface ImportedTranslation {
  /** What all translations of the article share; the article is made where the site has none of it. */
  readonly key: string
  readonly locale: string
  readonly title: string
  readonly slug: string
  /** Markdown. */
  readonly body: string
  /**
   * The title of a collection in this locale, made where it is absent; null: in none. Collection, tags, tour and pages are
   * of the whole article: whoever brings several translations brings the same with each.
   */
  readonly collection: string | null
  readonly tags: readonly string[]
  /** The id of a tour of the site. */
  readonly tour: string | null
  readonly suggestOn?: readonly string[]
  /** Kept as a draft; where the translation is live, that stays as it is. */
  readonly draft: boolean
}

export type ImportOutcome = 'created' | 'changed' | 'unchanged'

export interface ArticleImport {
  /** In the order of the batch: what became of each, or why it was refused; the others are stored. */
  put(
    by: ArticleAuthor,
    batch: readonly ImportedTranslation[],
  ): Promise<readonly Reply<{ readonly articleId: string; readonly outcome: ImportOutcome }>[]>
  /** Tells everybody of what was put in since the last time. */
  announce(siteId: string): void
}

type Outcome = { readonly articleId: string; readonly outcome: ImportOutcome }
interface Prepared {
  readonly of: ImportedTranslation
  /** JSON; null for a draft. */
  readonly nodes: string | null
}

/** At most, in one transaction, which has the write door to itself. */
export const importBatch = 50

export function createArticleImport(changes: ArticleChanges): ArticleImport {
  const untold = new Map<string, boolean>()

  /** Parsed outside of the transaction, one in a turn: nobody else is held up. */
  async function prepared(of: ImportedTranslation): Promise<Reply<Prepared>> {
    if (isTooLarge(of.body)) return tooLarge
    if (of.draft) return done({ of, nodes: null })
    await nextTurn()
    const nodes = parseArticle(of.body)
    const fault = faultOf(of, nodes, [])
    return fault ? bad(fault.path, fault.message) : done({ of, nodes: JSON.stringify(nodes) })
  }

  async function put(
    by: ArticleAuthor,
    batch: readonly ImportedTranslation[],
  ): Promise<readonly Reply<Outcome>[]> {
    const ready: Reply<Prepared>[] = []
    for (const of of batch) ready.push(await prepared(of))
    const replies: Reply<Outcome>[] = []
    const made = await changes.silently(by, async (trx, stamp) => {
      const collections = await createImportedCollections(trx, by.siteId, stamp.at)
      // Begins anew where the transaction is tried again.
      replies.length = 0
      for (const one of ready)
        replies.push(one.ok ? await putOne(trx, stamp, by.siteId, one.data, collections) : one)
      const stored = replies.filter((reply) => reply.ok && reply.data.outcome !== 'unchanged')
      if (stored.length > 0) await stamp.audit('articles.imported', { articles: stored.length })
      const live = replies.some(
        (reply, at) => reply.ok && reply.data.outcome !== 'unchanged' && !batch[at]?.draft,
      )
      return { ...done({}), ...(stored.length > 0 && { told: { articleId: null, live } }) }
    })
    if (made.told) untold.set(by.siteId, made.told.live || (untold.get(by.siteId) ?? false))
    return replies
  }

  return {
    async put(by, batch) {
      const replies: Reply<Outcome>[] = []
      for (let at = 0; at < batch.length; at += importBatch)
        replies.push(...(await put(by, batch.slice(at, at + importBatch))))
      return replies
    },
    announce(siteId) {
      const live = untold.get(siteId)
      if (live === undefined) return
      untold.delete(siteId)
      changes.tell(siteId, { articleId: null, live })
    },
  }
}

async function putOne(
  trx: Transaction<Schema>,
  stamp: Stamp,
  siteId: string,
  { of, nodes }: Prepared,
  collections: ImportedCollections,
): Promise<Reply<Outcome>> {
  const { key, locale, title, slug, body, tour } = of
  const { at, agentId } = stamp
  const article = await trx
    .selectFrom('articles')
    .selectAll()
    .where('site_id', '=', siteId)
    .where('key', '=', key)
    .executeTakeFirst()
  const articleId = article?.id ?? newId()
  const before = article && (await readTranslation(trx, articleId, locale))
  const isSame = before?.title === title && before.slug === slug && before.body === body

  // All checks, then all writes: what is refused leaves nothing behind.
  if (!article && (await countArticles(trx, siteId)) >= articleLimits.articles) return tooMany
  if (tour !== null && tour !== article?.tour_flow_id && !(await isTour(trx, siteId, tour)))
    return bad('tour', 'There is no such tour on this site. Import its flows first, or leave the tour out.')
  if (before?.slug !== slug || nodes !== null) {
    const holder = await slugHolder(trx, { siteId, locale, slug, but: articleId })
    if (holder) return slugTaken('slug', slug, holder.title)
  }
  const fault = before && nodes !== null ? markFaultOf(of, marksOf(before.marks)) : null
  if (fault) return bad(fault.path, fault.message)
  const collection = await collections.idOf(of.collection, locale, article?.collection_id ?? null)
  if (!collection.ok) return collection

  const place = {
    collection_id: collection.data.id,
    tags: JSON.stringify([...new Set(of.tags)]),
    tour_flow_id: tour,
    ...(of.suggestOn && { suggest_on: JSON.stringify([...new Set(of.suggestOn)]) }),
    archived_at: null,
  }
  if (!article)
    await insertArticle(trx, {
      id: articleId,
      site_id: siteId,
      key,
      collection_id: collection.data.id,
      conversation_id: null,
      created_by: agentId,
      at,
    })
  const isPlaced = Object.entries(place).every(
    ([name, value]) => article?.[name as keyof typeof place] === value,
  )
  if (!isPlaced) await trx.updateTable('articles').set(place).where('id', '=', articleId).execute()
  const rev = (before?.rev ?? 0) + (isSame ? 0 : 1)
  if (!before)
    await insertTranslation(trx, { articleId, locale, siteId, title, slug, body, marks: [], by: agentId, at })
  else if (!isSame)
    await updateTranslation(trx, articleId, locale, {
      title,
      slug,
      body,
      rev,
      publish_at: null,
      publish_by: null,
      updated_at: at,
      updated_by: agentId,
    })
  const isPublished = nodes === null || (isSame && before.live_rev === before.rev)
  if (!isPublished) {
    const frozen = {
      articleId,
      locale,
      siteId,
      title,
      slug,
      body,
      nodes,
      restoredFrom: null,
      by: agentId,
      at,
    }
    const version = await insertVersion(trx, frozen)
    await claimSlug(trx, { siteId, locale, slug, articleId, at })
    await updateTranslation(trx, articleId, locale, {
      live_version: version,
      live_rev: rev,
      publish_at: null,
      publish_by: null,
    })
  }
  const isUnchanged = isSame && isPlaced && isPublished && !collection.data.changed
  return done({ articleId, outcome: !before ? 'created' : isUnchanged ? 'unchanged' : 'changed' })
}
