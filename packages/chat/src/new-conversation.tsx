/** The beginning: a greeting, who is there, and the field. The conversation exists once the first message is written. */
import type { Origin } from '@docent/protocol'
import { limits } from '@docent/protocol/limits'
import { Avatar } from '@docent/ui/avatar.tsx'
import { useValue } from '@docent/ui/use-value'
import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { Composer } from './composer.tsx'
import { ConnectionStrip } from './connection-strip.tsx'
import { usePreparedList } from './load-list.ts'
import type { RoomContext } from './room-context.ts'
import { RoomHeader } from './room-header.tsx'
import { availabilityWords } from './waiting.ts'

export function NewConversation(props: {
  readonly room: RoomContext
  readonly text?: string | undefined
  readonly origin?: Origin | undefined
}): VNode {
  const { room, text } = props
  const { client, t, outside } = room
  const settings = useValue(client.settings)
  const availability = useValue(client.availability)
  const articles = useValue(room.articles)
  const [written, setWritten] = useState('')
  const online = availability.state === 'online'
  const hasOthers = useValue(client.conversations.list).length > 0
  usePreparedList(hasOthers)
  const start = async (written: string): Promise<void> => {
    const { address, title } = client.facts.peek()
    const origin: Origin = props.origin ?? {
      kind: 'page',
      address: address.slice(0, limits.addressLength),
      title: title.slice(0, limits.titleLength),
    }
    const id = await client.conversations.start([{ type: 'text', text: written }], origin)
    room.go({ kind: 'conversation', id })
  }
  return (
    <section class="c-room">
      <RoomHeader
        room={room}
        title={settings.teamName}
        subtitle={availabilityWords(room, availability, settings)}
        face={{ name: settings.teamName, id: null, online }}
        back={hasOthers ? () => room.go({ kind: 'list' }) : undefined}
      />
      <ConnectionStrip {...room} />
      <div class="c-scroll c-welcome">
        <div class="c-greeting">
          <Avatar name={settings.teamName} size={28} />
          <p class="t-bubble" dir="auto">
            {settings.greeting}
          </p>
        </div>
      </div>
      {articles && <articles.Offers text={written} />}
      <Composer
        t={t}
        outside={outside}
        drafts={client.drafts}
        draftKey="new"
        prefill={text}
        autoFocus={!outside.touch.peek()}
        send={start}
        onTyping={ignore}
        onText={setWritten}
      />
    </section>
  )
}

/** Nobody can see that a conversation is being begun. */
const ignore = (): void => {}
