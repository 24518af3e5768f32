/**
 * Figures of a site's help, counted one session after the other [HLP13]. Everything belongs to the moment at which its session
 * began. Pure; who reads the sessions is `help-sessions.store.ts`.
 */
import type { ArticleFigures, HelpFigures } from '@docent/protocol'
import { searchesOf } from './help-searches.ts'
import { type HelpSession, type KeptHelpEvent, restMs } from './help-sessions.store.ts'

export type CountedArticle = Omit<ArticleFigures, 'title'>
export interface HelpCounted extends Omit<HelpFigures, 'articles'> {
  /** The most read first. */
  readonly articles: readonly CountedArticle[]
}

export interface HelpCount {
  add(session: HelpSession): void
  figures(): HelpCounted
}

/** An article that was in sight for so many seconds was read. */
const readSeconds = 10
const reasonsOfArticle = 20

interface DayCount {
  searches: number
  withoutResult: number
  asked: number
}
interface ArticleCount {
  readonly articleId: string
  readonly locale: string
  views: number
  helpful: number
  unhelpful: number
  reasons: { readonly at: number; readonly text: string }[]
}

/** `dayOf`: the day of a moment in the site's time zone, as `2026-02-28`. */
export function createHelpCount(dayOf: (at: number) => string): HelpCount {
  const days = new Map<string, DayCount>()
  const articles = new Map<string, ArticleCount>()
  const total = { searches: 0, withoutResult: 0, withoutClick: 0, sessions: 0, deflected: 0, asked: 0 }

  function articleOf(articleId: string, locale: string): ArticleCount {
    const key = `${articleId} ${locale}`
    const known = articles.get(key) ?? { articleId, locale, views: 0, helpful: 0, unhelpful: 0, reasons: [] }
    articles.set(key, known)
    return known
  }

  function addArticle({ kind, articleId, locale, helpful, reason, at }: KeptHelpEvent): void {
    if (articleId === null || (kind !== 'opened' && kind !== 'voted')) return
    const article = articleOf(articleId, locale)
    if (kind === 'opened') article.views += 1
    else if (helpful) article.helpful += 1
    else article.unhelpful += 1
    if (reason === null) return
    article.reasons.push({ at, text: reason })
    // Not after each: a much judged article would be sorted again and again.
    if (article.reasons.length >= 4 * reasonsOfArticle) article.reasons = latest(article.reasons)
  }

  return {
    add(session) {
      for (const event of session) addArticle(event)
      const searches = searchesOf(session)
      if (searches.length === 0) return
      const day = dayOf(session[0].at)
      const count = days.get(day) ?? { searches: 0, withoutResult: 0, asked: 0 }
      days.set(day, count)
      if (!session[0].onPage) total.sessions += 1
      for (const { results, clicked } of searches) {
        if (results === null) continue
        total.searches += 1
        count.searches += 1
        if (results === 0) {
          total.withoutResult += 1
          count.withoutResult += 1
        } else if (!clicked) total.withoutClick += 1
      }
      const asked = session.some(({ kind }) => kind === 'asked')
      if (asked) {
        total.asked += 1
        count.asked += 1
      }
      if (isDeflected(session)) total.deflected += 1
    },
    figures: () => ({
      ...total,
      days: [...days].map(([day, count]) => ({ day, ...count })).sort((a, b) => (a.day < b.day ? -1 : 1)),
      articles: [...articles.values()]
        .map((article) => ({ ...article, reasons: latest(article.reasons) }))
        .sort(
          (a, b) =>
            b.views - a.views || (`${a.articleId} ${a.locale}` < `${b.articleId} ${b.locale}` ? -1 : 1),
        ),
    }),
  }
}

const latest = (reasons: ArticleCount['reasons']) =>
  reasons.toSorted((a, b) => b.at - a.at).slice(0, reasonsOfArticle)

/**
 * Something was read, and nobody was asked from the beginning of the reading until half an hour after its end: what was
 * read is told as it is left.
 */
function isDeflected(session: HelpSession): boolean {
  const reads = session.filter(({ kind, seconds }) => kind === 'read' && (seconds ?? 0) >= readSeconds)
  const asks = session.filter(({ kind }) => kind === 'asked')
  return (
    reads.length > 0 &&
    !reads.some((read) =>
      asks.some(({ at }) => at >= read.at - (read.seconds ?? 0) * 1_000 && at <= read.at + restMs),
    )
  )
}
