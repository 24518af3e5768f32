/** Makes a draft of a conversation, with its question and answers, and opens it in the editor [HLP14]. */
import type { AgentClient } from '@docent/client/agent/types'
import type { Toasts } from '../desk/toasts.ts'
import type { ArticlesPlace } from '../outside/route.ts'
import type { VisitorLookup } from '../visitor-panel/visitor-lookup.ts'
import type { Words } from '../words/words.tsx'
import { articleFailure } from './article-failure.ts'

/** As much of the desk as is needed here; the desk itself offers to make drafts. */
interface DraftDesk {
  readonly words: Words
  readonly client: Pick<AgentClient, 'help'>
  readonly toasts: Toasts
  goArticles(place: ArticlesPlace): void
}
interface LanguageDesk {
  readonly words: Words
  readonly client: Pick<AgentClient, 'settings'>
  readonly visitor: VisitorLookup['state']
}

/**
 * Says what went wrong, if something did; true where the draft is made.
 * @param from `articleId` is the same each time that it is tried, so that one draft comes of it
 */
export async function makeDraft(
  desk: DraftDesk,
  from: {
    readonly articleId: string
    readonly conversationId: string
    readonly locale: string
    readonly wantedId?: string
  },
): Promise<boolean> {
  const { say } = desk.words
  const { articleId, locale } = from
  const reply = await desk.client.help.draft(from).catch(() => null)
  if (reply?.ok) {
    desk.toasts.say(say('draft.made'))
    desk.goArticles({ kind: 'article', articleId, tab: 'write', locale })
    return true
  }
  if (reply?.error.code === 'not_found') desk.toasts.warn(say('draft.gone'))
  else desk.toasts.warn(reply ? articleFailure(say, reply.error) : say('notReached'))
  return false
}

/** The language of what is written for the open conversation's visitor: their own where the site writes in it, else the site's first one. */
export function draftLocale(desk: LanguageDesk): string {
  const help = desk.client.settings.current.value?.settings.help
  if (!help) return desk.words.say.locale
  const visitor = desk.visitor.value
  const language = visitor.kind === 'ready' ? visitor.card.language : ''
  const base = language.split('-')[0]
  return (
    help.locales.find((one) => one === language) ??
    help.locales.find((one) => one.split('-')[0] === base) ??
    help.defaultLocale
  )
}
