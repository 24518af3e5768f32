/**
 * Collections as a file names them [HLP7]: found by any of their titles, made where they are absent, put into the file's order.
 * What the file does not say of one stays as it is. Knows nothing of files.
 */
import { articleLimits, done, type Reply } from '@docent/protocol'
import type { Kysely, Transaction } from 'kysely'
import { newId } from '../../ids.ts'
import type { Schema } from '../../storage/schema.ts'
import { tooManyCollections } from '../article-failures.ts'
import { saidIn } from '../writing/collections.ts'
import type { ImportedCollection } from './collections-file.ts'
import type { ImportOutcome } from './imported-translation.ts'

export interface StoredCollection extends ImportedCollection {
  readonly id: string
  readonly position: number
}

/** In the order in which readers see them. */
export async function readCollections(db: Kysely<Schema>, siteId: string): Promise<StoredCollection[]> {
  const rows = await db
    .selectFrom('collections')
    .select(['id', 'titles', 'descriptions', 'position'])
    .where('site_id', '=', siteId)
    .orderBy('position')
    .orderBy('id')
    .execute()
  return rows.map(({ id, titles, descriptions, position }) => ({
    id,
    position,
    titles: textsOf(titles),
    descriptions: textsOf(descriptions),
  }))
}

/** What the relay wrote itself. */
const textsOf = (json: string) => saidIn(JSON.parse(json) as Readonly<Record<string, string>>)

interface Planned {
  readonly before: StoredCollection | null
  readonly next: Omit<StoredCollection, 'position'>
}
type Outcomes = readonly Reply<{ readonly outcome: ImportOutcome }>[]

/** @returns what became of each, in the order of the file */
export async function putCollections(
  trx: Transaction<Schema>,
  siteId: string,
  at: number,
  wanted: readonly ImportedCollection[],
): Promise<Outcomes> {
  const stored = await readCollections(trx, siteId)
  const sequence: (StoredCollection | Planned)[] = [...stored]
  const replies: Reply<Planned>[] = wanted.map((one) => {
    const found = foundIn(sequence, one)
    if (!found && sequence.length >= articleLimits.collections) return tooManyCollections
    const planned = { before: found ?? null, next: joined(found, one) }
    if (found) sequence[sequence.indexOf(found)] = planned
    else sequence.push(planned)
    return done(planned)
  })

  // They share among them the places that they have: those that the file does not name stay where they are.
  const inFileOrder = replies.flatMap((reply) => (reply.ok ? [reply.data] : []))
  const ordered = sequence.map((one) => ('next' in one ? (inFileOrder.shift() ?? one) : one))
  const isOrdered = ordered.every((one, place) => one === sequence[place])
  const outcomes = new Map<Planned, ImportOutcome>()
  for (const [place, one] of ordered.entries()) {
    const before = 'next' in one ? one.before : one
    const next = 'next' in one ? one.next : one
    const last = stored.at(-1)?.position ?? -1
    const position = !isOrdered ? place : (before?.position ?? last + 1 + place - stored.length)
    const isSame = before !== null && wordsOf(before) === wordsOf(next) && before.position === position
    if ('next' in one) outcomes.set(one, isSame ? 'unchanged' : before ? 'changed' : 'created')
    if (isSame) continue
    const row = {
      titles: JSON.stringify(next.titles),
      descriptions: JSON.stringify(next.descriptions),
      position,
    }
    if (before) await trx.updateTable('collections').set(row).where('id', '=', next.id).execute()
    else
      await trx
        .insertInto('collections')
        .values({ id: next.id, site_id: siteId, ...row, created_at: at })
        .execute()
  }
  return replies.map((reply) =>
    reply.ok ? done({ outcome: outcomes.get(reply.data) ?? 'unchanged' }) : reply,
  )
}

/** One that no line before has named. */
function foundIn(
  sequence: readonly (StoredCollection | Planned)[],
  { titles }: ImportedCollection,
): StoredCollection | undefined {
  const free = sequence.flatMap((one) => ('next' in one ? [] : [one]))
  for (const [locale, title] of Object.entries(titles)) {
    const found = free.find((one) => one.titles[locale] === title)
    if (found) return found
  }
  return undefined
}

const joined = (
  before: StoredCollection | undefined,
  { titles, descriptions }: ImportedCollection,
): Planned['next'] => ({
  id: before?.id ?? newId(),
  titles: { ...before?.titles, ...titles },
  descriptions: saidIn({ ...before?.descriptions, ...descriptions }),
})

const wordsOf = ({ titles, descriptions }: ImportedCollection): string =>
  JSON.stringify([Object.entries(titles).sort(), Object.entries(descriptions).sort()])
