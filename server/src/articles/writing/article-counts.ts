/** How often articles were opened and judged in the last 30 days, over all their languages: beside each row of the list. */
import type { Clock } from '../../clock.ts'
import type { Storage } from '../../storage/database.ts'

const span = 30 * 24 * 60 * 60 * 1_000

export interface Counted {
  readonly views: number
  readonly helpful: number
  readonly unhelpful: number
}

interface Options {
  readonly storage: Pick<Storage, 'read'>
  readonly clock: Pick<Clock, 'now'>
}

export const createArticleCounts = ({ storage, clock }: Options) => ({
  async of(articleIds: readonly string[]): Promise<(articleId: string) => Counted> {
    const since = clock.now() - span
    const counted = storage.read
      .selectFrom('help_events')
      .select((eb) => ['article_id', eb.fn.countAll<number>().as('count')])
      .where('article_id', 'in', articleIds)
      .where('at', '>=', since)
      .groupBy('article_id')
    const opened = await counted.where('kind', '=', 'opened').execute()
    const voted = await counted.select('helpful').where('kind', '=', 'voted').groupBy('helpful').execute()
    const views = new Map(opened.map(({ article_id, count }) => [article_id, count]))
    const votes = new Map(voted.map(({ article_id, helpful, count }) => [`${article_id} ${helpful}`, count]))
    return (articleId) => ({
      views: views.get(articleId) ?? 0,
      helpful: votes.get(`${articleId} 1`) ?? 0,
      unhelpful: votes.get(`${articleId} 0`) ?? 0,
    })
  },
})
