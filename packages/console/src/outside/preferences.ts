/** What one agent likes in one browser; kept where the browser keeps things, or only in memory where it may not. */
import { type Signal, signal } from '@preact/signals'

export interface Preferences {
  readonly sound: Signal<boolean>
  readonly notifications: Signal<boolean>
  /** Single-key shortcuts, which can get in the way of speech input. */
  readonly keys: Signal<boolean>
  readonly scheme: Signal<'auto' | 'light' | 'dark'>
  readonly viewsOpen: Signal<boolean>
  readonly visitorOpen: Signal<boolean>
  readonly order: Signal<'latest' | 'waiting'>
  /** The site that was worked on last; empty before the first. */
  readonly site: Signal<string>
}

export interface TextStore {
  read(key: string): string | null
  write(key: string, text: string): void
}

const prefix = 'docent:console:'

export function createPreferences(store: TextStore): Preferences {
  function kept<T extends string>(key: string, fallback: T, allowed?: readonly T[]): Signal<T> {
    const text = store.read(prefix + key) as T | null
    const known = text !== null && (allowed === undefined || allowed.includes(text))
    const value = signal<T>(known ? text : fallback)
    value.subscribe((next) => {
      if (next !== store.read(prefix + key)) store.write(prefix + key, next)
    })
    return value
  }
  function flag(key: string, fallback: boolean): Signal<boolean> {
    const text = store.read(prefix + key)
    const value = signal(text === null ? fallback : text === 'yes')
    value.subscribe((next) => store.write(prefix + key, next ? 'yes' : 'no'))
    return value
  }
  return {
    sound: flag('sound', true),
    notifications: flag('notifications', false),
    keys: flag('keys', true),
    scheme: kept('scheme', 'auto', ['auto', 'light', 'dark']),
    viewsOpen: flag('views', true),
    visitorOpen: flag('visitor', true),
    order: kept('order', 'latest', ['latest', 'waiting']),
    site: kept<string>('site', ''),
  }
}

/** `localStorage`, which throws where it is forbidden or full: then nothing is kept, and nothing breaks. */
export function browserStore(storage: () => Storage): TextStore {
  const memory = new Map<string, string>()
  return {
    read: (key) => {
      try {
        return storage().getItem(key) ?? memory.get(key) ?? null
      } catch {
        return memory.get(key) ?? null
      }
    },
    write: (key, text) => {
      memory.set(key, text)
      try {
        storage().setItem(key, text)
      } catch {
        // Kept in memory above; the wish lasts until the tab is closed.
      }
    },
  }
}
