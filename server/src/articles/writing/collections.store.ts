/** Remembers collections: what they are called and say in each language, and their order. Decides nothing. */
import type { CollectionRow } from '@docent/protocol'
import type { Kysely, Transaction } from 'kysely'
import type { Schema } from '../../storage/schema.ts'

type Db = Kysely<Schema> | Transaction<Schema>

/** In the order in which readers see them. */
export async function readCollections(db: Db, siteId: string): Promise<readonly CollectionRow[]> {
  const rows = await db
    .selectFrom('collections')
    .select(['id', 'titles', 'descriptions', 'position'])
    .where('site_id', '=', siteId)
    .orderBy('position')
    .orderBy('id')
    .execute()
  return rows.map(({ id, titles, descriptions, position }) => ({
    id,
    titles: textsOf(titles),
    descriptions: textsOf(descriptions),
    position,
  }))
}

export async function isCollection(db: Db, siteId: string, collectionId: string): Promise<boolean> {
  const row = await db
    .selectFrom('collections')
    .select('id')
    .where('id', '=', collectionId)
    .where('site_id', '=', siteId)
    .executeTakeFirst()
  return row !== undefined
}

export async function insertCollection(
  trx: Transaction<Schema>,
  { id, titles, descriptions, position }: CollectionRow,
  of: { readonly siteId: string; readonly at: number },
): Promise<void> {
  await trx
    .insertInto('collections')
    .values({
      id,
      site_id: of.siteId,
      titles: JSON.stringify(titles),
      descriptions: JSON.stringify(descriptions),
      position,
      created_at: of.at,
    })
    .execute()
}

/** Says of it what is named, and leaves the rest. */
export async function updateCollection(
  trx: Transaction<Schema>,
  id: string,
  { titles, descriptions, position }: Partial<Omit<CollectionRow, 'id'>>,
): Promise<void> {
  await trx
    .updateTable('collections')
    .set({
      ...(titles && { titles: JSON.stringify(titles) }),
      ...(descriptions && { descriptions: JSON.stringify(descriptions) }),
      ...(position !== undefined && { position }),
    })
    .where('id', '=', id)
    .execute()
}

/** What the relay wrote itself. */
const textsOf = (json: string) => JSON.parse(json) as CollectionRow['titles']
