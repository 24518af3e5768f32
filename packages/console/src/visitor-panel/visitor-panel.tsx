/** Who the visitor is and what they do: the page now, the browser, attributes, events, other conversations. */
import type { VisitorCard } from '@docent/protocol'
import { Avatar } from '@docent/ui/avatar.tsx'
import { IconClose } from '@docent/ui/icons.tsx'
import { Spinner } from '@docent/ui/spinner.tsx'
import type { ComponentChildren, VNode } from 'preact'
import { Button } from '../controls/button.tsx'
import { Moment } from '../controls/moment.tsx'
import { ToolButton } from '../controls/tool-button.tsx'
import { useDesk } from '../desk/desk-context.tsx'
import { VisitorRuns } from '../onboarding/guide/visitor-runs.tsx'
import { Attributes, Events, Facts } from './visitor-facts.tsx'

export function VisitorPanel({ conversationId }: { conversationId: string }): VNode {
  const desk = useDesk()
  const { say } = desk.words
  const card = desk.visitor.value
  return (
    <aside class="pane visitor-pane" aria-label={say('visitor.region')}>
      <header class="pane-head">
        <h2 class="pane-title">{say('visitor.title')}</h2>
        <ToolButton
          label={say('shell.foldVisitor')}
          keys="visitor"
          tip="below"
          tipAlign="end"
          onClick={desk.toggleVisitor}
        >
          <IconClose />
        </ToolButton>
      </header>
      <div class="visitor-body" key={conversationId}>
        {card.kind === 'loading' && (
          <p class="visitor-wait">
            <Spinner label={say('visitor.loading')} />
          </p>
        )}
        {card.kind === 'failed' && (
          <div class="visitor-wait">
            <p>{say('visitor.failed')}</p>
            <Button label={say('visitor.retry')} onClick={desk.reloadVisitor} />
          </div>
        )}
        {card.kind === 'ready' && <Card conversationId={conversationId} card={card.card} />}
      </div>
    </aside>
  )
}

function Card({ conversationId, card }: { conversationId: string; card: VisitorCard }): VNode {
  const desk = useDesk()
  const { say } = desk.words
  const view = desk.open.view.value
  const name = card.name || card.email || say('conversation.visitor')
  const connected = view?.visitorConnected ?? card.connected
  const page = view?.page ?? (connected ? card.page : null)
  return (
    <>
      <div class="visitor-who">
        <Avatar name={name} id={card.id} size={44} dot={connected ? 'online' : 'away'} />
        <div>
          <p class="visitor-name" dir="auto">
            {name}
          </p>
          {card.email && (
            <p class="visitor-mail">
              <span dir="auto">{card.email}</span>
              <span class={`tag ${card.emailVerified ? 'tag-success' : ''}`}>
                {say(card.emailVerified ? 'visitor.verified' : 'visitor.unverified')}
              </span>
            </p>
          )}
          {!card.email && (
            <p class="visitor-mail">{say(card.signedIn ? 'visitor.signedIn' : 'visitor.anonymous')}</p>
          )}
        </div>
      </div>
      <Section title={say('visitor.now')}>
        {connected && page ? (
          <p class="visitor-page" dir="auto">
            {page.title && <strong>{page.title}</strong>}
            <span>{page.address}</span>
          </p>
        ) : (
          <p class="visitor-none">{say('visitor.noPage')}</p>
        )}
      </Section>
      <FromHelp />
      <Section title={say('guide.runs')}>
        <VisitorRuns conversationId={conversationId} />
      </Section>
      <Section title={say('visitor.device')}>
        <Facts card={card} />
      </Section>
      <Section title={say('visitor.attributes')}>
        <Attributes attributes={card.attributes} />
      </Section>
      <Section title={say('visitor.events')}>
        <Events events={card.events} />
      </Section>
      <Section title={say('visitor.others')}>
        <Others card={card} />
      </Section>
    </>
  )
}

/** What the visitor looked for and read before they asked, where the conversation began in the help. */
function FromHelp(): VNode | null {
  const desk = useDesk()
  const { say } = desk.words
  const first = desk.open.view.value?.lines.find((line) => line.log === 'public')
  if (first?.log !== 'public' || first.entry.kind !== 'origin') return null
  const { kind, text, title, refersTo } = first.entry.origin
  if (kind !== 'article' || (!text && !title)) return null
  return (
    <Section title={say('visitor.fromHelp')}>
      <dl class="facts">
        {text && (
          <div class="fact">
            <dt>{say('visitor.searched')}</dt>
            <dd dir="auto">{text}</dd>
          </div>
        )}
        {title && (
          <div class="fact">
            <dt>{say('visitor.read')}</dt>
            <dd dir="auto">
              {refersTo ? (
                <button
                  type="button"
                  class="link-button visitor-article"
                  onClick={() => {
                    desk.reading.value = refersTo
                  }}
                >
                  {title}
                </button>
              ) : (
                title
              )}
            </dd>
          </div>
        )}
      </dl>
    </Section>
  )
}

function Others({ card }: { card: VisitorCard }): VNode {
  const desk = useDesk()
  const { say } = desk.words
  const others = desk.otherConversations.value
  const elsewhere = Math.max(0, card.otherConversations - others.length)
  if (others.length === 0 && elsewhere === 0) return <p class="visitor-none">{say('visitor.noOthers')}</p>
  return (
    <>
      <ul class="visitor-others">
        {others.map((row) => (
          <li key={row.id}>
            <a class="other" href={desk.hrefTo(row.id)}>
              <span class="other-text" dir="auto">
                {row.preview || say('list.noText')}
              </span>
              <span class="other-more">
                {say(row.status === 'open' ? 'conversation.open' : 'conversation.resolved')}
                <Moment at={row.lastAt} now={desk.clock.tens.value} />
              </span>
            </a>
          </li>
        ))}
      </ul>
      {elsewhere > 0 && <p class="visitor-none">{say('visitor.othersElsewhere', { count: elsewhere })}</p>}
    </>
  )
}

function Section({ title, children }: { title: string; children: ComponentChildren }): VNode {
  return (
    <section class="visitor-section">
      <h3 class="visitor-heading">{title}</h3>
      {children}
    </section>
  )
}
