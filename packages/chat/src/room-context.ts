/** What every part of the room is given: the engine, the words, and the world outside. */
import type { VisitorFlows } from '@docent/client/visitor/flows/types'
import type { VisitorClient } from '@docent/client/visitor/types'
import type { ArticlePart, Origin } from '@docent/protocol'
import type { Translator } from '@docent/ui/i18n'
import type { TimeWords } from '@docent/ui/time'
import type { ReadonlySignal } from '@preact/signals-core'
import type { VNode } from 'preact'
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
  | {
      readonly kind: 'new'
      readonly text?: string | undefined
      /** Where the conversation begins; the open page where absent. */
      readonly origin?: Origin | undefined
    }
  | { readonly kind: 'conversation'; readonly id: string }

/** What runs the tours that agents send into a conversation [FLO11]. */
export interface Tours {
  readonly visitor: Pick<VisitorFlows, 'runs' | 'guide'>
  /** Offers that the visitor put off, for as long as this page lives. */
  readonly putOff: Set<string>
  /** The visitor accepted: the tour begins, or goes on. */
  accept(flowId: string, conversationId: string): void
}

/** What another room lends to this one where the site has articles. */
export interface Articles {
  /** The card of an article that an agent sent. */
  readonly Card: (props: { readonly part: ArticlePart }) => VNode
  /** What may help with what is being written [HLP10]. */
  readonly Offers: (props: { readonly text: string }) => VNode
}

export interface RoomContext {
  readonly client: VisitorClient
  readonly t: Translator<ChatWords>
  readonly time: TimeWords
  readonly outside: Outside
  /** Whether the relay can send mail; without it mail is never promised [RTE8]. */
  readonly mail: boolean
  /** Null while tours are not there. */
  readonly tours: ReadonlySignal<Tours | null>
  /** Null while articles are not there. */
  readonly articles: ReadonlySignal<Articles | null>
  /** Adds a style sheet to where the room is drawn; parts that come later bring their own. */
  readonly adopt: (css: string) => void
  readonly go: (screen: Screen) => void
  readonly close: () => void
}
