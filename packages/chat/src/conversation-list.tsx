/** All conversations of a visitor, the latest first, and the way to a new one. */
import type { ConversationView } from '@docent/client/visitor/types'
import { Avatar } from '@docent/ui/avatar.tsx'
import { createTranslator, type Translator } from '@docent/ui/i18n'
import { IconMessage, IconPlus } from '@docent/ui/icons.tsx'
import { useValue } from '@docent/ui/use-value'
import type { VNode } from 'preact'
import css from './conversation-list.css?inline'
import { listWords } from './list-words.ts'
import { previewOf } from './preview.ts'
import type { RoomContext } from './room-context.ts'
import { RoomHeader } from './room-header.tsx'
import { useNow } from './use-now.ts'

export function ConversationList({ room }: { room: RoomContext }): VNode {
  const { client } = room
  room.adopt(css)
  const t = createTranslator({ locale: room.t.locale, words: listWords })
  const now = useNow(room.outside, 30_000)
  const list = useValue(client.conversations.list)
  return (
    <section class="c-room" aria-label={t('messages')}>
      <RoomHeader room={room} title={t('messages')} />
      <div class="c-scroll">
        {list.length === 0 ? (
          <div class="c-empty">
            <IconMessage size={28} />
            <p class="c-empty-title">{t('noConversations')}</p>
            <p>{t('noConversationsHint')}</p>
          </div>
        ) : (
          <ul class="c-rows">
            {list.map((view) => (
              <li key={view.id}>
                <ConversationRow room={room} view={view} now={now} t={t} />
              </li>
            ))}
          </ul>
        )}
      </div>
      <div class="c-footer">
        <button type="button" class="c-button c-wide" onClick={() => room.go({ kind: 'new' })}>
          <IconPlus size={18} />
          {list.length === 0 ? t('writeToUs') : t('newConversation')}
        </button>
      </div>
    </section>
  )
}

function ConversationRow(props: {
  room: RoomContext
  view: ConversationView
  now: number
  t: Translator<typeof listWords>
}): VNode {
  const { room, view, now, t } = props
  const { time, client } = room
  const { teamName } = useValue(client.settings)
  const name = view.agent?.name || teamName
  const last = lastMessage(view)
  const preview = last?.own ? t('ownPreview', { text: last.text }) : (last?.text ?? '')
  return (
    <button
      type="button"
      class={`c-row ${view.unread ? 'c-row-unread' : ''}`}
      onClick={() => room.go({ kind: 'conversation', id: view.id })}
    >
      <Avatar name={name} id={view.agent?.id} size={40} />
      <span class="c-row-words">
        <span class="c-row-top">
          <span class="c-row-name" dir="auto">
            {name}
          </span>
          <time
            class="c-row-time"
            dateTime={time.iso(last?.at ?? view.startedAt)}
            title={time.full(last?.at ?? view.startedAt)}
          >
            {time.short(last?.at ?? view.startedAt, now)}
          </time>
        </span>
        <span class="c-row-bottom">
          <span class="c-row-text" dir="auto">
            {preview || t('waitingRow')}
          </span>
          {view.unread > 0 && (
            <>
              <span class="c-count" aria-hidden="true">
                {view.unread > 99 ? '99+' : view.unread}
              </span>
              <span class="d-hidden">{t('unreadCount', { count: view.unread })}</span>
            </>
          )}
          {view.status === 'resolved' && <span class="c-row-tag">{t('resolvedRow')}</span>}
        </span>
      </span>
    </button>
  )
}

function lastMessage(view: ConversationView): { text: string; at: number; own: boolean } | null {
  const waiting = view.pending.at(-1)
  if (waiting) return { text: previewOf(waiting.parts), at: waiting.writtenAt, own: true }
  const entry = view.entries.findLast((one) => one.kind === 'message' && !one.deleted)
  if (entry?.kind !== 'message') return null
  return { text: previewOf(entry.parts), at: entry.at, own: entry.author.kind === 'visitor' }
}
