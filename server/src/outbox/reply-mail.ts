/**
 * Mails an agent's answers to a visitor who left an address and is not there to read them [RTE8].
 * One mail holds all that is unread; whoever has read meanwhile, or is connected, gets none.
 */
import type { Part } from '@docent/protocol'
import { textOf } from '@docent/protocol/conversation'
import type { Clock } from '../clock.ts'
import type { Storage } from '../storage/database.ts'
import type { OutboxHandler } from './outbox-worker.ts'

export interface Mail {
  readonly to: string
  readonly subject: string
  readonly text: string
  /** The same for each try of the same mail, so that a repeated one can be told. */
  readonly messageId: string
}

interface Options {
  readonly storage: Pick<Storage, 'read' | 'writes'>
  readonly send: (mail: Mail) => Promise<void>
  readonly isConnected: (visitorId: string) => boolean
  readonly teamName: (siteId: string) => string
  readonly clock: Clock
}

const messagesAtMost = 20

export function createReplyMail({ storage, send, isConnected, teamName, clock }: Options): OutboxHandler {
  const { read, writes } = storage

  return async (row) => {
    const { conversationId, seq } = JSON.parse(row.payload) as { conversationId: string; seq: number }
    const conversation = await read
      .selectFrom('conversations')
      .selectAll()
      .where('id', '=', conversationId)
      .executeTakeFirst()
    const to = conversation?.contact_email
    if (!conversation || !to || isConnected(conversation.visitor_id)) return
    const readSeq = await read
      .selectFrom('read_marks')
      .select('seq')
      .where('conversation_id', '=', conversationId)
      .where('member_id', '=', conversation.visitor_id)
      .executeTakeFirst()
    if ((readSeq?.seq ?? 0) >= seq) return
    const messages = await read
      .selectFrom('entries as e')
      .innerJoin('outbox as o', 'o.entry_id', 'e.id')
      .innerJoin('entry_contents as c', 'c.entry_id', 'e.id')
      .innerJoin('agents as a', 'a.id', 'e.author_id')
      .where('e.conversation_row_id', '=', conversation.row_id)
      .where('e.seq', '>', readSeq?.seq ?? 0)
      .where('o.kind', '=', 'mail')
      .where('o.done_at', 'is', null)
      .orderBy('e.seq')
      .limit(messagesAtMost)
      .select(['o.id as outbox_id', 'a.name', 'c.body'])
      .execute()
    if (messages.length === 0) return
    await send({
      to,
      subject: `${teamName(row.site_id)} answered you`,
      text: textOfMail(messages),
      messageId: row.id,
    })
    // All that this mail held is done, in the commit that notes it.
    await writes.transaction(async (trx) => {
      await trx
        .updateTable('outbox')
        .set({ done_at: clock.now() })
        .where(
          'id',
          'in',
          messages.map((message) => message.outbox_id),
        )
        .execute()
    })
  }
}

/** A tour can be taken in the page only: its title says what waits there. */
const titlesOf = (parts: readonly Part[]): string =>
  parts.flatMap((part) => (part.type === 'tour' ? [part.title] : [])).join('\n')

function textOfMail(messages: readonly { readonly name: string; readonly body: string }[]): string {
  const said = messages.map(({ name, body }) => {
    const { parts } = JSON.parse(body) as { parts: readonly Part[] }
    return `${name} wrote:\n\n${textOf(parts) || titlesOf(parts)}`
  })
  return `${said.join('\n\n')}\n\n--\nTo answer, go back to the page where you asked. This mail went to the address that you left there.\n`
}
