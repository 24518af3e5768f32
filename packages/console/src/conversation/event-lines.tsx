/** What happened between the messages: small centred lines, long runs folded, the why of an assignment one click away. */
import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { Popover } from '../controls/popover.tsx'
import { useDesk } from '../desk/desk-context.tsx'
import { whySentences } from '../words/why-sentences.ts'
import { eventSentence, whyOf } from './event-sentences.ts'
import type { ThreadEvent } from './thread.ts'

/** A run up to this long is shown whole. */
const unfolded = 3

export function EventLines({ events }: { events: readonly ThreadEvent[] }): VNode {
  const { say } = useDesk().words
  const [open, setOpen] = useState(false)
  const folds = events.length > unfolded
  const shown = folds && !open ? events.slice(-(unfolded - 1)) : events
  return (
    <div class="events">
      {folds && (
        <button type="button" class="events-fold" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open
            ? say('conversation.lessEvents')
            : say('conversation.moreEvents', { count: events.length - shown.length })}
        </button>
      )}
      {shown.map((event) => (
        <EventLine key={event.entry.id} event={event} />
      ))}
    </div>
  )
}

function EventLine({ event }: { event: ThreadEvent }): VNode {
  const desk = useDesk()
  const { say, time } = desk.words
  const why = whyOf(event)
  return (
    <div class="event">
      <span dir="auto">{eventSentence(say, event, desk.names)}</span>
      <time dateTime={time.iso(event.entry.at)} title={time.full(event.entry.at)}>
        {time.clock(event.entry.at)}
      </time>
      {why && <WhyButton {...why} />}
    </div>
  )
}

function WhyButton({ why, agentId }: NonNullable<ReturnType<typeof whyOf>>): VNode {
  const desk = useDesk()
  const { say } = desk.words
  const name = desk.names.agent(agentId)
  return (
    <Popover
      label={say('conversation.whyTitle', { name })}
      class="why"
      button={({ open, toggle }) => (
        <button type="button" class="link-button" aria-expanded={open} onClick={toggle}>
          {say('conversation.why')}
        </button>
      )}
    >
      {() => (
        <>
          <h3 class="why-title">{say('conversation.whyTitle', { name })}</h3>
          <ul class="why-list">
            {whySentences(say, why, name, desk.names.agent).map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </>
      )}
    </Popover>
  )
}
