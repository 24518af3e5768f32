/**
 * Collections as a file names them [HLP7]: found by any of their titles, made where they are absent, put into the file's order.
 * What the file does not say of one stays as it is. Knows nothing of files.
 */
import { articleLimits, type CollectionRow, done, type Reply } from '@docent/protocol'
import type { Transaction } from 'kysely'
import { newId } from '../../ids.ts'
import type { Schema } from '../../storage/schema.ts'
import { tooManyCollections } from '../article-failures.ts'
import { insertCollection, readCollections, updateCollection } from '../writing/collections.store.ts'
import { saidIn } from '../writing/collections.ts'
import type { ImportedCollection } from './collections-file.ts'
import type { ImportOutcome } from './imported-translation.ts'

interface Planned {
  readonly before: CollectionRow | null
  readonly next: Omit<CollectionRow, 'position'>
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
  const sequence: (CollectionRow | Planned)[] = [...stored]
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
    const row = { ...next, position }
    if (before) await updateCollection(trx, row.id, row)
    else await insertCollection(trx, row, { siteId, at })
  }
  return replies.map((reply) =>
    reply.ok ? done({ outcome: outcomes.get(reply.data) ?? 'unchanged' }) : reply,
  )
}

/** One that no line before has named. */
function foundIn(
  sequence: readonly (CollectionRow | Planned)[],
  { titles }: ImportedCollection,
): CollectionRow | undefined {
  const free = sequence.flatMap((one) => ('next' in one ? [] : [one]))
  for (const [locale, title] of Object.entries(titles)) {
    const found = free.find((one) => one.titles[locale] === title)
    if (found) return found
  }
  return undefined
}

const joined = (
  before: CollectionRow | undefined,
  { titles, descriptions }: ImportedCollection,
): Planned['next'] => ({
  id: before?.id ?? newId(),
  titles: { ...before?.titles, ...titles },
  descriptions: saidIn({ ...before?.descriptions, ...descriptions }),
})

const wordsOf = ({ titles, descriptions }: ImportedCollection): string =>
  JSON.stringify([Object.entries(titles).sort(), Object.entries(descriptions).sort()])
