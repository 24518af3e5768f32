/**
 * Many translations at once, as files bring them [HLP7]: what is the same already is passed over, the others are stored in one
 * transaction per batch, and all of it is announced once, at the end. Knows nothing of files.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { articleLimits, done, type PersonalMark, type Reply } from '@docent/protocol'
import type { Insertable, Transaction } from 'kysely'
import { newId } from '../../ids.ts'
import type { Storage } from '../../storage/database.ts'
import type { Schema } from '../../storage/schema.ts'
import {
  bad,
  changedMeanwhile,
  isTooLarge,
  slugTaken,
  tooLarge,
  tooMany,
  tooManyLocales,
} from '../article-failures.ts'
import { withOwnPictures } from '../pictures/own-pictures.ts'
import type { ArticleAuthor, ArticleChanges, Stamp } from '../writing/article-changes.ts'
import type { ParseText } from '../writing/article-parsing.ts'
import { claimSlug, insertVersion, updateTranslation } from '../writing/articles.store.ts'
import { isTour } from '../writing/articles.ts'
import { type FindMarks, joined, marksOf } from '../writing/draft-marks.ts'
import { type Fault, faultOf, gonePicture, markFaultOf } from '../writing/publish-check.ts'
import { type ImportShelf, readImportShelf, type ShelvedArticle } from './import-shelf.ts'
import { createImportedCollections, type ImportedCollections } from './imported-collections.ts'

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
  /** What it is called in all languages, where that is known; see `imported-collections.ts`. */
  readonly collectionTitles?: Readonly<Record<string, string>>
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
  /** What may be of one person [HLP14]; null where the article is made of no conversation. */
  readonly found: readonly Pick<PersonalMark, 'kind' | 'text'>[] | null
}

interface Options {
  readonly storage: Pick<Storage, 'read'>
  readonly changes: ArticleChanges
  readonly findMarks: FindMarks
  readonly parse: ParseText
}

/** At most, in one transaction, which has the write door to itself. */
export const importBatch = 50

export function createArticleImport({ storage, changes, findMarks, parse }: Options): ArticleImport {
  const { read } = storage
  const untold = new Map<string, boolean>()

  /** Parsed outside of the transaction, one in a turn: nobody else is held up. */
  async function prepared(
    siteId: string,
    of: ImportedTranslation,
    article: ShelvedArticle | undefined,
  ): Promise<Reply<Prepared>> {
    if (isTooLarge(of.body)) return tooLarge
    await nextTurn()
    const conversationId = article?.conversation_id ?? null
    const found = conversationId === null ? null : await findMarks(read, conversationId, of)
    if (of.draft) return done({ of, nodes: null, found })
    const nodes = await parse(of.body)
    const looked = await withOwnPictures(read, siteId, nodes)
    const fault = faultOf(of, nodes, []) ?? (looked.gone && gonePicture(looked.gone.alt))
    return fault ? bad(fault.path, fault.message) : done({ of, nodes: JSON.stringify(looked.nodes), found })
  }

  async function put(
    by: ArticleAuthor,
    batch: readonly ImportedTranslation[],
  ): Promise<readonly Reply<Outcome>[]> {
    const { siteId } = by
    const shelf = await readImportShelf(read, siteId, batch)
    const collections = await createImportedCollections(read, siteId, 0)
    const replies: (Reply<Outcome> | null)[] = []
    const ready: { readonly at: number; readonly item: Prepared }[] = []
    for (const [at, of] of batch.entries()) {
      const known = unchanged(of, shelf, collections)
      const item = known ?? (await prepared(siteId, of, shelf.articles.get(of.key)))
      replies.push(item.ok ? known : item)
      if (!known && item.ok) ready.push({ at, item: item.data as Prepared })
    }
    if (ready.length > 0) await store(by, ready, replies)
    return replies.flatMap((reply) => reply ?? [])
  }

  async function store(
    by: ArticleAuthor,
    ready: readonly { readonly at: number; readonly item: Prepared }[],
    replies: (Reply<Outcome> | null)[],
  ): Promise<void> {
    const made = await changes.silently(by, async (trx, stamp) => {
      const items = ready.map(({ item }) => item.of)
      const batch = createBatch(trx, stamp, by.siteId, {
        // Read again behind the door: what was written meanwhile counts.
        shelf: await readImportShelf(trx, by.siteId, items),
        collections: await createImportedCollections(trx, by.siteId, stamp.at),
      })
      for (const { at, item } of ready) replies[at] = await batch.put(item)
      await batch.store()
      const stored = ready.filter(({ at }) => replies[at]?.ok)
      if (stored.length === 0) return done({})
      await stamp.audit('articles.imported', { articles: stored.length })
      const live = stored.some(({ item }) => item.nodes !== null)
      return { ...done({}), told: { articleId: null, live } }
    })
    if (made.told) untold.set(by.siteId, made.told.live || (untold.get(by.siteId) ?? false))
  }

  return {
    async put(by, batch) {
      const replies: Reply<Outcome>[] = []
      for (let at = 0; at < batch.length; at += importBatch) {
        replies.push(...(await put(by, batch.slice(at, at + importBatch))))
        // Reading alone would never end this turn.
        await nextTurn()
      }
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

/** Null where something of it is new. */
function unchanged(
  of: ImportedTranslation,
  shelf: ImportShelf,
  collections: ImportedCollections,
): Reply<Outcome> | null {
  const article = shelf.articles.get(of.key)
  const draft = article && shelf.draft(article.id, of.locale)
  if (!article || !draft || !saysTheSame(of, draft)) return null
  if (!of.draft && draft.live_rev !== draft.rev) return null
  const collectionId = collections.find(of)
  if (collectionId === undefined || !isPlaced(article, placeOf(of, collectionId, article))) return null
  return done({ articleId: article.id, outcome: 'unchanged' })
}

const saysTheSame = (
  { title, slug, body }: ImportedTranslation,
  draft: { readonly title: string; readonly slug: string; readonly body: string } | undefined,
): boolean => draft?.title === title && draft.slug === slug && draft.body === body

type Place = Omit<ShelvedArticle, 'id' | 'key' | 'conversation_id'>

const placeOf = (
  { tags, tour, suggestOn }: ImportedTranslation,
  collectionId: string | null,
  article: ShelvedArticle | undefined,
): Place => ({
  collection_id: collectionId,
  tags: JSON.stringify([...new Set(tags)]),
  tour_flow_id: tour,
  suggest_on: suggestOn ? JSON.stringify([...new Set(suggestOn)]) : (article?.suggest_on ?? '[]'),
  archived_at: null,
})

const isPlaced = (article: ShelvedArticle, place: Place): boolean =>
  Object.entries(place).every(([name, value]) => article[name as keyof Place] === value)

/** One transaction: each is decided after those before it; what is new is stored together, at the end. */
function createBatch(
  trx: Transaction<Schema>,
  { at, agentId }: Stamp,
  siteId: string,
  { shelf, collections }: { readonly shelf: ImportShelf; readonly collections: ImportedCollections },
) {
  const articles: Insertable<Schema['articles']>[] = []
  const translations: Insertable<Schema['article_translations']>[] = []
  const versions: Insertable<Schema['article_versions']>[] = []
  const made = new Set<string>()
  /** What is written already, by article and locale. */
  const translated = new Set<string>()

  /** All checks; nothing is written of what is refused, but for a collection that it named first. */
  async function faultIn(
    { of, nodes, found }: Prepared,
    article: ShelvedArticle | undefined,
    marks: readonly PersonalMark[],
  ): Promise<Reply<null>> {
    const { locale, slug, tour } = of
    const isNew = !article || shelf.draft(article.id, locale) === undefined
    if (article && translated.has(`${article.id} ${locale}`))
      return bad(
        'key',
        `The article "${of.key}" comes twice in this language (${locale}). Keep one of the two.`,
      )
    if (!isOnShelf(article) && shelf.count >= articleLimits.articles) return tooMany
    if (article && isNew && shelf.localesOf(article.id) >= articleLimits.locales) return tooManyLocales
    // Made of a conversation since its words were looked through.
    if (article && article.conversation_id !== null && !found) return changedMeanwhile
    if (tour !== null && tour !== article?.tour_flow_id && !(await isTour(trx, siteId, tour)))
      return bad('tour', 'There is no such tour on this site. Import its flows first, or leave the tour out.')
    const holder = shelf.holder(locale, slug, article?.id ?? '')
    if (holder !== null) return slugTaken('slug', slug, holder)
    const fault = nodes === null ? null : markFaultOf(of, marks)
    return fault ? bad(placeIn(of, fault), fault.message) : done(null)
  }

  async function put(item: Prepared): Promise<Reply<Outcome>> {
    const { of, nodes, found } = item
    const { key, locale, title, slug, body } = of
    const article = shelf.articles.get(key)
    const before = marksOf((article && shelf.draft(article.id, locale)?.marks) ?? '[]')
    const marks = found ? joined(before, found) : before
    const checked = await faultIn(item, article, marks)
    if (!checked.ok) return checked
    const collection = await collections.ensure(trx, of, article?.collection_id ?? null)
    if (!collection.ok) return collection
    const place = placeOf(of, collection.data, article)
    const articleId = article?.id ?? newId()
    const draft = shelf.draft(articleId, locale)
    const isSame = saysTheSame(of, draft)
    const rev = (draft?.rev ?? 0) + (isSame ? 0 : 1)
    const words = { title, slug, body }

    if (!isOnShelf(article)) shelf.count++
    if (!article) {
      made.add(articleId)
      articles.push({
        id: articleId,
        site_id: siteId,
        key,
        ...place,
        ...ofNobody,
        created_at: at,
        created_by: agentId,
      })
    } else if (!isPlaced(article, place)) {
      // Of this very batch: it is not stored yet.
      if (made.has(articleId)) Object.assign(articles.find(({ id }) => id === articleId) ?? {}, place)
      else await trx.updateTable('articles').set(place).where('id', '=', articleId).execute()
    }
    shelf.articles.set(key, { id: articleId, key, conversation_id: null, ...article, ...place })

    let version = draft?.live_version ?? null
    const isPublished = nodes === null || (isSame && draft?.live_rev === draft?.rev)
    const written = { updated_at: at, updated_by: agentId, publish_at: null, publish_by: null }
    const common = { article_id: articleId, locale, site_id: siteId }
    if (!draft) {
      version = nodes === null ? null : 1
      const live = { live_version: version, live_rev: version }
      translations.push({ ...common, ...words, ...live, ...written, rev, marks: JSON.stringify(marks) })
      if (nodes !== null)
        versions.push({
          ...common,
          ...words,
          nodes,
          version: 1,
          restored_from: null,
          published_at: at,
          published_by: agentId,
        })
    } else {
      const kept = { marks: JSON.stringify(marks) }
      if (!isSame) await updateTranslation(trx, articleId, locale, { ...words, ...written, ...kept, rev })
      if (!isPublished) {
        const frozen = { articleId, locale, siteId, ...words, nodes, restoredFrom: null, by: agentId, at }
        version = await insertVersion(trx, frozen)
        await claimSlug(trx, { siteId, locale, slug, articleId, at })
        const live = { live_version: version, live_rev: rev, publish_at: null, publish_by: null }
        await updateTranslation(trx, articleId, locale, live)
      }
    }
    translated.add(`${articleId} ${locale}`)
    shelf.claim(locale, slug, articleId, title)
    shelf.keep(articleId, locale, {
      ...words,
      rev,
      marks: JSON.stringify(marks),
      live_version: version,
      live_rev: nodes === null ? (draft?.live_rev ?? null) : rev,
    })
    return done({ articleId, outcome: draft ? 'changed' : 'created' })
  }

  return {
    put,
    async store(): Promise<void> {
      if (articles.length > 0) await trx.insertInto('articles').values(articles).execute()
      if (translations.length > 0) await trx.insertInto('article_translations').values(translations).execute()
      if (versions.length === 0) return
      await trx.insertInto('article_versions').values(versions).execute()
      const slugs = versions.map(({ locale, slug, article_id }) => ({
        site_id: siteId,
        locale,
        slug,
        article_id,
        since: at,
      }))
      await trx
        .insertInto('article_slugs')
        .values(slugs)
        // Left over from an article that was archived.
        .onConflict((on) =>
          on.columns(['site_id', 'locale', 'slug']).doUpdateSet((eb) => ({
            article_id: eb.ref('excluded.article_id'),
            since: at,
          })),
        )
        .execute()
    },
  }
}

/** One that is archived takes no room; what revives it makes one more. */
const isOnShelf = (article: ShelvedArticle | undefined): boolean => article?.archived_at === null

/** The line of the text that a piece stands in, counted from 0, as `body.LINE`. */
function placeIn({ body }: ImportedTranslation, { path, piece }: Fault): string {
  const at = piece === undefined ? -1 : body.indexOf(piece)
  if (at < 0) return piece === undefined ? path : 'title'
  return `body.${body.slice(0, at).split('\n').length - 1}`
}

/** Made of no conversation. */
const ofNobody = { conversation_id: null }
