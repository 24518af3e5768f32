/** What a visitor's page says of its runs. */
import { failure, type VisitorCommands } from '@docent/protocol'
import type { Handlers } from '../realtime/handle.ts'
import type { VisitorSession } from '../realtime/sessions.ts'

const notYet = { ok: false, error: failure('unavailable', 'This relay has no flows yet.') } as const

export function createRunCommands(): Pick<
  Handlers<VisitorCommands, VisitorSession>,
  'flow:record' | 'flow:runs' | 'guide:labels'
> {
  return {
    'flow:record': async () => notYet,
    'flow:runs': async () => notYet,
    'guide:labels': async () => notYet,
  }
}
