/** A live region and the verb that speaks through it, for what changes out of a screen reader's sight. */
import { type Signal, signal } from '@preact/signals'
import type { VNode } from 'preact'

export interface Announcer {
  /** Says `text` when the reader pauses; the same text twice is said twice. */
  say(text: string): void
  readonly region: () => VNode
}

export function createAnnouncer(): Announcer {
  const said: Signal<{ text: string; turn: number }> = signal({ text: '', turn: 0 })
  return {
    say: (text) => {
      said.value = { text, turn: said.value.turn + 1 }
    },
    // A new element per announcement: readers stay silent when the text of the same one does not change.
    region: () => (
      <div class="d-hidden" role="status" aria-live="polite">
        <span key={said.value.turn}>{said.value.text}</span>
      </div>
    ),
  }
}
