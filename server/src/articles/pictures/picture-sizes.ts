/** How large an article's own pictures are, put into its nodes as it is frozen: pages then keep their place free while they load. */
import type { ArticleBlock } from '@docent/protocol'
import type { Kysely } from 'kysely'
import type { Schema } from '../../storage/schema.ts'

interface Size {
  readonly width: number
  readonly height: number
}

/** The relay's own pictures, by the path that it serves them at. */
const ownPicture = /^\/api\/v1\/pictures\/([0-9a-f]{64})$/

const idOf = (url: string): string | null => ownPicture.exec(url)?.[1] ?? null

/** The nodes with the sizes of pictures that the site has; what it does not know stays as it is. */
export async function withPictureSizes(
  db: Kysely<Schema>,
  siteId: string,
  nodes: readonly ArticleBlock[],
): Promise<readonly ArticleBlock[]> {
  const ids = [...new Set(picturesIn(nodes))]
  if (ids.length === 0) return nodes
  const rows = await db
    .selectFrom('pictures')
    .select(['id', 'width', 'height'])
    .where('site_id', '=', siteId)
    .where('id', 'in', ids)
    .execute()
  return sized(nodes, new Map(rows.map(({ id, width, height }) => [id, { width, height }])))
}

const picturesIn = (nodes: readonly ArticleBlock[]): readonly string[] =>
  nodes.flatMap((node) => {
    switch (node.type) {
      case 'picture':
        return idOf(node.url) ?? []
      case 'quote':
      case 'callout':
        return picturesIn(node.children)
      case 'list':
        return node.items.flatMap(picturesIn)
      default:
        return []
    }
  })

const sized = (nodes: readonly ArticleBlock[], sizes: ReadonlyMap<string, Size>): readonly ArticleBlock[] =>
  nodes.map((node): ArticleBlock => {
    switch (node.type) {
      case 'picture':
        return { ...node, ...sizes.get(idOf(node.url) ?? '') }
      case 'quote':
      case 'callout':
        return { ...node, children: sized(node.children, sizes) }
      case 'list':
        return { ...node, items: node.items.map((item) => sized(item, sizes)) }
      default:
        return node
    }
  })
