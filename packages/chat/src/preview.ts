/** A message in one line, for lists and notifications. */
import type { Part, WrittenPart } from '@docent/protocol'

/** What a list shows of an entry in one line; empty where there is nothing to say. */
export function previewOf(parts: readonly (Part | WrittenPart)[]): string {
  return parts
    .map((part) => {
      switch (part.type) {
        case 'text':
          return part.text
        case 'file':
          return part.name
        case 'article':
        case 'tour':
          return part.title
        default:
          return ''
      }
    })
    .filter(Boolean)
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim()
}
