/** Bubbles, days, dividers and lines of a conversation, drawn from what `thread.ts` laid out. No socket, no scrolling. */
import type { ArticlePart, Author, Part, ShownEntry, TourPart, WrittenPart } from '@docent/protocol'
import { Avatar } from '@docent/ui/avatar.tsx'
import type { Translator } from '@docent/ui/i18n'
import { IconAlertTriangle, IconClose } from '@docent/ui/icons.tsx'
import { TextBody } from '@docent/ui/text-nodes.tsx'
import type { TimeWords } from '@docent/ui/time'
import type { VNode } from 'preact'
import type { ThreadGroup, ThreadItem, ThreadMessage } from './thread.ts'
import type { ThreadWords } from './words.ts'

export interface ThreadContext {
  readonly t: Translator<ThreadWords>
  readonly time: TimeWords
  readonly now: number
  /** The message under which the state stands for all to see; the others say it to screen readers. */
  readonly lastOwn: string | null
  /** Called for authors without a name. */
  readonly nameOf: (author: Author) => string
  readonly retry: (cmid: string) => void
  readonly discard: (cmid: string) => void
  /** Draws a tour that was sent, where it can be started; else it stands as its title. */
  readonly tour?: (part: TourPart, author: string, key: string) => VNode
  /** Draws an article that was sent, where it can be opened; else it stands as its title. */
  readonly Article?: ((props: { readonly part: ArticlePart }) => VNode) | undefined
}

export function ThreadItems({ items, ...context }: { items: readonly ThreadItem[] } & ThreadContext): VNode {
  return (
    <>
      {items.map((item) => {
        switch (item.kind) {
          case 'day':
            return <DaySeparator key={item.key} at={item.at} {...context} />
          case 'unread':
            return (
              <p key="unread" class="t-unread">
                <span>{context.t('unread')}</span>
              </p>
            )
          case 'line':
            return <ThreadLine key={item.key} entry={item.entry} {...context} />
          default:
            return <MessageGroup key={item.key} group={item} {...context} />
        }
      })}
    </>
  )
}

export function DaySeparator({ at, now, time }: { at: number } & Pick<ThreadContext, 'now' | 'time'>): VNode {
  return (
    <p class="t-day">
      <time dateTime={time.iso(at)} title={time.full(at)}>
        {time.day(at, now)}
      </time>
    </p>
  )
}

export function MessageGroup({ group, ...context }: { group: ThreadGroup } & ThreadContext): VNode {
  const { t, time } = context
  const name = group.own ? t('you') : context.nameOf(group.author)
  const last = group.messages.at(-1)
  const state = last && group.own && last.key === context.lastOwn ? stateWords(last, t) : null
  return (
    <div class={`t-group ${group.own ? 't-own' : 't-other'}`}>
      {!group.own && <Avatar name={name} id={group.author.id} size={28} />}
      <div class="t-stack">
        {group.messages.map((message) => (
          <Bubble
            key={message.key}
            message={message}
            name={name}
            stateShown={message === last && state !== null}
            {...context}
          />
        ))}
        <p class="t-meta">
          {!group.own && <span class="t-name">{name}</span>}
          <time dateTime={time.iso(group.at)} title={time.full(group.at)}>
            {time.clock(group.at)}
          </time>
          {state && <span class="t-state">{state}</span>}
        </p>
      </div>
    </div>
  )
}

function Bubble(props: { message: ThreadMessage; name: string; stateShown: boolean } & ThreadContext): VNode {
  const { message, t } = props
  const failed = message.state.kind === 'failed'
  const words = stateWords(message, t)
  return (
    <div class={`t-line ${failed ? 't-failed' : ''}`}>
      <div class={`t-bubble ${message.deleted ? 't-deleted' : ''}`}>
        <span class="d-hidden">{props.name}: </span>
        {message.deleted ? (
          <p>{t('deleted')}</p>
        ) : (
          message.parts.map((part, index) =>
            part.type === 'tour' && props.tour ? (
              props.tour(part, props.name, message.key)
            ) : part.type === 'article' && props.Article ? (
              <props.Article key={index} part={part} />
            ) : (
              <PartView key={index} part={part} t={t} />
            ),
          )
        )}
        {message.edited && !message.deleted && <span class="t-edited">{t('edited')}</span>}
      </div>
      {words && !failed && !props.stateShown && <span class="d-hidden">{words}</span>}
      {failed && <FailedActions {...props} />}
    </div>
  )
}

/** A refused message keeps its text; its author tries again or lets it go [OUT2]. */
function FailedActions({ message, t, retry, discard }: { message: ThreadMessage } & ThreadContext): VNode {
  const { cmid } = message
  return (
    <div class="t-failed-actions">
      <button type="button" class="t-retry" onClick={() => cmid && retry(cmid)}>
        <IconAlertTriangle size={14} />
        {t('failed')}
      </button>
      <button
        type="button"
        class="t-discard"
        aria-label={t('discard')}
        title={t('discard')}
        onClick={() => cmid && discard(cmid)}
      >
        <IconClose size={14} />
      </button>
      <span class="t-why">{t('failedWhy')}</span>
    </div>
  )
}

/** Where an own message stands, in words; null where that goes without saying, or is said by its buttons. */
const stateWords = ({ state: { kind } }: ThreadMessage, t: Translator<ThreadWords>): string | null =>
  kind === 'received' || kind === 'failed' ? null : t(kind)

/** A part that is not text stands as its name, where there is no room that opens it. */
function PartView({ part, t }: { part: Part | WrittenPart } & Pick<ThreadContext, 't'>): VNode {
  if (part.type === 'text')
    return <TextBody text={part.text} nodes={'nodes' in part ? part.nodes : undefined} />
  return <TextBody text={part.type === 'tour' ? t('tour', part) : nameOf(part)} />
}

function nameOf(part: Exclude<Part, { type: 'text' }>): string {
  switch (part.type) {
    case 'file':
      return part.name
    case 'choices':
      return part.choices.map((choice) => choice.label).join('\n')
    default:
      return part.title
  }
}

/** What happened in the conversation, small and centred. A kind that this build does not know is said to be one [SYN6]. */
export function ThreadLine({
  entry,
  t,
  time,
}: { entry: ShownEntry } & Pick<ThreadContext, 't' | 'time'>): VNode {
  return (
    <p class="t-event" title={time.full(entry.at)} dir="auto">
      {lineWords(entry, t)}
    </p>
  )
}

function lineWords(entry: ShownEntry, t: Translator<ThreadWords>): string {
  switch (entry.kind) {
    case 'joined':
      return entry.author.name ? t('joined', { name: entry.author.name }) : t('joinedUnnamed')
    case 'resolved':
    case 'reopened':
      return t(entry.kind)
    case 'origin':
      return t('about', { text: entry.origin.text ?? entry.origin.title ?? '' })
    default:
      return t('unknownEntry')
  }
}

/** Three quiet dots for the eye, a sentence for screen readers. */
export function TypingDots({
  author,
  name,
  t,
}: {
  author: Author
  name: string
  t: Translator<ThreadWords>
}): VNode {
  return (
    <div class="t-group t-other t-typing">
      <Avatar name={name} id={author.id} size={28} />
      <div class="t-bubble">
        <span class="d-hidden">{author.name ? t('typing', { name: author.name }) : t('typingUnnamed')}</span>
        <span class="t-dots" aria-hidden="true">
          <i />
          <i />
          <i />
        </span>
      </div>
    </div>
  )
}
