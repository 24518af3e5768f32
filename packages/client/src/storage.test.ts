import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createFallenStorage, createTabStorage, type WebStorage } from './fallen-storage.ts'
import type { Clock, Warn } from './outside.ts'
import { createFallingStorage, createIndexedStorage, createMemoryStorage, type Storage } from './storage.ts'
import { createFakeClock } from './testing/fake-clock.ts'

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory())
  vi.stubGlobal('IDBKeyRange', IDBKeyRange)
})
afterEach(() => {
  vi.unstubAllGlobals()
})

/** `sessionStorage` with a size. */
function createWebStorage(room = Number.POSITIVE_INFINITY): WebStorage {
  const kept = new Map<string, string>()
  return {
    get length() {
      return kept.size
    },
    key: (at) => [...kept.keys()][at] ?? null,
    getItem: (key) => kept.get(key) ?? null,
    setItem(key, value) {
      if (value.length > room) throw new DOMException('full', 'QuotaExceededError')
      kept.set(key, value)
    },
    removeItem: (key) => kept.delete(key),
  }
}

const failing = (why = 'refused'): Storage => {
  const refuse = () => Promise.reject(new Error(why))
  return { get: refuse, list: refuse, set: refuse, change: refuse, clear: refuse }
}

const hanging = (): Storage => {
  const hang = () => new Promise<never>(() => {})
  return { get: hang, list: hang, set: hang, change: hang, clear: hang }
}

/** As a browser falls: to this tab's own store. */
const falling = (first: Storage, clock: Clock = createFakeClock(), warn: Warn = () => {}) =>
  createFallingStorage(
    first,
    async (fallen) => createFallenStorage(first, fallen, () => createWebStorage(), warn),
    clock,
  )

const kinds: readonly (readonly [string, () => Storage])[] = [
  ['memory', () => createMemoryStorage()],
  ['IndexedDB', () => createIndexedStorage()],
  [
    'a tab',
    () =>
      createTabStorage(
        () => createWebStorage(),
        () => {},
      ),
  ],
  ['a falling one', () => falling(failing())],
]

describe.each(kinds)('storage in %s', (_name, create) => {
  it('[OUT1] gives back what was kept, by key and by prefix', async () => {
    const storage = create()
    await storage.set('a/2', { n: 2 })
    await storage.set('a/1', { n: 1 })
    await storage.set('b/1', { n: 3 })
    expect(await storage.get('a/1')).toEqual({ n: 1 })
    expect(await storage.get('a/9')).toBeUndefined()
    expect(await storage.list('a/')).toEqual([
      ['a/1', { n: 1 }],
      ['a/2', { n: 2 }],
    ])
  })

  it('forgets by key and by prefix', async () => {
    const storage = create()
    for (const key of ['a/1', 'a/2', 'b/1']) await storage.set(key, 1)
    await storage.set('a/1', undefined)
    expect((await storage.list('')).map(([key]) => key)).toEqual(['a/2', 'b/1'])
    await storage.clear('a/')
    expect((await storage.list('')).map(([key]) => key)).toEqual(['b/1'])
  })

  it('changes a value in one step, whoever else changes it', async () => {
    const storage = create()
    const add = (old: unknown) => (typeof old === 'number' ? old : 0) + 1
    await Promise.all(Array.from({ length: 20 }, () => storage.change('count', add)))
    expect(await storage.get('count')).toBe(20)
    await storage.change('count', () => undefined)
    expect(await storage.list('')).toEqual([])
  })
})

describe('where IndexedDB cannot be used', () => {
  it('[OUT1] goes on in the tab where it throws, and says so once', async () => {
    const warnings: string[] = []
    const storage = falling(failing(), createFakeClock(), (message) => warnings.push(message))
    await storage.set('a', 1)
    await storage.set('b', 2)
    expect(await storage.list('')).toEqual([
      ['a', 1],
      ['b', 2],
    ])
    expect(warnings).toHaveLength(1)
  })

  it('[OUT1] goes on where IndexedDB is absent', async () => {
    vi.stubGlobal('indexedDB', undefined)
    const storage = falling(createIndexedStorage())
    await storage.set('a', 1)
    expect(await storage.get('a')).toBe(1)
  })

  it('[OUT1] waits 3 s for one that hangs, then never again', async () => {
    const clock = createFakeClock()
    const storage = falling(hanging(), clock)
    const kept = storage.set('a', 1)
    await clock.advance(3_000)
    await kept
    await storage.set('b', 2)
    expect(clock.now() - 1_700_000_000_000).toBe(3_000)
  })

  it('[OUT1] reads what a full disk still holds, and keeps what it refuses in the tab', async () => {
    const disk = createMemoryStorage(new Map([['token', 'mine']]))
    const full: Storage = { ...disk, set: failing('full').set, change: failing('full').change }
    const storage = falling(full)
    await storage.set('draft', 'words')
    expect(await storage.get('token')).toBe('mine')
    expect(await storage.change('token', (old) => old ?? 'another')).toBe('mine')
    expect(await storage.get('draft')).toBe('words')
    expect((await storage.list('')).map(([key]) => key)).toEqual(['draft', 'token'])
  })

  it('[OUT1] does not bring back what it could not delete', async () => {
    const disk = createMemoryStorage(new Map([['sent', 'words']]))
    const full: Storage = { ...disk, set: failing('full').set, change: failing('full').change }
    const storage = falling(full)
    await storage.set('sent', undefined)
    expect(await storage.get('sent')).toBeUndefined()
    expect(await storage.list('')).toEqual([])
  })

  it('[OUT1] survives a reload of the tab by sessionStorage', async () => {
    const web = createWebStorage()
    await createTabStorage(
      () => web,
      () => {},
    ).set('a', { n: 1 })
    const after = createTabStorage(
      () => web,
      () => {},
    )
    expect(await after.list('')).toEqual([['a', { n: 1 }]])
  })

  it('[OUT1] keeps to memory where sessionStorage is closed or full, and says so once', async () => {
    const warnings: string[] = []
    for (const web of [
      () => createWebStorage(3),
      (): WebStorage => {
        throw new DOMException('closed', 'SecurityError')
      },
    ]) {
      warnings.length = 0
      const storage = createTabStorage(web, (message) => warnings.push(message))
      await storage.set('a', 'longer than that')
      await storage.set('b', 'longer than that')
      expect(await storage.get('a')).toBe('longer than that')
      expect(warnings).toHaveLength(1)
    }
  })

  it('[OUT1] keeps to memory where the replacement cannot be loaded', async () => {
    const storage = createFallingStorage(
      failing(),
      () => Promise.reject(new Error('offline')),
      createFakeClock(),
    )
    await storage.set('a', 1)
    expect(await storage.get('a')).toBe(1)
  })

  it('[EMB1] touches neither before the first use', () => {
    const web = vi.fn(() => createWebStorage())
    const open = vi.spyOn(indexedDB, 'open')
    falling(createIndexedStorage())
    createTabStorage(web, () => {})
    expect(open).not.toHaveBeenCalled()
    expect(web).not.toHaveBeenCalled()
  })
})
