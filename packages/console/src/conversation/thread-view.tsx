/**
 * The scrolling conversation: draws the chunks near the view, stays where the reader is when history or news arrive,
 * and says when the end is in view. What a line looks like is others' business.
 */
import type { DeskConversation, DeskLine } from '@docent/client/agent/types'
import { IconArrowDown } from '@docent/ui/icons.tsx'
import { Spinner } from '@docent/ui/spinner.tsx'
import { useSignal } from '@preact/signals'
import type { VNode } from 'preact'
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks'
import { useDesk } from '../desk/desk-context.tsx'
import { EventLines } from './event-lines.tsx'
import { MessageGroup, NoteView } from './messages.tsx'
import { chunksOf, lastOwnKey, type ThreadItem, threadOf } from './thread.ts'
import { TypingLine } from './typing-line.tsx'
import { useThreadScroll } from './use-thread-scroll.ts'

export function ThreadView({ conversation }: { conversation: DeskConversation }): VNode {
  const desk = useDesk()
  const { say, time } = desk.words
  const me = desk.client.me.value
  const newAfterSeq = desk.open.newAfterSeq.value
  const { lines, visitorReadSeq } = conversation
  const items = useMemo(
    () =>
      threadOf(lines, {
        me: { kind: 'agent', id: me?.id ?? null, name: me?.name ?? '' },
        visitorReadSeq,
        newAfterSeq,
        sameDay: sameDayIn(time.daysBetween),
      }),
    [lines, visitorReadSeq, newAfterSeq, me, time],
  )
  const chunks = useMemo(() => chunksOf(items), [items])
  const lastOwn = useMemo(() => lastOwnKey(items), [items])
  const scroll = useThreadScroll(chunks)
  const seenSeq = useSignal(lastSeqOf(lines))
  const atEnd = scroll.atEnd.value

  useLayoutEffect(() => {
    desk.open.endInView.value = atEnd
    if (atEnd) seenSeq.value = lastSeqOf(lines)
  }, [atEnd, lines, desk, seenSeq])

  // Who has just written wants to see it, wherever they were reading.
  const justWritten = lastPendingOf(lines)
  const shownWritten = useRef(justWritten)
  useLayoutEffect(() => {
    if (justWritten !== null && justWritten !== shownWritten.current) scroll.toEnd()
    shownWritten.current = justWritten
  }, [justWritten])

  const wantsOlder = scroll.nearStart.value && conversation.hasOlder && conversation.loading === 'nothing'
  useEffect(() => {
    // Asked again here: a page that has just come has moved the reader away from the start.
    if (wantsOlder && scroll.nearStart.peek()) void desk.client.conversations.loadOlder(conversation.id)
  }, [wantsOlder, conversation.id, desk])

  const { first, end, before, after } = scroll.window.value
  const missed = messagesAfter(lines, seenSeq.value)
  return (
    <div class="thread-box">
      <div
        ref={scroll.scroller}
        class="thread"
        role="log"
        aria-live="off"
        aria-label={say('conversation.log')}
      >
        <div class="thread-start">
          <ThreadStart conversation={conversation} />
        </div>
        <div ref={scroll.content}>
          <div style={{ height: `${before}px` }} />
          {chunks.slice(first, end).map((chunk) => (
            <div key={chunk.id} data-chunk={chunk.id} class="chunk">
              {chunk.items.map((item) => (
                <ThreadItemView key={item.key} item={item} lastOwn={lastOwn} />
              ))}
            </div>
          ))}
          <div style={{ height: `${after}px` }} />
        </div>
        {conversation.typing.map((author) => (
          <TypingLine key={author.id} author={author} />
        ))}
      </div>
      {!atEnd && (
        <button type="button" class="to-end" onClick={scroll.toEnd}>
          <IconArrowDown size={16} />
          {missed > 0 ? say('conversation.newBelow', { count: missed }) : say('conversation.toLatest')}
        </button>
      )}
    </div>
  )
}

function ThreadItemView({ item, lastOwn }: { item: ThreadItem; lastOwn: string | null }): VNode {
  const { words, clock } = useDesk()
  switch (item.kind) {
    case 'day':
      return (
        <p class="day">
          <time dateTime={words.time.iso(item.at)} title={words.time.full(item.at)}>
            {words.time.day(item.at, clock.now())}
          </time>
        </p>
      )
    case 'unread':
      return (
        <p class="unread-line">
          <span>{words.say('conversation.unread')}</span>
        </p>
      )
    case 'events':
      return <EventLines events={item.events} />
    case 'note':
      return <NoteView note={item} />
    default:
      return <MessageGroup group={item} lastOwn={lastOwn} />
  }
}

function ThreadStart({ conversation }: { conversation: DeskConversation }): VNode | null {
  const { say } = useDesk().words
  if (conversation.loading === 'latest') return <Spinner label={say('conversation.loading')} />
  if (conversation.loading === 'older') return <Spinner label={say('conversation.loadingOlder')} />
  return conversation.hasOlder ? null : <p class="beginning">{say('conversation.beginning')}</p>
}

function lastPendingOf(lines: readonly DeskLine[]): string | null {
  const last = lines.findLast((line) => line.log === 'pending')
  return last?.log === 'pending' ? last.message.cmid : null
}

function lastSeqOf(lines: readonly DeskLine[]): number {
  const last = lines.findLast((line) => line.log === 'public')
  return last?.log === 'public' ? last.entry.seq : 0
}

function messagesAfter(lines: readonly DeskLine[], seq: number): number {
  let count = 0
  for (let index = lines.length - 1; index >= 0; index -= 1) {
    const line = lines[index]
    if (line?.log !== 'public') continue
    if (line.entry.seq <= seq) break
    if (line.entry.kind === 'message') count += 1
  }
  return count
}

/** Comparing calendar days through Intl costs; most neighbours are minutes apart, and hours are told apart cheaply. */
function sameDayIn(daysBetween: (one: number, other: number) => number) {
  let dayOf: { readonly hour: number; readonly at: number } | null = null
  let lastHour = -1
  return (one: number, other: number): boolean => {
    const hour = Math.floor(other / 900_000)
    if (hour === lastHour && dayOf && Math.floor(one / 900_000) === hour) return true
    lastHour = hour
    dayOf = { hour, at: other }
    return daysBetween(one, other) === 0
  }
}
