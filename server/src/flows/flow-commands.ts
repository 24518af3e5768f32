/** What those who write flows can say: each to one service. */
import { type AgentCommands, done } from '@docent/protocol'
import type { Handlers } from '../realtime/handle.ts'
import type { AgentSession } from '../realtime/sessions.ts'
import type { FlowLibrary } from './flow-library.ts'

export function createFlowCommands({
  flows,
  figures,
  broken,
  builder,
}: FlowLibrary): Pick<
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
    'flow:list': ({ principal }) => flows.list(principal),
    'flow:show': ({ principal }, { flowId }) => flows.show(principal, flowId),
    'flow:create': ({ principal }, request) => flows.create(principal, request),
    'flow:save': ({ principal }, request) => flows.save(principal, request),
    'flow:publish': ({ principal }, { flowId, rev }) => flows.publish(principal, flowId, rev),
    'flow:withdraw': ({ principal }, { flowId }) => flows.withdraw(principal, flowId),
    'flow:restore': ({ principal }, { flowId, version }) => flows.restore(principal, flowId, version),
    'flow:archive': ({ principal }, { flowId }) => flows.archive(principal, flowId),
    'flow:figures': ({ principal }, { flowId, ...span }) => figures.of(principal, flowId, span),
    'flow:broken': async ({ principal }) => done({ steps: await broken.list(principal.siteId) }),
    'builder:open': ({ principal }, { flowId, stepId }) => builder.open(principal, flowId, stepId),
  }
}
