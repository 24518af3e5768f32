/** What those who write articles can say: each to one service. */
import { type AgentCommands, failure } from '@docent/protocol'
import type { Handlers } from '../realtime/handle.ts'
import type { AgentSession } from '../realtime/sessions.ts'
import type { ArticleLibrary } from './article-library.ts'

type ArticleCommand = Extract<
  keyof AgentCommands,
  `article:${string}` | `collection:${string}` | `wanted:${string}` | `help:${string}`
>

const soon = async () => ({
  ok: false as const,
  error: failure('unavailable', 'This relay does not keep articles yet.'),
})

export function createArticleCommands({
  articles,
  publishing,
  collections,
  shelf,
}: ArticleLibrary): Pick<Handlers<AgentCommands, AgentSession>, ArticleCommand> {
  return {
    'article:list': ({ principal }, page) => shelf.list(principal, page),
    'article:show': ({ principal }, { articleId }) => shelf.show(principal, articleId),
    'article:version': ({ principal }, of) => shelf.version(principal, of),
    'article:find': soon,
    'article:send': soon,
    'article:create': ({ principal }, { articleId, locale, title, body, collectionId }) =>
      articles.create(principal, { articleId, locale, title, body, collectionId }),
    'article:save': ({ principal }, draft) => articles.save(principal, draft),
    'article:place': ({ principal }, { articleId, place }) => articles.place(principal, articleId, place),
    'article:publish': ({ principal }, draft) => publishing.publish(principal, draft),
    'article:withdraw': ({ principal }, of) => publishing.withdraw(principal, of),
    'article:restore': ({ principal }, of) => publishing.restore(principal, of),
    'article:archive': ({ principal }, { articleId, archived }) =>
      publishing.archive(principal, articleId, archived),
    'article:confirm': ({ principal }, { texts, ...of }) => articles.confirm(principal, of, texts),
    'article:draft': soon,
    'collection:save': ({ principal }, { collectionId, ...words }) =>
      collections.save(principal, collectionId, words),
    'collection:remove': ({ principal }, { collectionId }) => collections.remove(principal, collectionId),
    'wanted:list': soon,
    'wanted:close': soon,
    'help:figures': soon,
  }
}
