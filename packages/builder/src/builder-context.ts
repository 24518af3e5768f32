/** What every part of the panel is given. */
import type { Target } from '@docent/protocol'
import type { Translator } from '@docent/ui/i18n'
import type { ReadonlySignal, Signal } from '@preact/signals-core'
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Place } from './draft-edits.ts'
import type { Editor } from './editor.ts'
import type { words } from './words.ts'

export interface BuilderContext {
  readonly t: Translator<typeof words>
  readonly editor: Editor
  /** The language that is being written. */
  readonly locale: Signal<string>
  /** Path of the page that the builder stands on. */
  readonly path: ReadonlySignal<string>
  /** Where the panel lies. */
  readonly side: Signal<'left' | 'right'>
  /** Whether a place's element is on this page now; null where it has none. */
  readonly isFound: (place: Place) => boolean | null
  /** Rises when the page changed: what is found on it may be another now. */
  readonly pageTurns: ReadonlySignal<number>
  /** Lets the author choose an element; the chosen one goes to `then`. */
  readonly pick: (then: (target: Target) => void) => void
  readonly stopPicking: () => void
  /** What the pointer or the keyboard stands on while picking. */
  readonly pickedWords: ReadonlySignal<string>
  readonly play: () => void
  readonly stop: () => void
  readonly reload: () => void
  readonly leave: () => void
  readonly random: () => number
}

export const Builder = createContext<BuilderContext | null>(null)

export function useBuilder(): BuilderContext {
  const context = useContext(Builder)
  if (!context) throw new Error('this part stands outside of the builder')
  return context
}
