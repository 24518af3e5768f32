/**
 * Where a client keeps what must survive a reload: a small key-value store over IndexedDB, and what to do when
 * IndexedDB is absent, throws, hangs or is full [OUT1]. Knows nothing of what it keeps.
 */
import { createStore, promisifyRequest, type UseStore } from 'idb-keyval'
import type { Clock } from './outside.ts'

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
  const use: UseStore = async (mode, act) => {
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
    // Asked for and committed in one go: a page that is being left gets no answer to act upon.
    set: (key, value) =>
      use('readwrite', (store) => {
        if (value === undefined) store.delete(key)
        else store.put(value, key)
        store.transaction.commit?.()
        return promisifyRequest(store.transaction)
      }),
    change,
    clear: (prefix) =>
      use('readwrite', async (store) => {
        store.delete(below(prefix))
        await promisifyRequest(store.transaction)
      }),
  }
}

/** Longer than any healthy IndexedDB takes; some browsers leave a request without an answer for ever. */
const patienceMs = 3_000

/** Why a storage cannot be used any longer, and whether it is worth asking for what it already has. */
export interface Fallen {
  readonly cause: unknown
  readonly answers: boolean
}

/**
 * Uses `first` until it fails once, then what `fall` makes of it. That is loaded only then, since hardly any page needs it;
 * where it cannot be loaded either, memory has to do.
 */
export function createFallingStorage(
  first: Storage,
  fall: (fallen: Fallen) => Promise<Storage>,
  clock: Clock,
): Storage {
  let second: Promise<Storage> | null = null

  async function use<T>(act: (storage: Storage) => Promise<T>): Promise<T> {
    if (!second) {
      let answers = true
      const silence = () => {
        answers = false
      }
      try {
        return await within(() => act(first), silence)
      } catch (cause) {
        second ??= fall({ cause, answers }).catch(() => createMemoryStorage())
      }
    }
    return act(await second)
  }

  function within<T>(act: () => Promise<T>, silence: () => void): Promise<T> {
    return new Promise((resolve, reject) => {
      const undo = clock.after(patienceMs, () => {
        silence()
        reject(new Error('IndexedDB gave no answer in 3 s'))
      })
      act().then(resolve, reject).finally(undo)
    })
  }

  return {
    get: (key) => use((storage) => storage.get(key)),
    list: (prefix) => use((storage) => storage.list(prefix)),
    set: (key, value) => use((storage) => storage.set(key, value)),
    change: (key, change) => use((storage) => storage.change(key, change)),
    clear: (prefix) => use((storage) => storage.clear(prefix)),
  }
}
