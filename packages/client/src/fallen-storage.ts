/**
 * What takes over where IndexedDB fails: memory with a copy in sessionStorage, laid over what the browser still reads [OUT1].
 * Loaded only then.
 */
import type { Warn } from './outside.ts'
import { createMemoryStorage, type Fallen, type Storage } from './storage.ts'

/** The part of `sessionStorage` that is used. */
export type WebStorage = Pick<globalThis.Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>

/** Memory with a copy in `sessionStorage`, which survives a reload of this tab; where that fails, memory alone. */
export function createTabStorage(web: () => WebStorage, warn: Warn, space = 'docent:'): Storage {
  const kept = new Map<string, unknown>()
  let copy: WebStorage | null | undefined
  const guard = (act: (copy: WebStorage) => void) => {
    if (copy === null) return
    try {
      copy ??= web()
      act(copy)
    } catch (cause) {
      copy = null
      warn('This browser lets nothing be kept: unsent messages are lost when the page is closed.', cause)
    }
  }
  const memory = createMemoryStorage(kept)
  const open = () => {
    if (copy !== undefined) return
    guard((from) => {
      for (let at = 0; at < from.length; at++) {
        const key = from.key(at)
        if (key?.startsWith(space)) kept.set(key.slice(space.length), JSON.parse(from.getItem(key) ?? 'null'))
      }
    })
  }
  const save = (key: string, value: unknown) =>
    guard((to) => {
      if (value === undefined) to.removeItem(space + key)
      else to.setItem(space + key, JSON.stringify(value))
    })
  return {
    get(key) {
      open()
      return memory.get(key)
    },
    list(prefix) {
      open()
      return memory.list(prefix)
    },
    async set(key, value) {
      open()
      await memory.set(key, value)
      save(key, value)
    },
    async change(key, change) {
      open()
      const value = await memory.change(key, change)
      save(key, value)
      return value
    },
    async clear(prefix) {
      open()
      for (const [key] of await memory.list(prefix)) save(key, undefined)
      await memory.clear(prefix)
    },
  }
}

/**
 * Keeps new values in `second` and still reads what `first` has: a full disk refuses writes, but the visitor's token
 * is there and must not be made anew.
 */
function createOverlay(first: Storage, second: Storage, answers: boolean): Storage {
  const gone = new Set<string>()

  /** What `first` says, or nothing where it cannot. */
  async function tryFirst<T>(act: () => Promise<T>, otherwise: T): Promise<T> {
    return answers ? act().catch(() => otherwise) : otherwise
  }

  async function get(key: string): Promise<unknown> {
    const ours = await second.get(key)
    if (ours !== undefined || gone.has(key)) return ours
    return tryFirst(() => first.get(key), undefined)
  }

  async function change(key: string, change: (old: unknown) => unknown): Promise<unknown> {
    const theirs = await get(key)
    const value = await second.change(key, (ours) => change(ours ?? theirs))
    if (value === undefined) {
      gone.add(key)
      await tryFirst(() => first.set(key, undefined), undefined)
    } else gone.delete(key)
    return value
  }

  return {
    get,
    change,
    async set(key, value) {
      await change(key, () => value)
    },
    async list(prefix) {
      const theirs = await tryFirst(() => first.list(prefix), [])
      const all = new Map(theirs.filter(([key]) => !gone.has(key)))
      for (const [key, value] of await second.list(prefix)) all.set(key, value)
      return [...all].sort(([a], [b]) => (a < b ? -1 : 1))
    },
    async clear(prefix) {
      await tryFirst(() => first.clear(prefix), undefined)
      await second.clear(prefix)
    },
  }
}

/** Says what was lost, and goes on in this tab. */
export function createFallenStorage(
  first: Storage,
  { cause, answers }: Fallen,
  web: () => WebStorage,
  warn: Warn,
): Storage {
  warn('IndexedDB cannot be used here: what is kept may not survive the tab.', cause)
  return createOverlay(first, createTabStorage(web, warn), answers)
}
