/** Somebody is writing: three quiet dots for the eye, a sentence for screen readers. */
import type { Author } from '@docent/protocol'
import { Avatar } from '@docent/ui/avatar.tsx'
import type { VNode } from 'preact'
import { useDesk } from '../desk/desk-context.tsx'
import { visitorName } from './messages.tsx'

export function TypingLine({ author }: { author: Author }): VNode {
  const desk = useDesk()
  const name = author.name || visitorName(desk)
  const words = desk.words.say('conversation.typing', { name })
  return (
    <div class="group group-visitor typing">
      <Avatar name={name} id={author.id} size={28} />
      <p class="typing-dots" title={words}>
        <span class="d-hidden">{words}</span>
        <i aria-hidden="true" />
        <i aria-hidden="true" />
        <i aria-hidden="true" />
      </p>
    </div>
  )
}
