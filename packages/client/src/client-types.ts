/** Lines that must not compile: the engine's types hold what its words promise. Checked by the compiler, never run. */
import type { AgentCommands, AgentEvents, VisitorCommands, VisitorEvents } from '@docent/protocol'
import type { AgentClient } from './agent/agent-client.ts'
import type { Connection } from './connection.ts'
import type { VisitorClient } from './visitor/visitor-client.ts'

export async function mustNotCompile(
  visitor: VisitorClient,
  agent: AgentClient,
  asVisitor: Connection<VisitorCommands, VisitorEvents>,
  asAgent: Connection<AgentCommands, AgentEvents>,
): Promise<void> {
  // @ts-expect-error a message is made of parts, not of a string
  await visitor.conversations.send('id', 'words')
  // @ts-expect-error a visitor may not write an article part
  await visitor.conversations.send('id', [{ type: 'article', articleId: 'a', title: 't' }])
  // @ts-expect-error signals are read by rooms, written by the engine
  visitor.conversations.unread.value = 3
  // @ts-expect-error an attribute is a plain value
  visitor.update({ attributes: { plan: { name: 'pro' } } })
  // @ts-expect-error there is no such command for visitors
  await asVisitor.request('note:add', { conversationId: 'id', cmid: 'id', parts: [] })
  // @ts-expect-error a start names its conversation
  await asVisitor.request('conversation:start', { cmid: 'id', parts: [] })
  // @ts-expect-error visitors never hear of internal entries
  asVisitor.on('internal:appended', () => {})
  // @ts-expect-error agents do not start conversations
  await asAgent.request('conversation:start', { conversationId: 'id', cmid: 'id', parts: [] })
  // @ts-expect-error a transfer says to whom
  await agent.conversations.transfer('id', { kind: 'agent' })
  const reply = await agent.conversations.take('id')
  // @ts-expect-error a reply is data only after it was looked at
  reply.data.gen
}
