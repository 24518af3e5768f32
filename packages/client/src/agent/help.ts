/**
 * The help from the desk: articles that are found and sent, drafts of conversations, what visitors missed, and the
 * figures. Asks; remembers nothing.
 */
import type { AgentCommands, AgentEvents, Stored } from '@docent/protocol'
import type { Connection } from '../connection.ts'
import type { Ids } from '../outside.ts'
import type { AgentHelp } from './agent-client.ts'

export interface AgentHelpOptions {
  readonly connection: Connection<AgentCommands, AgentEvents>
  readonly ids: Ids
  /** Fired when a card was put into a conversation, with its place in the log. */
  onSent(conversationId: string, stored: Stored): void
}

export function createAgentHelp({ connection, ids, onSent }: AgentHelpOptions): AgentHelp {
  return {
    find: (query, locale) =>
      connection.request('article:find', { query, ...(locale !== undefined && { locale }) }),
    async send(conversationId, articleId, locale) {
      const reply = await connection.request('article:send', {
        conversationId,
        cmid: ids(),
        articleId,
        ...(locale !== undefined && { locale }),
      })
      if (reply.ok) onSent(conversationId, reply.data)
      return reply
    },
    draft: (wanted) => connection.request('article:draft', wanted),
    wanted: (locale) => connection.request('wanted:list', locale === undefined ? {} : { locale }),
    closeWanted: (wantedId) => connection.request('wanted:close', { wantedId }),
    figures: (span) => connection.request('help:figures', span),
  }
}
