/** The room: decides which screen is seen first, and leads from one to the other. Joins list, conversation and beginning. */
import type { ConversationView, VisitorClient } from '@docent/client/visitor/types'
import { createTranslator, type TranslationOf } from '@docent/ui/i18n'
import { Spinner } from '@docent/ui/spinner.tsx'
import { createTimeWords } from '@docent/ui/time'
import { useValue } from '@docent/ui/use-value'
import { effect, type ReadonlySignal, signal } from '@preact/signals-core'
import type { VNode } from 'preact'
import { Conversation } from './conversation.tsx'
import { Later } from './later.tsx'
import { loadList } from './load-list.ts'
import { NewConversation } from './new-conversation.tsx'
import type { Articles, Outside, RoomContext, Screen, Tours } from './room-context.ts'
import { RoomHeader } from './room-header.tsx'
import { type ChatWords, chatWords } from './words.ts'

export interface ChatRoom {
  /** The room as a component; it fills what it stands in. */
  readonly Room: () => VNode
  readonly go: (screen: Screen) => void
  close(): void
}

export interface ChatRoomOptions {
  readonly client: VisitorClient
  /** BCP 47 tag of the words. */
  readonly locale: string
  /** BCP 47 tag for dates and numbers; the words' where absent. */
  readonly formats?: string
  readonly words?: TranslationOf<ChatWords>
  readonly mail: boolean
  readonly outside: Outside
  /** Adds a style sheet to where the room is drawn. */
  readonly adopt: (css: string) => void
  /** Called when the visitor wants to leave the messenger. */
  readonly onClose: () => void
  /** Absent: tours that agents send are shown and cannot be started. */
  readonly tours?: ReadonlySignal<Tours | null>
  /** Absent: articles that agents send stand as their titles. */
  readonly articles?: ReadonlySignal<Articles | null>
  /** Where to begin; absent decides by what there is. */
  readonly screen?: Screen | undefined
}

/**
 * @example
 * const room = createChatRoom({ client, locale: 'en', mail: false, outside, onClose: hide })
 * render(<room.Room />, panel)
 */
export function createChatRoom(options: ChatRoomOptions): ChatRoom {
  const { client } = options
  const screen = signal<Screen | null>(options.screen ?? null)
  const go = (next: Screen): void => {
    screen.value = next
  }
  const room: RoomContext = {
    client,
    t: createTranslator<ChatWords>({ locale: options.locale, words: options.words ?? chatWords }),
    time: createTimeWords({ locale: options.formats ?? options.locale }),
    outside: options.outside,
    mail: options.mail,
    tours: options.tours ?? signal(null),
    articles: options.articles ?? signal(null),
    adopt: options.adopt,
    go,
    close: options.onClose,
  }
  const stop = effect(() => {
    if (screen.value) return
    const { ready, list } = client.conversations
    if (ready.value) screen.value = firstScreen(list.peek())
    // A first visit without a connection knows of no conversation: writing must be possible all the same [STA2].
    else if (isUnreachable(client)) screen.value = { kind: 'new' }
  })

  const Room = (): VNode => {
    const shown = useValue(screen)
    switch (shown?.kind) {
      case 'list':
        return <Later load={loadList} room={room} />
      case 'new':
        return <NewConversation key={shown.text} room={room} text={shown.text} origin={shown.origin} />
      case 'conversation':
        return <Conversation key={shown.id} room={room} id={shown.id} />
      default:
        return (
          <section class="c-room">
            <RoomHeader room={room} title={client.settings.peek().teamName} />
            <div class="c-scroll c-middle">
              <Spinner label={room.t('loading')} />
            </div>
          </section>
        )
    }
  }
  return { Room, go, close: stop }
}

/** The conversation that goes on, else the list of those that ended, else a beginning. */
export function firstScreen(list: readonly ConversationView[]): Screen {
  const open = list.find((one) => one.status !== 'resolved') ?? list.find((one) => one.unread > 0)
  if (open) return { kind: 'conversation', id: open.id }
  return list.length > 0 ? { kind: 'list' } : { kind: 'new' }
}

const isUnreachable = (client: VisitorClient): boolean => {
  const { state } = client.connection.status.value
  return state === 'waiting' || state === 'refused'
}
