/** What a message is stored as: its parts with the nodes of their texts, and one line of preview. */
import { limits, type Part, type WrittenPart } from '@docent/protocol'
import { plainText } from '@docent/protocol/plain-text'
import { parseText } from '@docent/protocol/text'

export interface MessageBody {
  readonly parts: readonly Part[]
  /** True where the relay added something to what was sent: then the ack carries the parts. */
  readonly enriched: boolean
  /** One line, for lists. */
  readonly preview: string
}

const previewLength = 140

export function messageBody(written: readonly WrittenPart[]): MessageBody {
  let enriched = false
  // As much as one text may hold, whatever the number of parts: nodes are many times as large as the words they come from.
  let left: number = limits.textLength
  const parts = written.map((part): Part => {
    left -= part.text.length
    const nodes = left < 0 ? null : parseText(part.text)
    if (!nodes) return part
    enriched = true
    return { ...part, nodes }
  })
  return { parts, enriched, preview: previewOf(parts) }
}

/** The words of two bodies are compared, not their nodes: those may come from another release of the parser. */
export function sameWords(written: readonly WrittenPart[], stored: string | null): boolean {
  if (stored === null) return true
  const { parts } = JSON.parse(stored) as { parts: readonly Part[] }
  return (
    parts.length === written.length &&
    written.every((part, index) => {
      const other = parts[index]
      return other?.type === part.type && other.text === part.text
    })
  )
}

function previewOf(parts: readonly Part[]): string {
  const text = parts
    .map((part) => (part.type !== 'text' ? '' : part.nodes ? plainText(part.nodes) : part.text))
    .join(' ')
  const line = text.length > previewLength * 2 ? text.slice(0, previewLength * 2) : text
  // Single spaces are left alone: they are nearly all that there is, and replacing each costs more than the rest of this file.
  return line
    .replace(/\s{2,}|[^\S ]/g, ' ')
    .trim()
    .slice(0, previewLength)
    .toWellFormed()
}
