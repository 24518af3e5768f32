/** Collections: what holds articles together in a help centre, with a title in each language. */
import { articleLimits, type CollectionRow, done, type Nothing, type Reply } from '@docent/protocol'
import type { SiteAuthor } from '../../agents/actor.ts'
import { bad, noCollection, tooManyCollections } from '../article-failures.ts'
import type { ArticleChanges } from './article-changes.ts'
import { insertCollection, updateCollection } from './collections.store.ts'

export interface Collections {
  /** Makes it, or changes it. */
  save(by: SiteAuthor, collectionId: string, words: Omit<CollectionRow, 'id'>): Promise<Reply<Nothing>>
  /** Its articles stay, in no collection. */
  remove(by: SiteAuthor, collectionId: string): Promise<Reply<Nothing>>
}

export function createCollections(changes: ArticleChanges): Collections {
  const told = { articleId: null, live: true }
  return {
    async save(by, collectionId, { position, ...words }) {
      const [titles, descriptions] = [saidIn(words.titles), saidIn(words.descriptions)]
      if (Object.keys(titles).length === 0)
        return bad('titles', 'A collection needs a title in one language at least.')
      const { siteId } = by
      return changes.make<Nothing>(by, async (trx, stamp) => {
        const there = await trx
          .selectFrom('collections')
          .select(['site_id', 'titles', 'descriptions', 'position'])
          .where('id', '=', collectionId)
          .executeTakeFirst()
        if (there && there.site_id !== siteId) return noCollection
        const isSame =
          there?.titles === JSON.stringify(titles) &&
          there.descriptions === JSON.stringify(descriptions) &&
          there.position === position
        if (isSame) return done({})
        const next = { titles, descriptions, position }
        if (there) await updateCollection(trx, collectionId, next)
        else {
          const { count } = await trx
            .selectFrom('collections')
            .select((eb) => eb.fn.countAll<number>().as('count'))
            .where('site_id', '=', siteId)
            .executeTakeFirstOrThrow()
          if (count >= articleLimits.collections) return tooManyCollections
          await insertCollection(trx, { id: collectionId, ...next }, { siteId, at: stamp.at })
        }
        await stamp.audit('collection.saved', { collectionId, titles })
        return { ...done({}), told }
      })
    },
    remove: (by, collectionId) =>
      changes.make<Nothing>(by, async (trx, stamp) => {
        const there = await trx
          .selectFrom('collections')
          .select('id')
          .where('id', '=', collectionId)
          .where('site_id', '=', by.siteId)
          .executeTakeFirst()
        if (!there) return noCollection
        await trx
          .updateTable('articles')
          .set({ collection_id: null })
          .where('site_id', '=', by.siteId)
          .where('collection_id', '=', collectionId)
          .execute()
        await trx.deleteFrom('collections').where('id', '=', collectionId).execute()
        await stamp.audit('collection.removed', { collectionId })
        return { ...done({}), told }
      }),
  }
}

/** As files say it too: what is around a text is not of it, and a language without a text says nothing. */
export const saidIn = (texts: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(texts).flatMap(([locale, text]) => (text.trim() === '' ? [] : [[locale, text.trim()]])),
  )
