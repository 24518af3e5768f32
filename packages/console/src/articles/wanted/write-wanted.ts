/** Begins the article that is wanted: of the conversation that followed, else with the query as its title. */
import type { WantedArticle } from '@docent/protocol'
import type { Desk } from '../../desk/desk.ts'
import { articleFailure } from '../article-failure.ts'
import { makeDraft } from '../make-draft.ts'

/** @param articleId the same each time that it is tried, so that one article comes of it */
export async function writeWanted(desk: Desk, wanted: WantedArticle, articleId: string): Promise<void> {
  const { locale, conversationId, id } = wanted
  if (conversationId !== null) {
    await makeDraft(desk, { articleId, conversationId, locale, wantedId: id })
    return
  }
  const { say } = desk.words
  const reply = await desk.client.articles
    .create({
      articleId,
      locale,
      title: titleOf(wanted.query, locale),
      body: '',
      collectionId: null,
      wantedId: id,
    })
    .catch(() => null)
  if (reply?.ok) desk.goArticles({ kind: 'article', articleId, tab: 'write', locale })
  else desk.toasts.warn(reply ? articleFailure(say, reply.error) : say('notReached'))
}

const titleOf = (query: string, locale: string): string =>
  query.slice(0, 1).toLocaleUpperCase(locale) + query.slice(1)
