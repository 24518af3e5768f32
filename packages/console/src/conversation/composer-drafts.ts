/**
 * What stands in the composers' fields, one text for each reply and each note, and what has just left them. Words stay
 * in the kept draft until the outbox has them, since the page may end at any moment [OUT1]. Knows no field and no relay.
 */
import type { Drafts } from '@docent/client/agent/types'
import { type ReadonlySignal, signal } from '@preact/signals'

export interface ComposerDraft {
  readonly text: ReadonlySignal<string>
  /** Fetches what was kept; whoever writes meanwhile is not interrupted. */
  load(): Promise<void>
  write(words: string): void
  /**
   * Empties the field and gives its words to `send`. Where that resolves with false they come back, before whatever
   * was written meanwhile.
   */
  handOver(send: (words: string) => Promise<boolean>): Promise<boolean>
}

export interface ComposerDrafts {
  /** The same draft for the same key, so that one that is on its way is found again when its composer comes back. */
  of(key: string): ComposerDraft
}

export function createComposerDrafts(kept: Drafts): ComposerDrafts {
  const drafts = new Map<string, ComposerDraft>()
  return {
    of: (key) => {
      const draft = drafts.get(key) ?? createDraft(kept, key)
      drafts.set(key, draft)
      return draft
    },
  }
}

function createDraft(kept: Drafts, key: string): ComposerDraft {
  const text = signal('')
  let leaving: readonly { readonly words: string }[] = []
  let changes = 0

  const keep = (): void => kept.write(key, joined([...leaving.map(({ words }) => words), text.peek()]))
  const write = (words: string): void => {
    changes += 1
    text.value = words
    keep()
  }

  return {
    text,
    write,
    load: async () => {
      const before = changes
      if (text.peek() !== '' || leaving.length > 0) return
      const words = await kept.read(key)
      if (changes === before) text.value = words
    },
    handOver: async (send) => {
      const parcel = { words: text.peek() }
      leaving = [...leaving, parcel]
      write('')
      const taken = await send(parcel.words)
      leaving = leaving.filter((one) => one !== parcel)
      if (taken) keep()
      else write(joined([parcel.words, text.peek()]))
      return taken
    },
  }
}

const joined = (texts: readonly string[]): string => texts.filter((words) => words !== '').join('\n')
