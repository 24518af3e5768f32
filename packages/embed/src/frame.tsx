/**
 * What stands in the panel: the chat alone; or, where the site has more for this visitor, the room that was chosen above a
 * bar. Bar, Home and Tasks are a chunk of their own, which a site with nothing but the chat never loads.
 */
import type { ChatRoom } from '@docent/chat'
import { useValue } from '@docent/ui/use-value'
import { effect, signal } from '@preact/signals-core'
import type { VNode } from 'preact'
import type { Engine } from './engine.ts'
import type { RoomName, Rooms } from './rooms.tsx'

export interface Frame {
  readonly View: () => VNode
  /** Resolves once it is known what there is to draw first; never rejects. */
  readonly prepared: Promise<void>
  /** @param flowId the checklist to unfold in Tasks */
  go(room: RoomName, flowId?: string): void
  close(): void
}

export interface FrameOptions {
  readonly engine: Pick<Engine, 'client' | 'flows'>
  readonly chat: ChatRoom
  readonly locale: string
  readonly adopt: (css: string) => void
  readonly onClose: () => void
  /** Where to begin, where that was said. */
  readonly room: RoomName | undefined
}

export function createFrame(options: FrameOptions): Frame {
  const { engine, chat } = options
  const rooms = signal<Rooms | null>(null)
  const chatAlone = signal<RoomName>('messages')
  const client = engine.client()
  /** What is on screen stays there: who chats already is not led away by what comes later. */
  let begin = options.room ?? (client.conversations.unread.peek() ? 'messages' : undefined)
  let flowId: string | undefined
  let loading: Promise<void> | undefined
  let closed = false

  const stop = effect(() => {
    const flows = engine.flows().value
    if (!flows?.room.tasks.checklists.value.length) return
    loading ??= import('./rooms.tsx').then(
      ({ createRooms }) => {
        if (!closed) rooms.value = createRooms({ ...options, client, flows, begin, flowId })
      },
      // The chat does without.
      () => undefined,
    )
  })
  const prepared = (loading ?? Promise.resolve()).then(() => {
    if (!rooms.peek()) begin = 'messages'
  })

  const View = (): VNode => {
    const more = useValue(rooms)
    const place = useValue(more ? more.place : chatAlone)
    return (
      <>
        {place === 'messages' || !more ? <chat.Room key="messages" /> : <more.Room key={place} />}
        {more && <more.Bar key="bar" />}
      </>
    )
  }
  return {
    View,
    prepared,
    go(room, unfolded) {
      begin = room
      flowId = unfolded
      rooms.peek()?.go(room, unfolded)
    },
    close() {
      closed = true
      stop()
      rooms.peek()?.close()
    },
  }
}
