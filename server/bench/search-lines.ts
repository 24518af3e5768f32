/** What people read of the search's figures. Pure. */
import { rounded } from './figures.ts'
import type { SearchFinding } from './search-load.ts'

export function searchLines(found: SearchFinding): readonly string[] {
  const { buildSeconds, threadMegabytes, processMegabytes, update, query, ack } = found
  return [
    `index of ${found.articles} articles      ${rounded(buildSeconds, 1)} s, the thread ${Math.round(threadMegabytes)} MiB, the process ${Math.round(processMegabytes)} MiB more   goal < 15 s, < 200 MB`,
    `published until found        p50 ${rounded(update.p50, 1)} ms, p95 ${rounded(update.p95, 1)} ms, the question included   goal < 20 ms`,
    `query over HTTP              p50 ${rounded(query.p50, 1)} ms, p95 ${rounded(query.p95, 1)} ms   goal p95 < 20 ms`,
    `ack at 100 messages/s        p99 ${rounded(ack.quiet.p99, 1)} ms, while an index is made ${rounded(ack.building.p99, 1)} ms (${ack.built} of ${ack.toBuild} were in it when the last ack came)   goal: no ack delayed`,
  ]
}
