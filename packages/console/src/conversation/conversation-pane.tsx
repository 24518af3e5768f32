/** The conversation on screen: header, thread, composer; or what stands in its place. */
import { IconArrowLeft, IconMessage, IconSearch } from '@docent/ui/icons.tsx'
import type { VNode } from 'preact'
import { Button } from '../controls/button.tsx'
import { EmptyState } from '../controls/empty-state.tsx'
import { useDesk } from '../desk/desk-context.tsx'
import { FollowStrip } from '../onboarding/guide/follow-strip.tsx'
import { Composer } from './composer.tsx'
import { ConversationHeader } from './conversation-header.tsx'
import { ThreadView } from './thread-view.tsx'

export function ConversationPane(): VNode {
  const desk = useDesk()
  const { say } = desk.words
  const id = desk.open.id.value
  const row = desk.open.row.value
  const view = desk.open.view.value
  if (id === null) return <NoneOpen />
  if (!row) return desk.client.inbox.ready.value ? <Missing /> : <section class="pane conversation-pane" />
  const name = row.visitor.name || row.visitor.email || say('conversation.visitor')
  return (
    <section class="pane conversation-pane" aria-label={say('conversation.name', { visitor: name })}>
      <ConversationHeader row={row} view={view} />
      <FollowStrip key={`follow-${id}`} conversationId={id} />
      {view ? <ThreadView key={id} conversation={view} /> : <div class="thread-box" />}
      <Composer key={`composer-${id}`} conversationId={id} resolved={row.status === 'resolved'} />
    </section>
  )
}

function NoneOpen(): VNode {
  const desk = useDesk()
  const { say } = desk.words
  const choice = desk.views.rows.value.length > 0
  return (
    <section class="pane conversation-pane">
      <EmptyState
        icon={<IconMessage />}
        title={say(choice ? 'conversation.none' : 'conversation.nothing')}
        text={say(choice ? 'conversation.noneText' : 'conversation.nothingText')}
      />
    </section>
  )
}

function Missing(): VNode {
  const desk = useDesk()
  const { say } = desk.words
  return (
    <section class="pane conversation-pane">
      <EmptyState
        icon={<IconSearch />}
        title={say('conversation.missingTitle')}
        text={say('conversation.missingText')}
      >
        <Button
          label={say('conversation.missingAction')}
          icon={<IconArrowLeft size={16} />}
          onClick={() => desk.go({ conversationId: null })}
        />
      </EmptyState>
    </section>
  )
}
