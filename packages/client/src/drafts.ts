/** The text that somebody has begun: kept a moment after the last key, so that it survives a reload. */
import type { Clock, Undo, Warn } from './outside.ts'
import type { Storage } from './storage.ts'
import type { Drafts } from './visitor/visitor-client.ts'

const settleMs = 150

export interface KeptDrafts extends Drafts {
  /** Keeps what is not kept yet, now: the page may be leaving. */
  flush(): void
  /** Drops what is not kept yet. */
  forget(): void
}

/** @param prefix resolves once it is known whose drafts these are */
export function createDrafts(
  storage: Storage,
  prefix: () => Promise<string>,
  clock: Clock,
  warn: Warn,
): KeptDrafts {
  const unsaved = new Map<string, string>()
  let timer: Undo | null = null

  function flush() {
    timer?.()
    timer = null
    const texts = [...unsaved]
    void save(texts).catch((cause) => warn('A draft could not be kept.', cause))
  }

  async function save(texts: readonly (readonly [string, string])[]) {
    const space = `${await prefix()}draft/`
    // All at once: of those that wait for one another, a page that is being left keeps the first only.
    await Promise.all(
      texts.map(async ([key, text]) => {
        await storage.set(space + key, text || undefined)
        if (unsaved.get(key) === text) unsaved.delete(key)
      }),
    )
  }

  return {
    async read(key) {
      const fresh = unsaved.get(key)
      if (fresh !== undefined) return fresh
      const kept = await storage.get(`${await prefix()}draft/${key}`)
      return unsaved.get(key) ?? (typeof kept === 'string' ? kept : '')
    },
    write(key, text) {
      unsaved.set(key, text)
      timer?.()
      // An empty text was sent or given up: shown again after a reload, it would be sent twice.
      if (text) timer = clock.after(settleMs, flush)
      else flush()
    },
    flush,
    forget() {
      timer?.()
      timer = null
      unsaved.clear()
    },
  }
}
