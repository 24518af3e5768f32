/** Who writes at the moment: told at most once in 3 s, forgotten after 6 s, stored nowhere [MRK]. */
import type { Author } from '@docent/protocol'
import { type ReadonlySignal, signal } from '@preact/signals-core'
import type { Clock, Undo } from './outside.ts'

const tellEveryMs = 3_000
const forgetAfterMs = 6_000

/** @param tell sends the word to the relay */
export function createTypingTeller(clock: Clock, tell: (conversationId: string, typing: boolean) => void) {
  const told = new Map<string, number>()
  return (conversationId: string, typing: boolean): void => {
    const last = told.get(conversationId)
    if (!typing) {
      if (told.delete(conversationId)) tell(conversationId, false)
      return
    }
    if (last !== undefined && clock.now() - last < tellEveryMs) return
    told.set(conversationId, clock.now())
    tell(conversationId, true)
  }
}

export interface Typing {
  readonly authors: ReadonlySignal<readonly Author[]>
  hear(author: Author, typing: boolean): void
  /** Their entry is there: nobody waits for it any more. */
  stop(author: Author): void
  clear(): void
}

export function createTyping(clock: Clock): Typing {
  const authors = signal<readonly Author[]>([])
  const ends = new Map<string, Undo>()
  const keyOf = (author: Author) => `${author.kind}:${author.id}`

  function remove(author: Author) {
    const key = keyOf(author)
    ends.get(key)?.()
    if (ends.delete(key)) authors.value = authors.value.filter((other) => keyOf(other) !== key)
  }

  return {
    authors,
    hear(author, typing) {
      if (!typing) return remove(author)
      const key = keyOf(author)
      ends.get(key)?.()
      if (!ends.has(key)) authors.value = [...authors.value, author]
      ends.set(
        key,
        clock.after(forgetAfterMs, () => remove(author)),
      )
    },
    stop: remove,
    clear() {
      for (const undo of ends.values()) undo()
      ends.clear()
      authors.value = []
    },
  }
}
