/** The parts of a message: text from the relay's tree, and cards for what is more than text. */
import type { Part } from '@docent/protocol'
import { IconBookOpen, IconFile, IconPlay } from '@docent/ui/icons.tsx'
import { TextBody } from '@docent/ui/text-nodes.tsx'
import type { VNode } from 'preact'
import { useDesk } from '../desk/desk-context.tsx'
import { useWords } from '../words/words.tsx'

export function MessageParts({ parts }: { parts: readonly Part[] }): VNode {
  return (
    <>
      {parts.map((part, index) => (
        <PartView key={index} part={part} />
      ))}
    </>
  )
}

/** Opens beside the conversation, as the visitor reads it. */
function ArticleCard({ articleId, title }: { articleId: string; title: string }): VNode {
  const desk = useDesk()
  return (
    <button
      type="button"
      class="part-card part-open"
      aria-expanded={desk.reading.value === articleId}
      title={desk.words.say('reading.open')}
      onClick={() => {
        desk.reading.value = desk.reading.peek() === articleId ? null : articleId
      }}
    >
      <IconBookOpen size={16} />
      <span class="d-hidden">{desk.words.say('reading.part')}</span>
      <span dir="auto">{title}</span>
    </button>
  )
}

function PartView({ part }: { part: Part }): VNode {
  const { say } = useWords()
  switch (part.type) {
    case 'text':
      return <TextBody text={part.text} nodes={part.nodes} />
    case 'file':
      return (
        <p class="part-card" dir="auto">
          <IconFile size={16} />
          {part.name}
        </p>
      )
    case 'article':
      return <ArticleCard articleId={part.articleId} title={part.title} />
    case 'tour':
      return (
        <p class="part-card" dir="auto">
          <IconPlay size={16} />
          {say('guide.part', { title: part.title })}
        </p>
      )
    case 'choices':
      return (
        <ul class="part-choices">
          {part.choices.map((choice) => (
            <li key={choice.id} dir="auto">
              {choice.label}
            </li>
          ))}
        </ul>
      )
    default:
      return <p class="part-unknown">{say('conversation.unknownPart')}</p>
  }
}
