/**
 * One list of the site's articles, fetched page by page while somebody looks at it: most desks never do. What changes is
 * asked for by itself where it is little, and the whole list again where it is much.
 */
import type { AgentCommands, AgentEvents, ArticleDetail, ArticleRow } from '@docent/protocol'
import { computed, type ReadonlySignal } from '@preact/signals-core'
import type { Connection } from '../connection.ts'
import type { Clock, Random } from '../outside.ts'
import type { ArticleShelf } from './agent-client.ts'
import { createWatched } from './watched.ts'

export interface ArticleListOptions {
  readonly connection: Connection<AgentCommands, AgentEvents>
  readonly clock: Clock
  readonly random: Random
  readonly archived: boolean
}

const pageSize = 500
/** More changes at once than this are asked for with the whole list. */
const fewChanges = 5

export interface ArticleList {
  readonly shelf: ReadonlySignal<ArticleShelf | null>
  /** Looks again at what was changed; null: at all. */
  follow(articleId: string | null): void
  close(): void
}

export function createArticleList(options: ArticleListOptions): ArticleList {
  const { connection, archived } = options
  let stale = true
  let changed = new Set<string>()

  const watched = createWatched<ArticleShelf>({
    ...options,
    isBehind: () => stale || changed.size > 0,
    async catchUp() {
      if (!stale && shelf.peek()) return followChanges()
      stale = false
      changed = new Set()
      const known = await fetchAll()
      if (known === 'forbidden') return 'never'
      if (known === 'later') {
        stale = true
        return 'later'
      }
      return stale || changed.size > 0 ? 'more' : 'done'
    },
  })
  const shelf = watched.value

  async function fetchAll(): Promise<'done' | 'later' | 'forbidden'> {
    const articles: ArticleRow[] = []
    // What is shown already stays until all of the new list is there.
    const before = shelf.peek()
    for (let more = true; more; ) {
      const after = articles.at(-1)?.id ?? null
      const reply = await connection.request('article:list', { after, limit: pageSize, archived })
      if (!reply.ok) return reply.error.code === 'forbidden' ? 'forbidden' : 'later'
      articles.push(...reply.data.articles)
      more = reply.data.more && reply.data.articles.length > 0
      const { collections } = reply.data
      if (!more || before === null) shelf.value = { articles: [...articles], collections, complete: !more }
    }
    return 'done'
  }

  async function followChanges(): Promise<'done' | 'more' | 'later'> {
    const ids = [...changed]
    changed = new Set()
    for (const id of ids) {
      const reply = await connection.request('article:show', { articleId: id })
      const known = shelf.peek()
      if (!known) return 'done'
      if (!reply.ok && reply.error.code !== 'not_found') {
        stale = true
        return 'later'
      }
      const row = reply.ok && (reply.data.archivedAt !== null) === archived ? rowOf(reply.data) : null
      shelf.value = { ...known, articles: replaced(known.articles, id, row) }
    }
    return stale || changed.size > 0 ? 'more' : 'done'
  }

  function follow(articleId: string | null) {
    if (articleId === null) stale = true
    else changed.add(articleId)
    if (changed.size > fewChanges) stale = true
    watched.refreshSoon()
  }

  const undo = [
    connection.on('ready', () => {
      stale = true
      watched.refresh()
    }),
    connection.on('article:changed', ({ articleId }) => follow(articleId)),
  ]

  return {
    shelf: computed(() => shelf.value),
    follow(articleId) {
      follow(articleId)
      watched.refresh()
    },
    close() {
      for (const act of undo) act()
      watched.close()
    },
  }
}

/** The list stands in the order of ids. */
function replaced(
  articles: readonly ArticleRow[],
  id: string,
  row: ArticleRow | null,
): readonly ArticleRow[] {
  const others = articles.filter((one) => one.id !== id)
  if (!row) return others
  const at = others.findIndex((one) => one.id > id)
  return at < 0 ? [...others, row] : others.toSpliced(at, 0, row)
}

/** What a row needs of all that is known of an article. */
function rowOf({ conversationId: _conversation, translations, ...article }: ArticleDetail): ArticleRow {
  return {
    ...article,
    translations: translations.map(
      ({ body: _body, marks: _marks, versions: _versions, oldSlugs: _slugs, ...row }) => row,
    ),
  }
}
