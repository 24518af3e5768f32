/** What people read of the figures of search and help centre. Pure. */
import { rounded } from './figures.ts'
import type { PageFinding } from './pages-load.ts'
import type { SearchFinding } from './search-load.ts'

export function searchLines(found: SearchFinding): readonly string[] {
  const { buildSeconds, threadMegabytes, processMegabytes, update, query, ack } = found
  return [
    `index of ${found.articles} articles      ${rounded(buildSeconds, 1)} s, the thread ${Math.round(threadMegabytes)} MiB, the process ${Math.round(processMegabytes)} MiB more   goal < 15 s, < 200 MB`,
    `published until found        p50 ${rounded(update.p50, 1)} ms, p95 ${rounded(update.p95, 1)} ms, the question included   goal < 20 ms`,
    `query over HTTP              p50 ${rounded(query.p50, 1)} ms, p95 ${rounded(query.p95, 1)} ms   goal p95 < 20 ms`,
    `ack at 100 messages/s        p50 ${rounded(ack.quiet.p50, 2)} ms, p99 ${rounded(ack.quiet.p99, 1)} ms of a relay just started; while an index is made ${rounded(ack.building.p50, 2)} and ${rounded(ack.building.p99, 1)} ms (${ack.built} of ${ack.toBuild} were in it when the last ack came)   goal: no ack delayed`,
  ]
}

/** Both sides over loopback, asked one at a time: the driver's own work is in both, and so is what else the machine does. */
export const pageLines = (found: readonly PageFinding[]): readonly string[] =>
  found.map(
    ({ name, bytes, docent, bare }) =>
      `${name.padEnd(28)} p50 ${rounded(docent.p50, 1)} ms, p95 ${rounded(docent.p95, 1)} ms; bare Express, same bytes: ` +
      `p50 ${rounded(bare.p50, 1)} ms, p95 ${rounded(bare.p95, 1)} ms (${rounded(docent.p50 / bare.p50, 1)} × and ${rounded(docent.p95 / bare.p95, 1)} ×); ` +
      `${rounded(bytes / 1024, 1)} KB   goal p95 < 10 ms`,
  )
