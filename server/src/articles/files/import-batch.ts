/**
 * One transaction of an import [HLP7]: each translation is decided after those before it, against the shelf; what is new is
 * stored together, at the end. Knows nothing of what a text is made of.
 */
import { articleLimits, done, type PersonalMark, type Reply } from '@docent/protocol'
import type { Insertable, Transaction } from 'kysely'
import { newId } from '../../ids.ts'
import type { Schema } from '../../storage/schema.ts'
import { bad, changedMeanwhile, slugTaken, tooMany, tooManyLocales } from '../article-failures.ts'
import type { Stamp } from '../writing/article-changes.ts'
import { insertVersion, isTour, updateTranslation } from '../writing/articles.store.ts'
import { joined, marksOf } from '../writing/draft-marks.ts'
import { claimSlug } from '../writing/names.store.ts'
import { type Fault, markFaultOf } from '../writing/publish-check.ts'
import type { ImportShelf, ShelvedArticle } from './import-shelf.ts'
import type { ImportedCollections } from './imported-collections.ts'
import type { ImportedTranslation, ImportOutcome } from './imported-translation.ts'

export type Outcome = { readonly articleId: string; readonly outcome: ImportOutcome }

/** A translation whose text was looked through. */
export interface Prepared {
  readonly of: ImportedTranslation
  /** JSON; null for a draft. */
  readonly nodes: string | null
  /** What may be of one person [HLP14]; null where the article is made of no conversation. */
  readonly found: readonly Pick<PersonalMark, 'kind' | 'text'>[] | null
}

export const saysTheSame = (
  { title, slug, body }: ImportedTranslation,
  draft: { readonly title: string; readonly slug: string; readonly body: string } | undefined,
): boolean => draft?.title === title && draft.slug === slug && draft.body === body

type Place = Omit<ShelvedArticle, 'id' | 'key' | 'conversation_id'>

export const placeOf = (
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

export const isPlaced = (article: ShelvedArticle, place: Place): boolean =>
  Object.entries(place).every(([name, value]) => article[name as keyof Place] === value)

/** One transaction: each is decided after those before it; what is new is stored together, at the end. */
export function createBatch(
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
