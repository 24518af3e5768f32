/** What those who write articles can say: each to one service. */
import { type AgentCommands, failure } from '@docent/protocol'
import type { Handlers } from '../realtime/handle.ts'
import type { AgentSession } from '../realtime/sessions.ts'

type ArticleCommand = Extract<
  keyof AgentCommands,
  `article:${string}` | `collection:${string}` | `wanted:${string}` | `help:${string}`
>

const soon = async () => ({
  ok: false as const,
  error: failure('unavailable', 'This relay does not keep articles yet.'),
})

export function createArticleCommands(): Pick<Handlers<AgentCommands, AgentSession>, ArticleCommand> {
  return {
    'article:list': soon,
    'article:show': soon,
    'article:version': soon,
    'article:find': soon,
    'article:send': soon,
    'article:create': soon,
    'article:save': soon,
    'article:place': soon,
    'article:publish': soon,
    'article:withdraw': soon,
    'article:restore': soon,
    'article:archive': soon,
    'article:confirm': soon,
    'article:draft': soon,
    'collection:save': soon,
    'collection:remove': soon,
    'wanted:list': soon,
    'wanted:close': soon,
    'help:figures': soon,
  }
}
