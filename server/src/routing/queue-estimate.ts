/**
 * How long somebody who waits will wait, learnt from those who were served last. Pure arithmetic, forgotten at a restart:
 * an estimate is only given where enough is known.
 */

/** So many that one slow answer does not rule, so few that the estimate follows the day. */
const remembered = 20
const enough = 3

export interface QueueEstimate {
  /** Somebody who waited since `queuedAt` was given an agent. */
  served(siteId: string, queuedAt: number, at: number): void
  /** Seconds for somebody at this place, counted from 1; null while too little is known. */
  secondsAt(siteId: string, place: number): number | null
}

export function createQueueEstimate(): QueueEstimate {
  const sites = new Map<string, { gaps: number[]; lastAt: number }>()
  return {
    served(siteId, queuedAt, at) {
      const site = sites.get(siteId) ?? { gaps: [], lastAt: Number.NEGATIVE_INFINITY }
      sites.set(siteId, site)
      // The time for which the head of the queue stood still: an empty queue before that is nobody's wait.
      site.gaps.push(Math.max(0, at - Math.max(queuedAt, site.lastAt)))
      site.lastAt = at
      if (site.gaps.length > remembered) site.gaps.shift()
    },
    secondsAt(siteId, place) {
      const gaps = sites.get(siteId)?.gaps ?? []
      if (gaps.length < enough) return null
      const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length
      return Math.max(1, Math.round((mean * place) / 1_000))
    },
  }
}
