/** Collections by their titles, as files name them: found in any language, made where they are absent. */
import { articleLimits, done, type Reply } from '@docent/protocol'
import type { Kysely, Transaction } from 'kysely'
import { newId } from '../ids.ts'
import type { Schema } from '../storage/schema.ts'
import { tooManyCollections } from './article-failures.ts'

export interface ImportedCollections {
  /** Of the collection that this title names without anything being made or changed; undefined where there is none. */
  find(title: string | null, locale: string): string | null | undefined
  /**
   * The same, made where it is absent. `current`: the collection that the article is in. Where that has no title in this
   * locale yet, it gets this one: another translation named it in another language.
   */
  ensure(
    trx: Transaction<Schema>,
    title: string | null,
    locale: string,
    current: string | null,
  ): Promise<Reply<string | null>>
}

interface Known {
  readonly id: string
  readonly titles: Record<string, string>
}

export async function createImportedCollections(
  db: Kysely<Schema>,
  siteId: string,
  at: number,
): Promise<ImportedCollections> {
  const rows = await db
    .selectFrom('collections')
    .select(['id', 'titles', 'position'])
    .where('site_id', '=', siteId)
    .orderBy('position')
    .orderBy('id')
    .execute()
  const known: Known[] = rows.map(({ id, titles }) => ({ id, titles: JSON.parse(titles) as Known['titles'] }))
  let position = rows.at(-1)?.position ?? -1

  function find(title: string | null, locale: string): string | null | undefined {
    if (title === null) return null
    const named = known.find(({ titles }) => titles[locale] === title)
    // A title in another language is a file that was not translated so far: it names the collection all the same.
    return (named ?? known.find(({ titles }) => Object.values(titles).includes(title)))?.id
  }

  return {
    find,
    async ensure(trx, title, locale, current) {
      const found = find(title, locale)
      if (title === null || found !== undefined) return done(found ?? null)
      const own = known.find(({ id, titles }) => id === current && titles[locale] === undefined)
      if (own) {
        own.titles[locale] = title
        const titles = JSON.stringify(own.titles)
        await trx.updateTable('collections').set({ titles }).where('id', '=', own.id).execute()
        return done(own.id)
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
      return done(made.id)
    },
  }
}
