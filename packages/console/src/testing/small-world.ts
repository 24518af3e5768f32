/** A world for tests: memory instead of storage, a clock that is moved by hand, and an ear for every tone and notification. */
import { type Signal, signal } from '@preact/signals'
import type { DeskWorld, Layout } from '../desk/desk.ts'
import { createClock } from '../outside/clock.ts'
import { createPreferences } from '../outside/preferences.ts'
import { createRouter } from '../outside/route.ts'
import { createWords } from '../words/words.tsx'
import { seededReader } from './seeded-help.ts'

export interface SmallWorld extends DeskWorld {
  readonly layout: Signal<Layout>
  readonly visible: Signal<boolean>
  /** Whether the clipboard may be used. */
  readonly mayCopy: Signal<boolean>
  /** What was heard and shown, in order, such as "tone: message" or "notification: Mira wrote". */
  readonly noticed: string[]
  /** Moves the clock; whatever falls due runs. */
  advance(ms: number): void
  hash(): string
}

interface Timer {
  at: number
  readonly everyMs: number | null
  readonly run: () => void
}

export const startOfTest = Date.UTC(2026, 2, 14, 10, 0)

export function createSmallWorld(hash = ''): SmallWorld {
  let now = startOfTest
  let address = hash
  let made = 0
  const timers = new Set<Timer>()
  const noticed: string[] = []
  const mayCopy = signal(true)
  const kept = new Map<string, string>()
  const every = (ms: number, run: () => void): (() => void) => {
    const timer: Timer = { at: now + ms, everyMs: ms, run }
    timers.add(timer)
    return () => void timers.delete(timer)
  }
  const later = (ms: number, run: () => void): (() => void) => {
    const timer: Timer = { at: now + ms, everyMs: null, run }
    timers.add(timer)
    return () => void timers.delete(timer)
  }
  const nextDue = (until: number): Timer | undefined =>
    [...timers].filter((timer) => timer.at <= until).toSorted((one, other) => one.at - other.at)[0]

  return {
    clock: createClock(() => now, every),
    preferences: createPreferences({
      read: (key) => kept.get(key) ?? null,
      write: (key, text) => void kept.set(key, text),
    }),
    router: createRouter({
      hash: () => address,
      go: (next) => {
        address = next
      },
      onChange: () => () => {},
    }),
    words: createWords('en', 'UTC'),
    layout: signal<Layout>('wide'),
    dark: signal(false),
    visible: signal(true),
    chime: {
      message: () => void noticed.push('tone: message'),
      offer: () => void noticed.push('tone: offer'),
    },
    notifier: {
      state: () => 'allowed',
      ask: () => Promise.resolve('allowed'),
      show: ({ title }) => void noticed.push(`notification: ${title}`),
    },
    modifier: 'Ctrl',
    after: (ms, run) => void later(ms, run),
    later,
    every,
    focusTab: () => void noticed.push('focus'),
    reload: () => void noticed.push('reload'),
    relayUrl: 'https://relay.example/',
    articleReader: seededReader,
    makeId: () => {
      made += 1
      return `00000000-0000-4000-8000-${String(made).padStart(12, '0')}`
    },
    copy: async (text) => {
      if (mayCopy.value) noticed.push(`copy ${text}`)
      return mayCopy.value
    },
    noticed,
    mayCopy,
    hash: () => address,
    advance: (ms) => {
      const until = now + ms
      for (let timer = nextDue(until); timer; timer = nextDue(until)) {
        now = timer.at
        if (timer.everyMs === null) timers.delete(timer)
        else timer.at += timer.everyMs
        timer.run()
      }
      now = until
    },
  }
}
