/** What an agent can do for one visitor: send a tour, follow it, lead the way, tick an item. */
import { type AgentCommands, failure } from '@docent/protocol'
import type { Handlers } from '../realtime/handle.ts'
import type { AgentSession } from '../realtime/sessions.ts'

const notYet = { ok: false, error: failure('unavailable', 'This relay has no flows yet.') } as const

export function createGuideCommands(): Pick<
  Handlers<AgentCommands, AgentSession>,
  'tour:send' | 'visitor:runs' | 'item:tick' | 'guide:ask' | 'guide:point'
> {
  return {
    'tour:send': async () => notYet,
    'visitor:runs': async () => notYet,
    'item:tick': async () => notYet,
    'guide:ask': async () => notYet,
    'guide:point': async () => notYet,
  }
}
