/**
 * The pictures of an article that the relay keeps, looked up as it is frozen: those that are gone, and how large the others are,
 * so that pages keep their place free while they load [HLP6].
 */
import type { ArticleBlock } from '@docent/protocol'
import type { Kysely } from 'kysely'
import type { Schema } from '../../storage/schema.ts'
import { pictureIdOf } from './pictures.ts'
import { type Picture, picturesIn } from './pictures-in-text.ts'

interface Size {
  readonly width: number
  readonly height: number
}

export interface LookedUp {
  /** With the sizes of pictures that the site has. */
  readonly nodes: readonly ArticleBlock[]
  /** The first that is named as the relay's own, and that it has not; null: all are there. */
  readonly gone: Picture | null
}

export async function withOwnPictures(
  db: Kysely<Schema>,
  siteId: string,
  nodes: readonly ArticleBlock[],
): Promise<LookedUp> {
  const own = picturesIn(nodes).filter((picture) => pictureIdOf(picture.url) !== null)
  if (own.length === 0) return { nodes, gone: null }
  const rows = await db
    .selectFrom('pictures')
    .select(['id', 'site_id', 'width', 'height'])
    .where('id', 'in', [...new Set(own.map((picture) => pictureIdOf(picture.url) ?? ''))])
    .execute()
  // One of another site is shown as well: whoever knows its id was shown it.
  const gone = own.find((picture) => !rows.some(({ id }) => id === pictureIdOf(picture.url))) ?? null
  const sizes = rows.filter((row) => row.site_id === siteId)
  return { nodes: sized(nodes, new Map(sizes.map(({ id, width, height }) => [id, { width, height }]))), gone }
}

const sized = (nodes: readonly ArticleBlock[], sizes: ReadonlyMap<string, Size>): readonly ArticleBlock[] =>
  nodes.map((node): ArticleBlock => {
    switch (node.type) {
      case 'picture':
        return { ...node, ...sizes.get(pictureIdOf(node.url) ?? '') }
      case 'quote':
      case 'callout':
        return { ...node, children: sized(node.children, sizes) }
      case 'list':
        return { ...node, items: node.items.map((item) => sized(item, sizes)) }
      default:
        return node
    }
  })
