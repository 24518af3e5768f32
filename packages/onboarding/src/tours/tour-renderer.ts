/**
 * What draws one step at a time. The runner says what to show and hears what the visitor does; which step comes next,
 * waiting, resuming and remembering are none of the renderer's business, so that it can be replaced.
 */
import type { Placement, Shown, Step } from '@docent/protocol'

/** A step as it is drawn. */
export interface StepOnScreen {
  readonly step: Pick<Step<Shown>, 'id' | 'title' | 'body' | 'picture' | 'video' | 'button' | 'choices'>
  /** Null: in the middle of the window. */
  readonly target: Element | null
  readonly placement: Placement
  /** Place of the step counted from 1, and how many there are. */
  readonly place: number
  readonly of: number
  readonly hasNext: boolean
  /** The last step's button says "Done". */
  readonly isLast: boolean
  readonly canGoBack: boolean
  /** Whether the page beneath can be used: the target alone, or nothing of it. */
  readonly interaction: 'target' | 'none'
  /** A tour of several steps can be left by "Skip tour" in words, beside the close button. */
  readonly canSkip: boolean
}

export interface RendererEvents {
  onNext(): void
  onBack(): void
  /** The close button, "Skip tour", or Esc. */
  onClose(): void
  onChoice(id: string): void
  /** The visitor pressed the overlay, beside the target. In CSS pixels of the window. */
  onStray(at: { readonly x: number; readonly y: number }): void
  /** A step could not be drawn: called once for each. */
  onFailed(cause: unknown): void
}

export interface TourRenderer {
  /** Draws a step, in the place of the one before. Resolves once it is on screen; never rejects. */
  show(step: StepOnScreen): Promise<void>
  /** The target was rendered anew: moves the same step to it. Null, it is gone: nothing is seen of the step until it is moved again. */
  moveTo(target: Element | null): void
  /** Nothing is on screen, at once, whatever was under way. */
  hide(): void
  /** Leaves no node, listener, timer or style. */
  close(): void
}

export interface RendererPlace {
  readonly view: Window & typeof globalThis
  /** Direction and language of the texts. */
  readonly locale: string
  /** Tokens of the site's theme, as `messengerTokens` makes them; with `--d-z` of the messenger, below which a tour stands, and `--d-scheme`. */
  readonly tokens: Readonly<Record<string, string>>
  /** Our own buttons in the page's corner, which stay above the shade. Where a card reaches one, the card lies over it. */
  readonly buttons?: () => Iterable<Element>
}

export type CreateTourRenderer = (place: RendererPlace, events: RendererEvents) => TourRenderer
