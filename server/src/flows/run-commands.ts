/** What a visitor's page says of its runs. */
import { done, type VisitorCommands } from '@docent/protocol'
import type { Handlers } from '../realtime/handle.ts'
import type { VisitorSession } from '../realtime/sessions.ts'
import type { Guide } from './guide.ts'
import type { Runs } from './runs.ts'

interface Services {
  readonly runs: Runs
  readonly guide: Guide
  /** All sockets of a browser that had no row get to know that it has one. */
  readonly registered: (session: VisitorSession, visitorId: string) => void
}

export function createRunCommands({
  runs,
  guide,
  registered,
}: Services): Pick<Handlers<VisitorCommands, VisitorSession>, 'flow:record' | 'flow:runs' | 'guide:labels'> {
  return {
    async 'flow:record'(session, { event }) {
      const kept = await runs.record(session.principal, event, session.profile)
      if (!kept.ok) return kept
      const { visitorId, run } = kept.data
      registered(session, visitorId)
      // A repeated event is told once more, in case the others did not hear of it the first time [MSG5].
      runs.tell(session.principal.siteId, visitorId, run, session.line.id)
      return done({ run })
    },
    'flow:runs': async ({ principal }) => done(runs.progress(principal.visitorId)),
    'guide:labels': async ({ principal }, { requestId, labels }) =>
      guide.answered(principal.visitorId, requestId, labels),
  }
}
