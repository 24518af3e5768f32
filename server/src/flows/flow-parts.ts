/** What a flow is made of, whatever its kind: its steps, items, hints or questions, with their titles in the flow's own language. */
import type { Authored, FlowContent, FlowDraft, Texts } from '@docent/protocol'

export interface FlowPart {
  readonly id: string
  readonly title: string
}

export function partsOf({ content, defaultLocale }: FlowDraft): readonly FlowPart[] {
  const inDefault = (texts: Texts): string => texts[defaultLocale] ?? ''
  return piecesOf(content).map(({ id, title }) => ({ id, title: inDefault(title) }))
}

/** A banner is of one piece: what happens in it happens to the whole flow. */
function piecesOf(content: FlowContent<Authored>): readonly { readonly id: string; readonly title: Texts }[] {
  switch (content.kind) {
    case 'tour':
      return content.steps
    case 'checklist':
      return content.items
    case 'hint':
      return content.hints
    case 'survey':
      return content.questions
    case 'banner':
      return []
  }
}

/** The flow's title as its visitors know it; empty for hints and banners, which have none. */
export const titleOf = ({ content, defaultLocale }: FlowDraft): string =>
  'title' in content ? (content.title[defaultLocale] ?? '') : ''
