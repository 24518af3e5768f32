/** Figures of a site's help for those who may see them, with the titles of its articles [HLP13]. */
import { type ArticleFigures, done, type HelpFigures, type Reply } from '@docent/protocol'
import type { Clock } from '../../clock.ts'
import type { AgentPrincipal } from '../../realtime/principal.ts'
import type { Sites } from '../../sites/sites.ts'
import type { Storage } from '../../storage/database.ts'
import { createHelpCount } from './help-count.ts'
import { createHelpSessionsStore, type HelpSpan } from './help-sessions.store.ts'
import { createDayOf, daysBetween } from './local-days.ts'

export interface HelpFiguresOf {
  of(by: Pick<AgentPrincipal, 'siteId'>, span: HelpSpan): Promise<Reply<HelpFigures>>
  /** With all articles. */
  table(siteId: string, span: HelpSpan): Promise<HelpFigures>
}

interface Options {
  readonly storage: Pick<Storage, 'read' | 'reader'>
  readonly sites: Pick<Sites, 'settings'>
  readonly clock: Pick<Clock, 'now'>
}

/** What a screen shows of them; all are in the file. */
const articlesShown = 300
/** Days without anything are shown as such where there are not too many of them. */
const mostDays = 400

export function createHelpFigures({ storage, sites, clock }: Options): HelpFiguresOf {
  const store = createHelpSessionsStore(storage)

  async function table(siteId: string, { from, until }: HelpSpan): Promise<HelpFigures> {
    const { hours } = sites.settings(siteId).settings
    const dayOf = createDayOf(hours?.timeZone ?? 'UTC')
    const count = createHelpCount(dayOf)
    await store.each(siteId, { from, until }, count.add)
    const { days, articles, ...figures } = count.figures()
    const titles = await titlesOf(siteId)
    const known = new Map(days.map((day) => [day.day, day]))
    const shown = spanOfDays(days, { from, until: Math.min(until - 1, clock.now()) }, dayOf)
    return {
      ...figures,
      days: shown.map((day) => known.get(day) ?? { day, searches: 0, withoutResult: 0, asked: 0 }),
      articles: articles.map(
        ({ articleId, locale, views, helpful, unhelpful, reasons }): ArticleFigures => ({
          articleId,
          locale,
          title: titles.get(`${articleId} ${locale}`) ?? '',
          views,
          helpful,
          unhelpful,
          reasons,
        }),
      ),
    }
  }

  async function titlesOf(siteId: string): Promise<ReadonlyMap<string, string>> {
    const rows = await storage.read
      .selectFrom('articles as a')
      .innerJoin('article_translations as t', 't.article_id', 'a.id')
      .select(['a.id', 't.locale', 't.title'])
      .where('a.site_id', '=', siteId)
      .execute()
    return new Map(rows.map(({ id, locale, title }) => [`${id} ${locale}`, title]))
  }

  return {
    table,
    async of({ siteId }, span) {
      const figures = await table(siteId, span)
      return done({ ...figures, articles: figures.articles.slice(0, articlesShown) })
    },
  }
}

/** The days of the span, or of what there is where the span is open. */
function spanOfDays(
  days: readonly { readonly day: string }[],
  { from, until }: HelpSpan,
  dayOf: (at: number) => string,
): readonly string[] {
  const [first, last] = [days[0], days.at(-1)]
  const isShort = until >= from && until - from < mostDays * 24 * 3_600_000
  if (isShort) return daysBetween(dayOf(from), dayOf(until))
  return first && last ? daysBetween(first.day, last.day) : []
}
