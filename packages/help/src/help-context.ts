/** What every part of the room is given: the engine's part of help, the words, the ways out, and the world outside. */
import type { HelpSearch, VisitorHelp } from '@docent/client/visitor/help/types'
import type { ArticleRef, ArticleShown } from '@docent/protocol/article'
import type { Translator } from '@docent/ui/i18n'
import type { ReadonlySignal } from '@preact/signals-core'
import type { HelpWords } from './help-words.ts'

/** The page, as far as the room asks for it. */
export interface HelpOutside {
  /** Whether a person can see the page: not a tab in the background. */
  readonly visible: ReadonlySignal<boolean>
  readonly online: ReadonlySignal<boolean>
  /** Whether fingers are the pointer: a field that takes the focus covers half of the screen by its keyboard. */
  readonly touch: ReadonlySignal<boolean>
}

export type HelpScreen =
  | { readonly kind: 'search' }
  | { readonly kind: 'collection'; readonly id: string }
  /** @param query the search that led there */
  | { readonly kind: 'article'; readonly idOrKey: string; readonly query?: string | undefined }

/** What a visitor takes along to a person. */
export interface Question {
  readonly query?: string | undefined
  readonly article?: ArticleShown | undefined
}

export interface HelpContext {
  readonly help: VisitorHelp
  readonly search: HelpSearch
  readonly t: Translator<HelpWords>
  /** What the visitor reads best; what is in another language says so. */
  readonly wanted: string
  /** Of languages, in the words' own; made with the first, and once: for a list of fifty articles fifty would be felt. */
  readonly names: () => Intl.DisplayNames
  readonly outside: HelpOutside
  /** The page that the visitor is on. */
  readonly page: () => { readonly path: string; readonly address: string }
  /** Null where nobody can be asked [HLP10]. */
  readonly ask: ((question: Question) => void) | null
  /** Null where tours are not there. */
  readonly showTour: ((flowId: string) => void) | null
  readonly open: (screen: HelpScreen) => void
  readonly back: () => void
  /** Adds a style sheet to where the room is drawn; parts that come later bring their own. */
  readonly adopt: (css: string) => void
  readonly close: () => void
}

export const openArticle = (context: HelpContext, ref: ArticleRef, query?: string): void =>
  context.open({ kind: 'article', idOrKey: ref.id, query })

/** The name of a language for who reads it in place of their own; null where it is the one that was wanted. */
export function standIn({ wanted, names }: HelpContext, locale: string): string | null {
  const language = (tag: string): string => tag.split('-')[0]?.toLowerCase() ?? ''
  return language(locale) === language(wanted) ? null : (names().of(locale) ?? locale)
}
