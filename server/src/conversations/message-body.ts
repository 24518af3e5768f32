/** What a message is stored as: its parts with the nodes of their texts, and one line of preview. */
import { type ArticlePart, limits, type Part, type TourPart, type WrittenPart } from '@docent/protocol'
import { plainText } from '@docent/protocol/plain-text'
import { parseText } from '@docent/protocol/text'

/** What a message may say: what a person wrote, or a tour or an article that an agent chose [FLO11]. */
export type SaidPart = WrittenPart | TourPart | ArticlePart

export interface MessageBody {
  readonly parts: readonly Part[]
  /** True where the relay added something to what was sent: then the ack carries the parts. */
  readonly enriched: boolean
  /** One line, for lists. */
  readonly preview: string
}

const previewLength = 140

export function messageBody(said: readonly SaidPart[]): MessageBody {
  let enriched = false
  // As much as one text may hold, whatever the number of parts: nodes are many times as large as the words they come from.
  let left: number = limits.textLength
  const parts = said.map((part): Part => {
    if (part.type !== 'text') {
      // Its title is the relay's: the sender named the tour or the article alone.
      enriched = true
      return part
    }
    left -= part.text.length
    const nodes = left < 0 ? null : parseText(part.text)
    if (!nodes) return part
    enriched = true
    return { ...part, nodes }
  })
  return { parts, enriched, preview: previewOf(parts) }
}

/** The words of two bodies are compared, not their nodes: those may come from another release of the parser. */
export function sameWords(said: readonly SaidPart[], stored: string | null): boolean {
  if (stored === null) return true
  const { parts } = JSON.parse(stored) as { parts: readonly Part[] }
  return parts.length === said.length && said.every((part, index) => isSamePart(part, parts[index]))
}

/** A tour or an article may have got another title meanwhile; it is the same. */
function isSamePart(part: SaidPart, other: Part | undefined): boolean {
  if (part.type === 'article') return other?.type === 'article' && other.articleId === part.articleId
  if (part.type === 'tour') return other?.type === 'tour' && other.flowId === part.flowId
  return other?.type === 'text' && other.text === part.text
}

/** A card has no words of its own; its line in lists is in the language of those who read lists. */
const lineOf = (part: Part): string => {
  if (part.type === 'tour') return `Tour: ${part.title}`
  if (part.type === 'article') return `Article: ${part.title}`
  return part.type !== 'text' ? '' : part.nodes ? plainText(part.nodes) : part.text
}

function previewOf(parts: readonly Part[]): string {
  const text = parts.map(lineOf).join(' ')
  const line = text.length > previewLength * 2 ? text.slice(0, previewLength * 2) : text
  // Single spaces are left alone: they are nearly all that there is, and replacing each costs more than the rest of this file.
  return line
    .replace(/\s{2,}|[^\S ]/g, ' ')
    .trim()
    .slice(0, previewLength)
    .toWellFormed()
}
