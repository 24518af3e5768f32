/**
 * Where a client keeps what must survive a reload: a small key-value store over IndexedDB, with a copy in
 * sessionStorage, or memory alone, where IndexedDB is absent, throws, hangs or is full [OUT1]. Knows nothing of what it keeps.
 */
import { createStore, promisifyRequest, type UseStore } from 'idb-keyval'
import type { Clock, Warn } from './outside.ts'

export interface Storage {
  get(key: string): Promise<unknown>
  /** Everything whose key begins with `prefix`, in the order of the keys. */
  list(prefix: string): Promise<readonly (readonly [key: string, value: unknown])[]>
  /** Undefined deletes. */
  set(key: string, value: unknown): Promise<void>
  /** Replaces a value by what `change` makes of it, in one step across all tabs; resolves with what is kept now. */
  change(key: string, change: (old: unknown) => unknown): Promise<unknown>
  clear(prefix: string): Promise<void>
}

/** Keeps nothing beyond its own life. Two clients that share one are two tabs of one browser. */
export function createMemoryStorage(kept = new Map<string, unknown>()): Storage {
  const put = (key: string, value: unknown) => {
    if (value === undefined) kept.delete(key)
    else kept.set(key, value)
    return value
  }
  return {
    get: async (key) => kept.get(key),
    list: async (prefix) =>
      [...kept].filter(([key]) => key.startsWith(prefix)).sort(([a], [b]) => (a < b ? -1 : 1)),
    async set(key, value) {
      put(key, value)
    },
    change: async (key, change) => put(key, change(kept.get(key))),
    async clear(prefix) {
      for (const key of [...kept.keys()]) if (key.startsWith(prefix)) kept.delete(key)
    },
  }
}

/** Over IndexedDB; every verb rejects where the browser does. */
export function createIndexedStorage(databaseName = 'docent'): Storage {
  let opened: UseStore | undefined
  // Opened at the first use: a page without consent must not even create the database.
  const use: UseStore = (mode, act) => {
    opened ??= createStore(databaseName, 'kept')
    return opened(mode, act)
  }
  const below = (prefix: string) => IDBKeyRange.bound(prefix, `${prefix}\uffff`)
  const change: Storage['change'] = (key, change) =>
    use('readwrite', async (store) => {
      const value = change(await promisifyRequest(store.get(key)))
      if (value === undefined) store.delete(key)
      else store.put(value, key)
      await promisifyRequest(store.transaction)
      return value
    })
  return {
    get: (key) => use('readonly', (store) => promisifyRequest(store.get(key))),
    list: (prefix) =>
      use('readonly', async (store) => {
        const [keys, values] = await Promise.all([
          promisifyRequest(store.getAllKeys(below(prefix))),
          promisifyRequest(store.getAll(below(prefix))),
        ])
        return keys.map((key, at) => [String(key), values[at]] as const)
      }),
    async set(key, value) {
      await change(key, () => value)
    },
    change,
    clear: (prefix) =>
      use('readwrite', async (store) => {
        store.delete(below(prefix))
        await promisifyRequest(store.transaction)
      }),
  }
}

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

/** Longer than any healthy IndexedDB takes; some browsers leave a request without an answer for ever. */
const patienceMs = 3_000

/**
 * Uses `first` until it fails once, then keeps new values in `second` and still reads what `first` has:
 * a full disk refuses writes, but the visitor's token is there and must not be made anew.
 */
export function createFallingStorage(first: Storage, second: Storage, clock: Clock, warn: Warn): Storage {
  let failed = false
  /** One that gave no answer once is not waited for again. */
  let hangs = false
  const gone = new Set<string>()

  async function tryFirst<T>(act: () => Promise<T>): Promise<{ value: T } | null> {
    if (hangs) return null
    try {
      return { value: await within(act) }
    } catch (cause) {
      if (!failed) warn('IndexedDB cannot be used here: what is kept may not survive the tab.', cause)
      failed = true
      return null
    }
  }
  function within<T>(act: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const undo = clock.after(patienceMs, () => {
        hangs = true
        reject(new Error('IndexedDB gave no answer in 3 s'))
      })
      act().then(resolve, reject).finally(undo)
    })
  }

  async function get(key: string): Promise<unknown> {
    const ours = failed ? await second.get(key) : undefined
    if (ours !== undefined || gone.has(key)) return ours
    const theirs = await tryFirst(() => first.get(key))
    return theirs ? theirs.value : second.get(key)
  }

  async function change(key: string, change: (old: unknown) => unknown): Promise<unknown> {
    const stored = failed ? null : await tryFirst(() => first.change(key, change))
    if (stored) return stored.value
    const old = await get(key)
    const value = await second.change(key, (ours) => change(ours ?? old))
    if (value === undefined) {
      gone.add(key)
      await tryFirst(() => first.set(key, undefined))
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
      const theirs = await tryFirst(() => first.list(prefix))
      if (!failed) return theirs?.value ?? []
      const all = new Map((theirs?.value ?? []).filter(([key]) => !gone.has(key)))
      for (const [key, value] of await second.list(prefix)) all.set(key, value)
      return [...all].sort(([a], [b]) => (a < b ? -1 : 1))
    },
    async clear(prefix) {
      await tryFirst(() => first.clear(prefix))
      await second.clear(prefix)
    },
  }
}
