/** What every part of the room is given: the engine, the words, and the world outside. */
import type { VisitorClient } from '@docent/client/visitor/types'
import type { Translator } from '@docent/ui/i18n'
import type { TimeWords } from '@docent/ui/time'
import type { ReadonlySignal } from '@preact/signals-core'
import type { ChatWords } from './words.ts'

export type Undo = () => void

/** Time and the page, as far as the room asks for them. */
export interface Outside {
  /** Milliseconds since 1970. */
  now(): number
  every(milliseconds: number, act: () => void): Undo
  /** Whether a person can see the page: not a tab in the background. */
  readonly visible: ReadonlySignal<boolean>
  readonly online: ReadonlySignal<boolean>
  /** Whether fingers are the pointer: Enter then breaks the line, and a keyboard covers half of the screen. */
  readonly touch: ReadonlySignal<boolean>
  reload(): void
}

export type Screen =
  | { readonly kind: 'list' }
  /** `text` fills the field, in place of the draft. */
  | { readonly kind: 'new'; readonly text?: string | undefined }
  | { readonly kind: 'conversation'; readonly id: string }

export interface RoomContext {
  readonly client: VisitorClient
  readonly t: Translator<ChatWords>
  readonly time: TimeWords
  readonly outside: Outside
  /** Whether the relay can send mail; without it mail is never promised [RTE8]. */
  readonly mail: boolean
  /** Adds a style sheet to where the room is drawn; parts that come later bring their own. */
  readonly adopt: (css: string) => void
  readonly go: (screen: Screen) => void
  readonly close: () => void
}
