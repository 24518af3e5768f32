/** One conversation: its log, who is writing, what to wait for, and the field. */
import type { ConversationView } from '@docent/client/visitor/types'
import type { Author } from '@docent/protocol'
import { IconArrowDown } from '@docent/ui/icons.tsx'
import { Spinner } from '@docent/ui/spinner.tsx'
import { useValue } from '@docent/ui/use-value'
import type { VNode } from 'preact'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import { Composer } from './composer.tsx'
import { ConnectionStrip } from './connection-strip.tsx'
import { Later } from './later.tsx'
import { usePreparedList } from './load-list.ts'
import { loadTourCard } from './load-tour-card.ts'
import type { RoomContext } from './room-context.ts'
import { RoomHeader } from './room-header.tsx'
import { lastOwnKey, layOut, type ThreadItem } from './thread.ts'
import { ThreadItems, TypingDots } from './thread-view.tsx'
import { useNow } from './use-now.ts'
import { useThreadScroll } from './use-thread-scroll.ts'
import { availabilityWords, isWaiting, loadWaitingNotice } from './waiting.ts'

const self: Author = { kind: 'visitor', id: null, name: '' }

export function Conversation({ room, id }: { room: RoomContext; id: string }): VNode {
  const { client, t } = room
  const view = useValue(useMemo(() => client.conversations.view(id), [client, id]))
  const settings = useValue(client.settings)
  const availability = useValue(client.availability)
  const agent = view?.agent ?? null
  const online = availability.state === 'online'
  const others = useValue(client.conversations.list).some((one) => one.id !== id)
  const name = agent?.name || settings.teamName
  const hasList = others || view?.status === 'resolved'
  usePreparedList(hasList)
  return (
    <section class="c-room">
      <RoomHeader
        room={room}
        title={name}
        subtitle={agent && online ? settings.teamName : availabilityWords(room, availability, settings)}
        face={{ name, id: agent?.id ?? null, online }}
        back={hasList ? () => room.go({ kind: 'list' }) : undefined}
      />
      <ConnectionStrip {...room} />
      {view ? (
        <Log room={room} view={view} />
      ) : (
        <div class="c-scroll c-middle">
          <Spinner label={t('loading')} />
        </div>
      )}
      <Composer
        key={id}
        t={t}
        outside={room.outside}
        drafts={client.drafts}
        draftKey={id}
        autoFocus={!room.outside.touch.peek()}
        send={(text) => client.conversations.send(id, [{ type: 'text', text }])}
        onTyping={(typing) => client.conversations.typing(id, typing)}
      />
    </section>
  )
}

function Log({ room, view }: { room: RoomContext; view: ConversationView }): VNode {
  const { client, t, time, outside } = room
  const now = useNow(outside, 30_000)
  const visible = useValue(outside.visible)
  const articles = useValue(room.articles)
  const divider = useRef<number | null>(null)
  // The divider stands where reading stopped: set when the conversation opens, and when its page was left and seen again.
  if (divider.current === null || !visible) divider.current = view.readSeq
  const items = useMemo(
    () =>
      layOut(view.entries, view.pending, {
        self,
        othersReadSeq: view.agentsReadSeq,
        unreadAfter: divider.current,
        daysBetween: time.daysBetween,
      }),
    [view.entries, view.pending, view.agentsReadSeq, time, divider.current],
  )
  const loadOlder = useOlder(room, view)
  const scroll = useThreadScroll(endsOf(items), {
    startAt: (box) => box.querySelector('.t-unread'),
    nearTop: loadOlder,
  })

  const lastSeq = view.entries.at(-1)?.seq ?? 0
  useEffect(() => {
    if (visible && scroll.atEnd && lastSeq > view.readSeq) client.conversations.markRead(view.id, lastSeq)
  }, [client, visible, scroll.atEnd, lastSeq, view.id, view.readSeq])

  const { teamName } = useValue(client.settings)
  const nameOf = (author: Author): string => author.name || teamName
  const writer = view.typing[0]
  return (
    <div class="c-log">
      <div
        ref={scroll.scroller}
        class="c-scroll c-thread"
        role="log"
        aria-label={t('conversation')}
        aria-busy={view.loading !== 'nothing'}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        onScroll={scroll.onScroll}
      >
        <div ref={scroll.content} class="c-thread-content">
          {view.loading === 'older' && (
            <div class="c-older">
              <Spinner label={t('loading')} />
            </div>
          )}
          {view.loading === 'latest' && items.length === 0 && (
            <div class="c-older">
              <Spinner label={t('loading')} />
            </div>
          )}
          <ThreadItems
            items={items}
            t={t}
            time={time}
            now={now}
            lastOwn={lastOwnKey(items)}
            nameOf={nameOf}
            retry={(cmid) => void client.conversations.retry(cmid)}
            tour={(part, author, key) => (
              <Later
                key={key}
                load={loadTourCard}
                room={room}
                part={part}
                author={author}
                offer={key}
                conversationId={view.id}
              />
            )}
            Article={articles?.Card}
            discard={(cmid) => void client.conversations.discard(cmid)}
          />
          {writer && <TypingDots author={writer} name={nameOf(writer)} t={t} />}
          {isWaiting(view) && <Later load={loadWaitingNotice} quiet room={room} view={view} />}
        </div>
      </div>
      {!scroll.atEnd && (
        <button
          type="button"
          class={`c-to-end ${scroll.newBelow ? 'c-to-end-new' : ''}`}
          aria-label={scroll.newBelow ? undefined : t('toEnd')}
          onClick={scroll.toEnd}
        >
          <IconArrowDown size={16} />
          {scroll.newBelow > 0 && t('newBelow', { count: scroll.newBelow })}
        </button>
      )}
    </div>
  )
}

/** Earlier messages come by themselves while scrolling up; where that fails, the next scroll tries again. */
function useOlder({ client }: RoomContext, view: ConversationView): () => void {
  const asked = useRef(false)
  return () => {
    if (asked.current || !view.hasOlder || view.loading !== 'nothing') return
    asked.current = true
    const end = (): void => {
      asked.current = false
    }
    client.conversations.loadOlder(view.id).then(end, end)
  }
}

function endsOf(items: readonly ThreadItem[]) {
  const groups = items.filter((item) => item.kind === 'group')
  const last = groups.at(-1)
  const divider = items.findIndex((item) => item.kind === 'unread')
  return {
    firstKey: groups[0]?.messages[0]?.key ?? null,
    lastKey: last?.messages.at(-1)?.key ?? items.at(-1)?.key ?? null,
    lastIsOwn: last?.own ?? false,
    othersCount: countOthers(items),
    unreadCount: divider < 0 ? 0 : countOthers(items.slice(divider)),
  }
}

const countOthers = (items: readonly ThreadItem[]): number =>
  items.reduce((sum, item) => sum + (item.kind === 'group' && !item.own ? item.messages.length : 0), 0)
