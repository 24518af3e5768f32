/**
 * Pictures that no article names are removed after a week [HLP6]: most were sent and then not used. Texts are looked through a
 * page at a time, so that nobody waits for it.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Clock } from '../../clock.ts'
import type { Logger } from '../../logger.ts'
import type { Storage } from '../../storage/database.ts'

export interface UnusedPictures {
  /** Looks now and then from now on. */
  start(): void
  /** Resolves with how many were removed. */
  sweep(): Promise<number>
  close(): Promise<void>
}

interface Options {
  readonly storage: Pick<Storage, 'read' | 'reader' | 'writes'>
  readonly clock: Pick<Clock, 'now'>
  readonly logger: Logger
}

/** Milliseconds: for how long a picture may wait to be named, and how often is looked. */
const kept = 7 * 24 * 3_600_000
const lookEvery = 6 * 3_600_000
const pageSize = 100
/** Statements take a bounded number of values. */
const mostAtOnce = 500

export function createUnusedPictures({ storage, clock, logger }: Options): UnusedPictures {
  const { read, reader, writes } = storage
  let timer: NodeJS.Timeout | null = null
  let working: Promise<unknown> = Promise.resolve()
  let closed = false

  /** All texts that could name one, drafts and whatever was ever published. */
  const texts = ['article_translations', 'article_versions'].map((table) =>
    reader.prepare<[number, number], { rowid: number; body: string }>(
      `select rowid, body from ${table} where rowid > ? order by rowid limit ?`,
    ),
  )

  async function sweep(): Promise<number> {
    const began = clock.now()
    const before = began - kept
    const old = await read.selectFrom('pictures').select('id').where('created_at', '<', before).execute()
    const unused = new Set(old.map(({ id }) => id))
    for (const page of texts) {
      let after = 0
      while (unused.size > 0 && !closed) {
        const rows = page.all(after, pageSize)
        for (const { rowid, body } of rows) {
          after = rowid
          for (const [, id = ''] of body.matchAll(/\/api\/v1\/pictures\/([0-9a-f]{64})/g)) unused.delete(id)
        }
        if (rows.length < pageSize) break
        await nextTurn()
      }
    }
    const ids = closed ? [] : [...unused]
    let removed = 0
    for (let at = 0; at < ids.length; at += mostAtOnce)
      removed += await remove(ids.slice(at, at + mostAtOnce), before, began)
    if (removed > 0) logger.info({ pictures: removed }, 'pictures that no article names were removed')
    return removed
  }

  /** Asked once more behind the door: a draft may have been saved, or the picture sent again, since they were looked for. */
  const remove = (ids: readonly string[], before: number, began: number): Promise<number> =>
    writes.transaction(async (trx) => {
      const since = await trx
        .selectFrom('article_translations')
        .select('body')
        .where('updated_at', '>=', began)
        .execute()
      const free = ids.filter((id) => !since.some(({ body }) => body.includes(id)))
      if (free.length === 0) return 0
      const { numDeletedRows } = await trx
        .deleteFrom('pictures')
        .where('id', 'in', free)
        .where('created_at', '<', before)
        .executeTakeFirst()
      return Number(numDeletedRows)
    })

  function look(): void {
    working = sweep().catch((error: unknown) =>
      logger.warn({ err: error }, 'unused pictures could not be removed; it is tried again'),
    )
  }

  return {
    start() {
      timer ??= setInterval(look, lookEvery).unref()
      look()
    },
    sweep,
    async close() {
      closed = true
      if (timer) clearInterval(timer)
      await working
    },
  }
}
