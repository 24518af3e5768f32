/**
 * The pictures of articles: checked, kept once per site, found by the address that an article names [HLP6]. Knows no article;
 * which are named nowhere, `unused-pictures.ts` finds out.
 */
import { createHash } from 'node:crypto'
import { articleLimits, done, failure, type Reply } from '@docent/protocol'
import { sql } from 'kysely'
import type { SiteAuthor } from '../../agents/actor.ts'
import type { Clock } from '../../clock.ts'
import type { Storage } from '../../storage/database.ts'
import { readPicture } from './picture-file.ts'
import type { PictureType } from './picture-type.ts'

export interface StoredPicture {
  readonly id: string
  /** As articles name it, below the relay's address. */
  readonly url: string
  readonly width: number
  readonly height: number
}

export interface Pictures {
  /** The same picture again answers the same. */
  put(by: SiteAuthor, bytes: Buffer): Promise<Reply<StoredPicture>>
  /** What it is, without its bytes; null where there is none. */
  typeOf(id: string): PictureType | null
  /** Of any site: whoever knows the id was shown the picture. Null where there is none. */
  read(id: string): { readonly mediaType: PictureType; readonly bytes: Buffer } | null
}

interface Options {
  readonly storage: Pick<Storage, 'reader' | 'read' | 'writes'>
  readonly clock: Pick<Clock, 'now'>
}

export const picturePath = (id: string): string => `/api/v1/pictures/${id}`

/** Null where the address is not of a picture of the relay. */
export const pictureIdOf = (address: string): string | null =>
  /^\/api\/v1\/pictures\/([0-9a-f]{64})$/.exec(address)?.[1] ?? null

/** Its age counts again from then on: whoever sends it is about to name it. A day is near enough. */
const freshFor = 24 * 3_600_000

export const tooLarge = {
  ok: false as const,
  error: failure(
    'too_large',
    `A picture takes ${articleLimits.pictureBytes / 1024 ** 2} MiB. Make it smaller, or save it as WebP.`,
  ),
}

export function createPictures({ storage, clock }: Options): Pictures {
  const { reader, read, writes } = storage
  const find = reader.prepare<[string], { mediaType: PictureType; bytes: Buffer }>(
    'select media_type as mediaType, bytes from pictures where id = ?',
  )

  const findType = reader.prepare<[string], { mediaType: PictureType }>(
    'select media_type as mediaType from pictures where id = ?',
  )

  return {
    async put(by, sent) {
      if (sent.length > articleLimits.pictureBytes) return tooLarge
      const file = readPicture(sent)
      if (!file.ok) return file
      const { mediaType, width, height, bytes } = file.data
      const id = createHash('sha256').update(by.siteId).update(bytes).digest('hex')
      const stored = done({ id, url: picturePath(id), width, height })
      const at = clock.now()
      const known = await read
        .selectFrom('pictures')
        .select('created_at')
        .where('id', '=', id)
        .executeTakeFirst()
      if (known && known.created_at > at - freshFor) return stored
      const row = { id, site_id: by.siteId, media_type: mediaType, width, height, created_at: at }
      const created_by = by.kind === 'agent' ? by.agentId : null
      await writes.transaction(async (trx) => {
        const { numUpdatedRows } = await trx
          .updateTable('pictures')
          .set({ created_at: at })
          .where('id', '=', id)
          .executeTakeFirst()
        if (numUpdatedRows > 0n) return
        // What is written travels as text.
        const blob = sql<Uint8Array>`unhex(${bytes.toString('hex')})`
        await trx
          .insertInto('pictures')
          .values({ ...row, bytes: blob, created_by })
          .execute()
      })
      return stored
    },
    typeOf: (id) => findType.get(id)?.mediaType ?? null,
    read: (id) => find.get(id) ?? null,
  }
}
