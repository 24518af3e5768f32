/** One conversation in the list: who, what last, since when it waits, and who has it. */
import type { InboxItem } from '@docent/client/agent/types'
import { Avatar } from '@docent/ui/avatar.tsx'
import { IconClock, IconFlag } from '@docent/ui/icons.tsx'
import type { VNode } from 'preact'
import { Moment } from '../controls/moment.tsx'
import { useDesk } from '../desk/desk-context.tsx'
import { durationLong, durationShort, warmthOf } from './waiting.ts'

export function ConversationRow(props: {
  item: InboxItem
  now: number
  current: boolean
  focusable: boolean
}): VNode {
  const { item, now, current } = props
  const desk = useDesk()
  const { say } = desk.words
  const name = item.visitor.name || item.visitor.email || say('list.anonymous')
  const last = item.lastAuthorKind === 'agent' ? say('list.teamPrefix', { text: item.preview }) : item.preview
  return (
    <a
      class={`row ${item.unread ? 'row-unread' : ''}`}
      href={desk.hrefTo(item.id)}
      data-id={item.id}
      aria-current={current ? 'true' : undefined}
      tabIndex={props.focusable ? 0 : -1}
    >
      <Avatar name={name} id={item.visitor.id} size={36} />
      <span class="row-body">
        <span class="row-top">
          <span class="row-name" dir="auto">
            {name}
          </span>
          <Moment class="row-time" at={item.lastAt} now={now} />
        </span>
        <span class="row-preview" dir="auto">
          {last || say('list.noText')}
        </span>
        <span class="row-meta">
          <WaitingClock item={item} now={now} />
          <Holder item={item} />
          {item.teamId && <span class="tag">{desk.names.team(item.teamId)}</span>}
          {item.hasPending && <span class="tag tag-warning">{say('list.pending')}</span>}
          {item.unread && (
            <span class="row-dot">
              <span class="d-hidden">{say('list.unread')}</span>
            </span>
          )}
        </span>
      </span>
    </a>
  )
}

function WaitingClock({ item, now }: { item: InboxItem; now: number }): VNode | null {
  const { say } = useDesk().words
  if (item.waitingSince === null || item.status !== 'open') return null
  const waited = now - item.waitingSince
  const words = say('list.waitingLong', { time: durationLong(say, waited) })
  return (
    <span class={`waiting waiting-${warmthOf(waited)}`} title={words}>
      {item.raised ? <IconFlag size={12} /> : <IconClock size={12} />}
      <span aria-hidden="true">{durationShort(say, waited)}</span>
      <span class="d-hidden">{words}</span>
    </span>
  )
}

/** Who has it; in one's own view that is no news, but whether it is one's turn is. */
function Holder({ item }: { item: InboxItem }): VNode | null {
  const desk = useDesk()
  const { say } = desk.words
  const me = desk.client.me.value?.id
  if (desk.views.view.value === 'mine')
    return item.waitingSince === null ? <span class="row-holder">{say('list.answered')}</span> : null
  if (item.offer && item.agentId === null)
    return (
      <span class="row-holder">
        {item.offer.agentId === me
          ? say('list.offeredToYou')
          : say('list.offeredTo', { name: desk.names.agent(item.offer.agentId) })}
      </span>
    )
  if (item.agentId === null) return <span class="row-holder row-holder-none">{say('list.unassigned')}</span>
  return (
    <span class="row-holder" dir="auto">
      {item.agentId === me ? say('list.you') : desk.names.agent(item.agentId)}
    </span>
  )
}
