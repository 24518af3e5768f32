/** The visitor's card in pairs of name and value. */
import type { VisitorCard } from '@docent/protocol'
import type { ComponentChildren, VNode } from 'preact'
import { Moment } from '../controls/moment.tsx'
import { useDesk } from '../desk/desk-context.tsx'
import { languageName, timeIn } from './places.ts'

function Fact({ name, children }: { name: string; children: ComponentChildren }): VNode {
  return (
    <div class="fact">
      <dt dir="auto">{name}</dt>
      <dd dir="auto">{children}</dd>
    </div>
  )
}

export function Facts({ card }: { card: VisitorCard }): VNode {
  const desk = useDesk()
  const { say } = desk.words
  const now = desk.clock.tens.value
  const local = timeIn(card.timeZone, now, say.locale)
  const unknown = say('visitor.unknown')
  return (
    <dl class="facts">
      <Fact name={say('visitor.browser')}>{card.browser || unknown}</Fact>
      <Fact name={say('visitor.system')}>{card.system || unknown}</Fact>
      <Fact name={say('visitor.language')}>{languageName(card.language, say.locale) || unknown}</Fact>
      <Fact name={say('visitor.timeZone')}>
        {card.timeZone || unknown}
        {local && <span class="fact-more">{say('visitor.localTime', { time: local })}</span>}
      </Fact>
      <Fact name={say('visitor.firstSeen')}>
        <Moment at={card.firstSeenAt} now={now} />
      </Fact>
      <Fact name={say('visitor.lastSeen')}>
        <Moment at={card.lastSeenAt} now={now} />
      </Fact>
      {card.page?.referrer && <Fact name={say('visitor.referrer')}>{card.page.referrer}</Fact>}
    </dl>
  )
}

export function Attributes({ attributes }: Pick<VisitorCard, 'attributes'>): VNode {
  const { say } = useDesk().words
  const pairs = Object.entries(attributes)
  if (pairs.length === 0) return <p class="visitor-none">{say('visitor.noAttributes')}</p>
  return (
    <dl class="facts">
      {pairs.map(([name, value]) => (
        <Fact key={name} name={name}>
          {value === null || value === ''
            ? say('visitor.unset')
            : typeof value === 'boolean'
              ? say(value ? 'visitor.yes' : 'visitor.no')
              : String(value)}
        </Fact>
      ))}
    </dl>
  )
}

export function Events({ events }: Pick<VisitorCard, 'events'>): VNode {
  const desk = useDesk()
  const { say } = desk.words
  if (events.length === 0) return <p class="visitor-none">{say('visitor.noEvents')}</p>
  return (
    <dl class="facts">
      {events.map((event) => (
        <Fact key={event.name} name={event.name}>
          <span class="tabular">{say('visitor.times', { count: event.count })}</span>
          <Moment class="fact-more" at={event.lastAt} now={desk.clock.tens.value} />
        </Fact>
      ))}
    </dl>
  )
}
