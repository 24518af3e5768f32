/**
 * Many translations at once, as files bring them [HLP7]: what is the same already is passed over, the others are stored in one
 * transaction per batch, and all of it is announced once, at the end. Knows nothing of files.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { done, type Reply } from '@docent/protocol'
import type { SiteAuthor } from '../../agents/actor.ts'
import type { Storage } from '../../storage/database.ts'
import { bad, isTooLarge, tooLarge } from '../article-failures.ts'
import { withOwnPictures } from '../pictures/own-pictures.ts'
import type { ArticleChanges } from '../writing/article-changes.ts'
import type { ParseText } from '../writing/article-parsing.ts'
import type { FindMarks } from '../writing/draft-marks.ts'
import { faultOf, gonePicture } from '../writing/publish-check.ts'
import type { ImportedCollection } from './collections-file.ts'
import { putCollections } from './collections-import.ts'
import { createBatch, isPlaced, type Outcome, type Prepared, placeOf, saysTheSame } from './import-batch.ts'
import { type ImportShelf, readImportShelf, type ShelvedArticle } from './import-shelf.ts'
import { createImportedCollections, type ImportedCollections } from './imported-collections.ts'
import type { ImportedTranslation, ImportOutcome } from './imported-translation.ts'

export interface ArticleImport {
  /** In the order of the batch: what became of each, or why it was refused; the others are stored. */
  put(
    by: SiteAuthor,
    batch: readonly ImportedTranslation[],
  ): Promise<readonly Reply<{ readonly articleId: string; readonly outcome: ImportOutcome }>[]>
  /** Makes or changes collections, in this order; a collection that is not named stays as it is. */
  putCollections(
    by: SiteAuthor,
    collections: readonly ImportedCollection[],
  ): Promise<readonly Reply<{ readonly outcome: ImportOutcome }>[]>
  /** Tells everybody of what was put in since the last time. */
  announce(siteId: string): void
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
    by: SiteAuthor,
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
    by: SiteAuthor,
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
    if (made.told) keepUntold(by.siteId, made.told.live)
  }

  const keepUntold = (siteId: string, live: boolean) =>
    void untold.set(siteId, live || (untold.get(siteId) ?? false))

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
    async putCollections(by, collections) {
      const made = await changes.silently(by, async (trx, stamp) => {
        const outcomes = await putCollections(trx, by.siteId, stamp.at, collections)
        const stored = outcomes.filter((one) => one.ok && one.data.outcome !== 'unchanged').length
        if (stored === 0) return done(outcomes)
        await stamp.audit('collections.imported', { collections: stored })
        return { ...done(outcomes), told: { articleId: null, live: true } }
      })
      if (made.told) keepUntold(by.siteId, made.told.live)
      return made.ok ? made.data : collections.map(() => made)
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
