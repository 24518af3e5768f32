/** Help sessions as a test writes them down: what happened, minute by minute, and what it came to. */
import { randomUUID } from 'node:crypto'
import type { HelpEvent, HelpFigures, WantedArticle } from '@docent/protocol'
import { type ArticleDesk, day, given, openArticleDesk, start } from './article-desk.ts'

export const minute = 60_000
/** Midnight in UTC, some days behind the beginning of time. */
export const monday = Math.ceil(start / day) * day + 2 * day

type WithoutStamp<T> = T extends unknown ? Omit<T, 'eventId' | 'at'> : never
export type Happened = WithoutStamp<HelpEvent>

export interface HelpHistory {
  readonly desk: ArticleDesk
  /** Of "Refunds", which is live. */
  readonly articleId: string
  searched(query: string, results?: number): Happened
  opened(query?: string, locale?: string): Happened
  read(seconds: number): Happened
  voted(helpful: boolean, reason?: string): Happened
  asked(query?: string, conversationId?: string): Happened
  /** One session: what happened, each with the minutes since its beginning. */
  session(
    at: number,
    happened: readonly (readonly [minutes: number, event: Happened])[],
    of?: { readonly siteId?: string; readonly locale?: string; readonly sessionId?: string },
  ): Promise<void>
  figures(from?: number, until?: number): Promise<HelpFigures>
  wanted(by?: ArticleDesk['ada'], locale?: string): Promise<readonly WantedArticle[]>
}

export async function openHelpHistory(): Promise<HelpHistory> {
  const desk = await openArticleDesk()
  const articleId = await desk.live(desk.susan, { title: 'Refunds', body: 'Within 30 days.' })
  desk.pass(10 * day)
  return {
    desk,
    articleId,
    searched: (query, results = 3) => ({ kind: 'searched', query, results }),
    opened: (query, locale = 'en') => ({
      kind: 'opened',
      articleId,
      locale,
      ...(query !== undefined && { query }),
    }),
    read: (seconds) => ({ kind: 'read', articleId, locale: 'en', seconds }),
    voted: (helpful, reason) => ({
      kind: 'voted',
      articleId,
      locale: 'en',
      helpful,
      ...(reason !== undefined && { reason }),
    }),
    asked: (query, conversationId = randomUUID()) => ({
      kind: 'asked',
      conversationId,
      ...(query !== undefined && { query }),
    }),
    async session(at, happened, { siteId = desk.shop.id, locale = 'en', sessionId = randomUUID() } = {}) {
      const events = happened.map(([minutes, event]) => ({
        ...event,
        eventId: randomUUID(),
        at: at + minutes * minute,
      })) as HelpEvent[]
      await desk.activity.record({ siteId, sessionId, locale }, events)
    },
    figures: async (from = 0, until = monday + 7 * day) =>
      given(await desk.figures.of(desk.ada, { from, until })),
    wanted: async (by = desk.ada, locale) => given(await desk.wanted.list(by, locale)).wanted,
  }
}
