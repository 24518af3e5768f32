/** What those who write articles can say: each to one service. */
import { type AgentCommands, done } from '@docent/protocol'
import type { ConversationStore } from '../conversations/conversations.store.ts'
import type { Conversations } from '../conversations/conversations.ts'
import { noConversationToSee } from '../conversations/failures.ts'
import type { Reading } from '../conversations/reading.ts'
import type { Handlers } from '../realtime/handle.ts'
import type { AgentSession } from '../realtime/sessions.ts'
import type { VisitorStore } from '../visitors/visitors.store.ts'
import { noPublishedArticle } from './article-failures.ts'
import type { ArticleLibrary } from './article-library.ts'
import { createDraftOfConversation } from './drafting/draft-of-conversation.ts'

type ArticleCommand = Extract<
  keyof AgentCommands,
  `article:${string}` | `collection:${string}` | `wanted:${string}` | `help:${string}`
>

/** Hits that an agent chooses from. */
const mostFound = 10

interface Services {
  readonly articles: ArticleLibrary
  readonly conversations: Conversations
  readonly reading: Reading
  readonly conversationStore: Pick<ConversationStore, 'entries' | 'changesOf'>
  readonly visitorStore: Pick<VisitorStore, 'language'>
}

export function createArticleCommands({
  articles: library,
  conversations,
  reading,
  conversationStore,
  visitorStore,
}: Services): Pick<Handlers<AgentCommands, AgentSession>, ArticleCommand> {
  const { articles, publishing, collections, shelf, documents, search, live, wanted, figures } = library
  const draft = createDraftOfConversation({ articles, wanted, live, reading, log: conversationStore })
  return {
    'article:list': ({ principal }, page) => shelf.list(principal, page),
    'article:show': ({ principal }, { articleId }) => shelf.show(principal, articleId),
    'article:version': ({ principal }, of) => shelf.version(principal, of),
    async 'article:find'({ principal: { siteId } }, { query, locale }) {
      const locales = locale === undefined ? [] : [locale]
      const found = await search.find({ siteId, query, locales, limit: mostFound })
      return found.ok ? done({ results: found.data }) : found
    },
    async 'article:send'({ principal, line }, { conversationId, cmid, articleId, locale }) {
      const row = await reading.find(principal, conversationId)
      if (!row) return noConversationToSee
      // In the words that this visitor would read: the card's title stays what it was when it was sent.
      const wanted = locale ?? visitorStore.language(row.visitor_id)
      const article = await documents.shown(principal.siteId, articleId, [wanted])
      if (!article) return noPublishedArticle
      const parts = [{ type: 'article', articleId: article.id, title: article.title } as const]
      return conversations.post(principal, { conversationId, cmid, parts }, line.id)
    },
    async 'article:create'({ principal }, { wantedId, ...made }) {
      const reply = await articles.create(principal, made)
      if (reply.ok && wantedId !== undefined) await wanted.drafted(principal.siteId, wantedId, made.articleId)
      return reply
    },
    'article:save': ({ principal }, draft) => articles.save(principal, draft),
    'article:place': ({ principal }, { articleId, place }) => articles.place(principal, articleId, place),
    'article:publish': ({ principal }, draft) => publishing.publish(principal, draft),
    'article:withdraw': ({ principal }, of) => publishing.withdraw(principal, of),
    'article:restore': ({ principal }, of) => publishing.restore(principal, of),
    'article:archive': ({ principal }, { articleId, archived }) =>
      publishing.archive(principal, articleId, archived),
    'article:confirm': ({ principal }, { texts, ...of }) => articles.confirm(principal, of, texts),
    'article:draft': ({ principal }, of) => draft(principal, of),
    'collection:save': ({ principal }, { collectionId, ...words }) =>
      collections.save(principal, collectionId, words),
    'collection:remove': ({ principal }, { collectionId }) => collections.remove(principal, collectionId),
    'wanted:list': ({ principal }, { locale }) => wanted.list(principal, locale),
    'wanted:close': ({ principal }, { wantedId }) => wanted.close(principal, wantedId),
    'help:figures': ({ principal }, span) => figures.of(principal, span),
  }
}
