/**
 * A messenger of several rooms: the bar at its bottom, the first page, and the places for Help and Tasks. Loaded where the
 * site has more than the chat for this visitor; what a room needs is fetched with it, and the bar shows what is there.
 */
import type { Articles, ChatRoom } from '@docent/chat'
import type { VisitorClient } from '@docent/client/visitor/types'
import type { HelpRoom, Question } from '@docent/help'
import { limits } from '@docent/protocol/limits'
import { helpPath, homePath, tasksPath } from '@docent/ui/bar-icon-paths'
import { createTranslator } from '@docent/ui/i18n'
import { type Icon, icon } from '@docent/ui/icon.tsx'
import { messagePath } from '@docent/ui/launcher-icon-paths'
import { useValue } from '@docent/ui/use-value'
import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals-core'
import type { VNode } from 'preact'
import type { Engine } from './engine.ts'
import { Home } from './home.tsx'
import type { RoomName, RoomPlace } from './messenger-place.ts'
import type { PageOutside } from './page-outside.ts'
import css from './rooms.css?inline'
import { roomsWords } from './rooms-words.ts'
import { createTasksPlace, type TasksPlace } from './tasks-place.tsx'

export interface Rooms {
  readonly place: ReadonlySignal<RoomName>
  /** What stands above the bar, where that is not the chat. */
  readonly Room: () => VNode
  readonly Bar: () => VNode | null
  go(place: RoomPlace): void
  close(): void
}

export interface RoomsOptions {
  readonly engine: Engine
  readonly client: VisitorClient
  readonly chat: ChatRoom
  readonly chats: boolean
  readonly articles: Signal<Articles | null>
  /** BCP 47 tag of the words. */
  readonly locale: string
  /** What the visitor reads best. */
  readonly wanted: string
  readonly outside: PageOutside
  readonly adopt: (css: string) => void
  readonly onClose: () => void
  /** Asked once it is known which rooms there are. Absent: where the visitor was, and Home at first. */
  readonly begin: () => RoomPlace | undefined
}

const icons: Readonly<Record<RoomName, Icon>> = {
  home: icon(homePath),
  messages: icon(messagePath),
  help: icon(helpPath),
  tasks: icon(tasksPath),
}

/** Resolves once the rooms that the site has at this moment are there, or could not be fetched. */
export async function createRooms(options: RoomsOptions): Promise<Rooms> {
  const { engine, client, chat, chats, locale, adopt, onClose } = options
  adopt(css)
  const t = createTranslator({ locale, words: roomsWords })
  const tasks = signal<TasksPlace | null>(null)
  const help = signal<HelpRoom | null>(null)
  const wish = signal<RoomName>(engine.place.peek())
  let closed = false

  /** With more than one room there is a page that leads to them. */
  const names = computed((): readonly RoomName[] => {
    const all: RoomName[] = []
    if (chats) all.push('messages')
    if (help.value) all.push('help')
    if (tasks.value) all.push('tasks')
    return all.length > 1 ? ['home', ...all] : all
  })
  const place = computed((): RoomName => {
    const all = names.value
    return all.includes(wish.value) ? wish.value : (all[0] ?? 'help')
  })
  const go = ({ room, flowId, articleId, query }: RoomPlace): void => {
    if (room === 'tasks') tasks.peek()?.open(flowId)
    if (articleId !== undefined) help.peek()?.open({ kind: 'article', idOrKey: articleId })
    else if (query !== undefined) help.peek()?.searchFor(query)
    wish.value = engine.place.value = room
  }

  async function beginHelp(): Promise<void> {
    const loaded = await engine.help().peek()?.load()
    if (!loaded || closed || help.peek()) return
    const room = loaded.createRoom({
      locale,
      wanted: options.wanted,
      outside: options.outside,
      page: () => client.facts.peek(),
      adopt,
      ask: chats ? ask : null,
      showTour: (flowId) => engine.say('showTour', flowId),
      onOpen: () => go({ room: 'help' }),
      onClose,
    })
    help.value = room
    // Without them the chat shows titles.
    if (chats)
      loaded.articlesFor(room, locale, adopt).then(
        (articles) => {
          options.articles.value = articles
        },
        () => undefined,
      )
  }
  /** The first entry says what was looked for, and what was read. */
  function ask({ query, article }: Question): void {
    const { address } = client.facts.peek()
    const origin = {
      kind: 'article' as const,
      address: address.slice(0, limits.addressLength),
      ...(article && { refersTo: article.id, title: article.title }),
      ...(query && { text: query }),
    }
    chat.go({ kind: 'new', text: query, origin })
    go({ room: 'messages' })
  }

  const beginnings = new Map<RoomName, Promise<void>>()
  /** Once; where it failed, the next call tries again. */
  const begin = (room: RoomName, act: () => Promise<void>): void => {
    if (beginnings.has(room)) return
    beginnings.set(
      room,
      act().catch(() => {
        beginnings.delete(room)
      }),
    )
  }
  const beginAll = (): void => {
    const flows = engine.flows().value
    const begun = engine.help().value
    if (begun && (begun.revision.value !== null || !chats)) begin('help', beginHelp)
    if (flows?.room.tasks.checklists.value.length)
      begin('tasks', async () => {
        tasks.value = await createTasksPlace({ ...options, tasks: flows.room.tasks })
      })
  }
  const stop = effect(beginAll)
  await Promise.all(beginnings.values())
  // Who is in the only room there is stays in it, also when another one comes and with it a page that leads to both.
  wish.value = place.peek()
  const first = options.begin()
  if (first) go(first)

  const Room = (): VNode => {
    const here = useValue(place)
    const tasksRoom = useValue(tasks)
    const helpRoom = useValue(help)
    if (here === 'tasks' && tasksRoom) return <tasksRoom.Room />
    if (here === 'help' && helpRoom) return <helpRoom.Room />
    if (here === 'home')
      return (
        <Home
          client={client}
          chats={chats}
          tasks={engine.flows().peek()?.room.tasks ?? null}
          Search={helpRoom?.Search ?? null}
          t={t}
          onClose={onClose}
          openChat={(screen) => {
            if (screen) chat.go(screen)
            go({ room: 'messages' })
          }}
          openTasks={(flowId) => go({ room: 'tasks', flowId })}
        />
      )
    return (
      <div class="c-room c-middle" role="alert">
        <p>
          {t('failed')}{' '}
          <button type="button" class="c-link" onClick={beginAll}>
            {t('tryAgain')}
          </button>
        </p>
      </div>
    )
  }
  const Bar = (): VNode | null => {
    const here = useValue(place)
    const all = useValue(names)
    const unread = useValue(client.conversations.unread)
    if (all.length < 2) return null
    return (
      <nav class="m-bar" aria-label={t('bar')}>
        {all.map((room) => {
          const RoomIcon = icons[room]
          const marked = room === 'messages' && unread > 0
          return (
            <button
              key={room}
              type="button"
              class="m-bar-room"
              aria-current={room === here ? 'page' : undefined}
              aria-label={marked ? t('unread', { count: unread }) : undefined}
              onClick={() => go({ room })}
            >
              <span class={marked ? 'm-bar-icon m-bar-marked' : 'm-bar-icon'}>
                <RoomIcon size={22} />
              </span>
              {t(room)}
            </button>
          )
        })}
      </nav>
    )
  }
  return {
    place,
    Room,
    Bar,
    go,
    close() {
      closed = true
      stop()
      tasks.peek()?.close()
    },
  }
}
