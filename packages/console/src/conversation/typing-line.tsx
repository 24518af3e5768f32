/** Somebody is writing: three quiet dots for the eye, a sentence for screen readers. */
import type { Author } from '@docent/protocol'
import { Avatar } from '@docent/ui/avatar.tsx'
import type { VNode } from 'preact'
import { useWords } from '../words/words.tsx'

export function TypingLine({ author }: { author: Author }): VNode {
  const { say } = useWords()
  const words = author.name
    ? say('conversation.typing', { name: author.name })
    : say('conversation.someoneTyping')
  return (
    <div class="group group-visitor typing">
      <Avatar name={author.name || say('conversation.visitor')} id={author.id} size={28} />
      <p class="typing-dots" title={words}>
        <span class="d-hidden">{words}</span>
        <i aria-hidden="true" />
        <i aria-hidden="true" />
        <i aria-hidden="true" />
      </p>
    </div>
  )
}
