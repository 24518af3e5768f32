/** What those who write flows can say: each to one service. */
import { type AgentCommands, failure } from '@docent/protocol'
import type { Handlers } from '../realtime/handle.ts'
import type { AgentSession } from '../realtime/sessions.ts'

const notYet = { ok: false, error: failure('unavailable', 'This relay has no flows yet.') } as const

export function createFlowCommands(): Pick<
  Handlers<AgentCommands, AgentSession>,
  | 'flow:list'
  | 'flow:show'
  | 'flow:create'
  | 'flow:save'
  | 'flow:publish'
  | 'flow:withdraw'
  | 'flow:restore'
  | 'flow:archive'
  | 'flow:figures'
  | 'flow:broken'
  | 'builder:open'
> {
  return {
    'flow:list': async () => notYet,
    'flow:show': async () => notYet,
    'flow:create': async () => notYet,
    'flow:save': async () => notYet,
    'flow:publish': async () => notYet,
    'flow:withdraw': async () => notYet,
    'flow:restore': async () => notYet,
    'flow:archive': async () => notYet,
    'flow:figures': async () => notYet,
    'flow:broken': async () => notYet,
    'builder:open': async () => notYet,
  }
}
