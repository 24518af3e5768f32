/** Articles as the desk works on them: the list, drafts, publishing, collections. Asks and remembers; decides nothing [HLP2]. */
import type { AgentCommands, AgentEvents } from '@docent/protocol'
import type { Connection } from '../connection.ts'
import type { Clock, Random } from '../outside.ts'
import type { AgentArticles } from './agent-client.ts'
import { createArticleList } from './article-list.ts'

export interface AgentArticlesOptions {
  readonly connection: Connection<AgentCommands, AgentEvents>
  readonly clock: Clock
  readonly random: Random
}

export function createAgentArticles(options: AgentArticlesOptions): AgentArticles & { close(): void } {
  const { connection } = options
  const list = createArticleList({ ...options, archived: false })
  const archived = createArticleList({ ...options, archived: true })

  /** What was changed here is in the lists as soon as the relay has it. */
  async function changing<R extends { readonly ok: boolean }>(
    articleId: string | null,
    request: Promise<R>,
  ): Promise<R> {
    const reply = await request
    if (reply.ok) {
      list.follow(articleId)
      archived.follow(articleId)
    }
    return reply
  }

  return {
    list: list.shelf,
    archived: archived.shelf,
    show: (articleId) => connection.request('article:show', { articleId }),
    version: (of) => connection.request('article:version', of),
    create: (made) => changing(made.articleId, connection.request('article:create', made)),
    save: (made) => changing(made.articleId, connection.request('article:save', made)),
    place: (wanted) => changing(wanted.articleId, connection.request('article:place', wanted)),
    publish: (wanted) => changing(wanted.articleId, connection.request('article:publish', wanted)),
    withdraw: (of) => changing(of.articleId, connection.request('article:withdraw', of)),
    restore: (of) => changing(of.articleId, connection.request('article:restore', of)),
    archive: (wanted) => changing(wanted.articleId, connection.request('article:archive', wanted)),
    confirm: (wanted) => connection.request('article:confirm', wanted),
    saveCollection: (made) => changing(null, connection.request('collection:save', made)),
    removeCollection: (collectionId) =>
      changing(null, connection.request('collection:remove', { collectionId })),
    onChange: (articleId, listener) =>
      connection.on('article:changed', (changed) => {
        if (changed.articleId === null || changed.articleId === articleId) listener()
      }),
    close() {
      list.close()
      archived.close()
    },
  }
}
