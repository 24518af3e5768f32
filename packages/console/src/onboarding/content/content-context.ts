/** What every field of a flow's content needs to know: the language being written, and the way to change the draft. */
import type { Authored, FlowContent, FlowDraft } from '@docent/protocol/flow'
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'

export interface ContentWriting {
  readonly flowId: string
  readonly locale: string
  readonly defaultLocale: string
  readonly mayWrite: boolean
  edit(change: (draft: FlowDraft) => FlowDraft): void
  /** Opens the site's page to choose the element of a step, an item or a hint. */
  pick(stepId: string): void
  makeId(): string
}

const ContentContext = createContext<ContentWriting | null>(null)
export const ContentProvider = ContentContext.Provider

export function useContent(): ContentWriting {
  const writing = useContext(ContentContext)
  if (!writing) throw new Error('useContent() needs a ContentProvider above it.')
  return writing
}

export type ContentOf<K extends FlowContent['kind']> = Extract<FlowContent<Authored>, { kind: K }>

/** Changes the content of a draft that is of this kind, and leaves any other alone. */
export const withContent =
  <K extends FlowContent['kind']>(kind: K, change: (content: ContentOf<K>) => ContentOf<K>) =>
  (draft: FlowDraft): FlowDraft =>
    draft.content.kind === kind
      ? { ...draft, content: change(draft.content as ContentOf<K>) as FlowDraft['content'] }
      : draft

/** A list with one of its members changed. */
export const withMember = <T extends { readonly id: string }>(
  list: readonly T[],
  id: string,
  change: (member: T) => T,
): readonly T[] => list.map((member) => (member.id === id ? change(member) : member))

/** An object with a key set, or without it where there is nothing to say: the schema knows no `undefined`. */
export function withKey<T extends object, K extends keyof T>(object: T, key: K, value: T[K] | undefined): T {
  const { [key]: _old, ...rest } = object
  return (value === undefined ? rest : { ...rest, [key]: value }) as T
}
