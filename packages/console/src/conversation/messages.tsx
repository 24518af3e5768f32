/** What people wrote: groups of bubbles with a face, and internal notes on amber paper. */
import type { PendingMessage } from '@docent/client/agent/types'
import { Avatar } from '@docent/ui/avatar.tsx'
import { IconAlertTriangle, IconLock } from '@docent/ui/icons.tsx'
import type { VNode } from 'preact'
import { useDesk } from '../desk/desk-context.tsx'
import { MessageParts } from './message-parts.tsx'
import type { Bubble, SendState, ThreadItem } from './thread.ts'

type Group = Extract<ThreadItem, { kind: 'messages' }>
type Note = Extract<ThreadItem, { kind: 'note' }>

export function MessageGroup({ group, lastOwn }: { group: Group; lastOwn: string | null }): VNode {
  const desk = useDesk()
  const { say, time } = desk.words
  const mine = group.author.id === desk.client.me.value?.id
  const name =
    group.author.name || (group.side === 'visitor' ? visitorName(desk) : desk.names.agent(group.author.id))
  return (
    <div class={`group group-${group.side}`}>
      <Avatar name={name} id={group.author.id} size={28} />
      <div class="group-body">
        <p class="group-head">
          <span class="group-name" dir="auto">
            {mine ? say('list.you') : name}
          </span>
          <time dateTime={time.iso(group.at)} title={time.full(group.at)}>
            {time.clock(group.at)}
          </time>
        </p>
        {group.bubbles.map((bubble) => (
          <BubbleView key={bubble.key} bubble={bubble} showState={bubble.key === lastOwn} />
        ))}
      </div>
    </div>
  )
}

/** An entry does not carry its visitor's name, which may change; the open row has it as of now. */
export function visitorName({ open, words }: ReturnType<typeof useDesk>): string {
  const visitor = open.row.value?.visitor
  return visitor?.name || visitor?.email || words.say('conversation.visitor')
}

function BubbleView({ bubble, showState }: { bubble: Bubble; showState: boolean }): VNode {
  const { say, time } = useDesk().words
  return (
    <div class="bubble-line" data-line={bubble.key}>
      <div class={`bubble ${bubbleLook(bubble.state)}`} title={time.full(bubble.at)}>
        {bubble.mark === 'deleted' ? (
          <p class="bubble-deleted">{say('conversation.deleted')}</p>
        ) : (
          <MessageParts parts={bubble.parts} />
        )}
        {bubble.mark === 'edited' && <p class="bubble-edited">{say('conversation.edited')}</p>}
      </div>
      {bubble.state !== null && (
        <SendStateLine state={bubble.state} pending={bubble.pending} shown={showState} />
      )}
    </div>
  )
}

const bubbleLook = (state: SendState | null): string =>
  state === 'failed' ? 'bubble-refused' : state === 'queued' || state === 'sending' ? 'bubble-pending' : ''

export function NoteView({ note }: { note: Note }): VNode {
  const desk = useDesk()
  const { say, time } = desk.words
  const name = note.author.name || desk.names.agent(note.author.id)
  return (
    <article class="note" data-line={note.key} aria-label={say('conversation.noteBy', { name })}>
      <p class="note-head">
        <IconLock size={14} />
        <span class="note-name" dir="auto">
          {name}
        </span>
        <span class="note-kind">{say('conversation.note')}</span>
        <time dateTime={time.iso(note.at)} title={time.full(note.at)}>
          {time.clock(note.at)}
        </time>
      </p>
      <MessageParts parts={note.parts} />
      {note.pending && <SendStateLine state={note.state} pending={note.pending} shown />}
    </article>
  )
}

/** The state in words: for the eye under the last one that is ours, for screen readers under each. */
function SendStateLine(props: { state: SendState; pending: PendingMessage | null; shown: boolean }): VNode {
  const { state, pending } = props
  const desk = useDesk()
  const { say } = desk.words
  if (pending?.state.kind === 'failed') {
    const { code } = pending.state
    return (
      <p class="send-state send-failed">
        <IconAlertTriangle size={14} />
        <span title={say(`failures.${code}`)}>{say('conversation.states.failed')}</span>
        <button type="button" class="link-button" onClick={() => void desk.actions.retry(pending.cmid)}>
          {say('conversation.tryAgain')}
        </button>
        <button type="button" class="link-button" onClick={() => void desk.actions.discard(pending.cmid)}>
          {say('conversation.discard')}
        </button>
        <span class="send-reason">{say(`failures.${code}`)}</span>
      </p>
    )
  }
  const shown = props.shown || state === 'queued'
  return <p class={shown ? 'send-state' : 'd-hidden'}>{say(`conversation.states.${state}`)}</p>
}
