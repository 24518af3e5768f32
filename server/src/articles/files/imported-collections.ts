/** Collections by their titles, as files name them: found in any language, made where they are absent. */
import { articleLimits, done, type Reply } from '@docent/protocol'
import type { Kysely, Transaction } from 'kysely'
import { newId } from '../../ids.ts'
import type { Schema } from '../../storage/schema.ts'
import { tooManyCollections } from '../article-failures.ts'
import { insertCollection, readCollections, updateCollection } from '../writing/collections.store.ts'

/** What a file says of its collection. */
export interface NamedCollection {
  readonly locale: string
  /** In this locale; null: in none. */
  readonly collection: string | null
  /**
   * All that it is called, where more is known than one file says; the one that finds it first. The same for all translations
   * of an article, so that none moves it from where another put it.
   */
  readonly collectionTitles?: Readonly<Record<string, string>>
}

export interface ImportedCollections {
  /** Of the collection that is named without anything being made or changed; undefined where there is none. */
  find(named: NamedCollection): string | null | undefined
  /**
   * The same, made where it is absent. `current`: the collection that the article is in. Where that has no title in this
   * locale yet, it gets this one: another translation named it in another language.
   */
  ensure(
    trx: Transaction<Schema>,
    named: NamedCollection,
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
  const rows = await readCollections(db, siteId)
  const known: Known[] = rows.map(({ id, titles }) => ({ id, titles: { ...titles } }))
  let position = rows.at(-1)?.position ?? -1

  function found({ locale, collection: title, collectionTitles }: NamedCollection): Known | undefined {
    const all = Object.entries(collectionTitles ?? { [locale]: title })
    for (const [language, name] of all) {
      const named = known.find(({ titles }) => titles[language] === name)
      if (named) return named
    }
    // What is translated is another one, and would not be found the same way the next time.
    if (all.length > 1) return undefined
    // A title in another language is a file that was not translated so far: it names the collection all the same.
    return known.find(({ titles }) => title !== null && Object.values(titles).includes(title))
  }

  /** What it is called in languages in which it has no title yet, but where another is called so. */
  const newTitles = ({ titles }: Known, { collectionTitles = {} }: NamedCollection) =>
    Object.entries(collectionTitles).filter(
      ([locale, title]) =>
        titles[locale] === undefined && !known.some((other) => other.titles[locale] === title),
    )

  async function rename(trx: Transaction<Schema>, one: Known, more: readonly (readonly [string, string])[]) {
    for (const [locale, title] of more) one.titles[locale] = title
    await updateCollection(trx, one.id, { titles: one.titles })
  }

  return {
    find(named) {
      if (named.collection === null) return null
      const one = found(named)
      return one && newTitles(one, named).length === 0 ? one.id : undefined
    },
    async ensure(trx, named, current) {
      const { collection: title, locale, collectionTitles } = named
      if (title === null) return done(null)
      const one = found(named)
      if (one) {
        const more = newTitles(one, named)
        if (more.length > 0) await rename(trx, one, more)
        return done(one.id)
      }
      const own = known.find(({ id, titles }) => id === current && titles[locale] === undefined)
      if (own && !collectionTitles) {
        await rename(trx, own, [[locale, title]])
        return done(own.id)
      }
      if (known.length >= articleLimits.collections) return tooManyCollections
      const made: Known = { id: newId(), titles: { ...(collectionTitles ?? { [locale]: title }) } }
      known.push(made)
      await insertCollection(trx, { ...made, descriptions: {}, position: ++position }, { siteId, at })
      return done(made.id)
    },
  }
}
