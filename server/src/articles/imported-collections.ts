/** Collections by their titles, as files name them: found in any language, made where they are absent. For one transaction. */
import { articleLimits, done, type Reply } from '@docent/protocol'
import type { Transaction } from 'kysely'
import { newId } from '../ids.ts'
import type { Schema } from '../storage/schema.ts'
import { tooManyCollections } from './article-failures.ts'

export interface ImportedCollections {
  /**
   * `current`: the collection that the article is in. Where that has no title in this locale yet, it gets this one: another
   * translation named it in another language.
   */
  idOf(
    title: string | null,
    locale: string,
    current: string | null,
  ): Promise<Reply<{ readonly id: string | null; readonly changed: boolean }>>
}

interface Known {
  readonly id: string
  readonly titles: Record<string, string>
}

export async function createImportedCollections(
  trx: Transaction<Schema>,
  siteId: string,
  at: number,
): Promise<ImportedCollections> {
  const rows = await trx
    .selectFrom('collections')
    .select(['id', 'titles', 'position'])
    .where('site_id', '=', siteId)
    .orderBy('position')
    .orderBy('id')
    .execute()
  const known: Known[] = rows.map(({ id, titles }) => ({ id, titles: JSON.parse(titles) as Known['titles'] }))
  let position = rows.at(-1)?.position ?? -1

  return {
    async idOf(title, locale, current) {
      if (title === null) return done({ id: null, changed: false })
      const named = known.find(({ titles }) => titles[locale] === title)
      if (named) return done({ id: named.id, changed: false })
      const own = known.find(({ id, titles }) => id === current && titles[locale] === undefined)
      const found = known.find(({ titles }) => Object.values(titles).includes(title))
      // A title in another language is a file that was not translated so far: it names the collection all the same.
      if (found) return done({ id: found.id, changed: false })
      if (own) {
        own.titles[locale] = title
        await trx
          .updateTable('collections')
          .set({ titles: JSON.stringify(own.titles) })
          .where('id', '=', own.id)
          .execute()
        return done({ id: own.id, changed: true })
      }
      if (known.length >= articleLimits.collections) return tooManyCollections
      const made = { id: newId(), titles: { [locale]: title } }
      known.push(made)
      await trx
        .insertInto('collections')
        .values({
          id: made.id,
          site_id: siteId,
          titles: JSON.stringify(made.titles),
          descriptions: '{}',
          position: ++position,
          created_at: at,
        })
        .execute()
      return done({ id: made.id, changed: true })
    },
  }
}
