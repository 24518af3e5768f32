/**
 * What stands in the panel: the chat alone; or, where the site has more for this visitor, the room that was chosen above a
 * bar. Bar, Home, Help and Tasks are chunks of their own, which a site with nothing but the chat never loads.
 */
import type { Articles, ChatRoom } from '@docent/chat'
import { useValue } from '@docent/ui/use-value'
import { effect, type Signal, signal } from '@preact/signals-core'
import type { VNode } from 'preact'
import type { Engine } from './engine.ts'
import type { RoomName, RoomPlace } from './messenger-place.ts'
import type { PageOutside } from './page-outside.ts'
import type { Rooms } from './rooms.tsx'

export interface Frame {
  readonly View: () => VNode
  /** Resolves once it is known what there is to draw first; never rejects. */
  readonly prepared: Promise<void>
  go(place: RoomPlace): void
  close(): void
}

export interface FrameOptions {
  readonly engine: Engine
  readonly chat: ChatRoom
  /** False: nobody can be asked, and there is no chat [HLP10]. */
  readonly chats: boolean
  /** What the chat shows of articles, once help is there. */
  readonly articles: Signal<Articles | null>
  /** BCP 47 tag of the words. */
  readonly locale: string
  /** What the visitor reads best. */
  readonly wanted: string
  readonly outside: PageOutside
  readonly adopt: (css: string) => void
  readonly onClose: () => void
  /** Where to begin, where that was said. */
  readonly begin: RoomPlace | undefined
}

export function createFrame(options: FrameOptions): Frame {
  const { engine, chat, chats } = options
  const rooms = signal<Rooms | null>(null)
  const chatAlone = signal<RoomName>('messages')
  const client = engine.client()
  /** What is on screen stays there: who chats already is not led away by what comes later. */
  let begin: RoomPlace | undefined =
    options.begin ?? (chats && client.conversations.unread.peek() ? { room: 'messages' } : undefined)
  let loading: Promise<void> | undefined
  let closed = false

  const stop = effect(() => {
    const help = engine.help().value
    // On its way at once; where it fails, the rooms say so.
    if (help?.revision.value) help.load().catch(() => undefined)
    else if (chats && !engine.flows().value?.room.tasks.checklists.value.length) return
    loading ??= import('./rooms.tsx')
      .then(({ createRooms }) => createRooms({ ...options, client, begin: () => begin }))
      .then(
        (made) => {
          if (closed) made.close()
          else rooms.value = made
        },
        // The chat does without.
        () => undefined,
      )
  })
  const prepared = (loading ?? Promise.resolve()).then(() => {
    if (!rooms.peek()) begin = { room: 'messages' }
  })

  const View = (): VNode => {
    const more = useValue(rooms)
    const place = useValue(more ? more.place : chatAlone)
    return (
      <>
        {more && place !== 'messages' ? <more.Room key={place} /> : chats && <chat.Room key="messages" />}
        {more && <more.Bar key="bar" />}
      </>
    )
  }
  return {
    View,
    prepared,
    go(place) {
      begin = place
      rooms.peek()?.go(place)
    },
    close() {
      closed = true
      stop()
      rooms.peek()?.close()
    },
  }
}
