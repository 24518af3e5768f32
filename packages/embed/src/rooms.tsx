/**
 * A messenger of several rooms: the bar at its bottom, the first page, and the place for Tasks. Loaded where the site has
 * more than the chat for this visitor.
 */
import type { ChatRoom } from '@docent/chat'
import type { VisitorClient } from '@docent/client/visitor/types'
import { createTasksRoom, type TasksRoom } from '@docent/onboarding/tasks'
import { homePath, tasksPath } from '@docent/ui/bar-icon-paths'
import { createTranslator } from '@docent/ui/i18n'
import { type Icon, icon } from '@docent/ui/icon.tsx'
import { messagePath } from '@docent/ui/launcher-icon-paths'
import { useValue } from '@docent/ui/use-value'
import { type ReadonlySignal, signal } from '@preact/signals-core'
import type { VNode } from 'preact'
import type { Flows } from './flows.ts'
import { Home } from './home.tsx'
import css from './rooms.css?inline'
import { roomsWords } from './rooms-words.ts'

const roomNames = ['home', 'messages', 'tasks'] as const
export type RoomName = (typeof roomNames)[number]

export interface Rooms {
  readonly place: ReadonlySignal<RoomName>
  /** What stands above the bar, where that is not the chat. */
  readonly Room: () => VNode
  readonly Bar: () => VNode
  go(room: RoomName, flowId?: string): void
  close(): void
}

export interface RoomsOptions {
  readonly client: VisitorClient
  readonly flows: Flows
  readonly chat: ChatRoom
  /** BCP 47 tag of the words. */
  readonly locale: string
  readonly adopt: (css: string) => void
  readonly onClose: () => void
  /** Absent: where the visitor was, and Home at first. */
  readonly begin: RoomName | undefined
  readonly flowId: string | undefined
}

const icons: Readonly<Record<RoomName, Icon>> = {
  home: icon(homePath),
  messages: icon(messagePath),
  tasks: icon(tasksPath),
}

export function createRooms(options: RoomsOptions): Rooms {
  const { client, flows, chat, locale, adopt, onClose } = options
  adopt(css)
  const t = createTranslator({ locale, words: roomsWords })
  const place = signal<RoomName>(options.begin ?? flows.place.peek())
  let tasks: TasksRoom | null = null

  const leaveTasks = (): void => {
    tasks?.close()
    tasks = null
  }
  const go = (room: RoomName, flowId?: string): void => {
    if (flowId !== undefined) leaveTasks()
    if (room === 'tasks') tasks ??= openTasks(flowId)
    place.value = flows.place.value = room
  }
  const openTasks = (flowId: string | undefined): TasksRoom =>
    createTasksRoom({ tasks: flows.room.tasks, locale, adopt, onClose, flowId })
  go(place.peek(), options.flowId)

  const Room = (): VNode => {
    if (useValue(place) === 'tasks') {
      tasks ??= openTasks(undefined)
      return <tasks.Room />
    }
    return (
      <Home
        client={client}
        tasks={flows.room.tasks}
        t={t}
        onClose={onClose}
        openChat={(screen) => {
          if (screen) chat.go(screen)
          go('messages')
        }}
        openTasks={(flowId) => go('tasks', flowId)}
      />
    )
  }
  const Bar = (): VNode => {
    const here = useValue(place)
    const unread = useValue(client.conversations.unread)
    return (
      <nav class="m-bar" aria-label={t('bar')}>
        {roomNames.map((room) => {
          const RoomIcon = icons[room]
          const marked = room === 'messages' && unread > 0
          return (
            <button
              key={room}
              type="button"
              class="m-bar-room"
              aria-current={room === here ? 'page' : undefined}
              aria-label={marked ? t('unread', { count: unread }) : undefined}
              onClick={() => go(room)}
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
  return { place, Room, Bar, go, close: leaveTasks }
}
