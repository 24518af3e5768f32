import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Clock } from '../outside.ts'
import { createInterruptions, type Wish } from './interruptions.ts'

/** Time that goes on when it is told to, in one go: ten thousand orders of events are many. */
function createPlainClock() {
  let time = 1_000_000
  const timers = new Map<number, { readonly at: number; readonly act: () => void }>()
  let made = 0
  const clock: Clock = {
    now: () => time,
    after(milliseconds, act) {
      const id = made++
      timers.set(id, { at: time + milliseconds, act })
      return () => timers.delete(id)
    },
  }
  return {
    clock,
    pending: () => timers.size,
    advance(milliseconds: number) {
      const end = time + milliseconds
      for (;;) {
        const due = [...timers].filter(([, { at }]) => at <= end).sort(([, a], [, b]) => a.at - b.at)[0]
        if (!due) break
        timers.delete(due[0])
        time = Math.max(time, due[1].at)
        due[1].act()
      }
      time = end
    },
  }
}

type Step =
  | {
      readonly act: 'ask'
      readonly id: number
      readonly priority: number
      readonly byVisitor: boolean
      readonly overRoutes: boolean
    }
  | { readonly act: 'end' | 'idle'; readonly which: number }
  | { readonly act: 'busy' | 'typed' | 'route' }
  | { readonly act: 'wait'; readonly milliseconds: number }

const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        act: fc.constant('ask' as const),
        id: fc.nat(5),
        priority: fc.integer({ min: 0, max: 3 }),
        byVisitor: fc.nat(4).map((chance) => chance === 0),
        overRoutes: fc.boolean(),
      }),
    },
    { weight: 4, arbitrary: fc.record({ act: fc.constantFrom('end', 'idle'), which: fc.nat(30) }) },
    { weight: 3, arbitrary: fc.record({ act: fc.constantFrom('busy', 'typed', 'route') }) },
    {
      weight: 6,
      arbitrary: fc.record({
        act: fc.constant('wait' as const),
        milliseconds: fc.oneof(fc.constantFrom(0, 100, 1_000), fc.nat(2_500)),
      }),
    },
  ),
  { maxLength: 30 },
) as fc.Arbitrary<readonly Step[]>

/** A wish as whoever asked for it knows it. */
interface Tracked extends Omit<Wish, 'show' | 'putAside'> {
  readonly order: number
  readonly route: number
  state: 'waiting' | 'shown' | 'ended' | 'aside'
  shows: number
  ends: number
  finish(): void
}

const restMs = 1_000
const typingMs = 100

/** Plays the steps, and looks after each call at what a visitor would see. */
function play(script: readonly Step[]) {
  const { clock, pending, advance } = createPlainClock()
  const interruptions = createInterruptions({ clock, restMs, typingMs })
  const all: Tracked[] = []
  const idles: (() => void)[] = []
  let keepers = 0
  let route = 0
  let lastTyped = Number.NEGATIVE_INFINITY
  let lastEnded = Number.NEGATIVE_INFINITY
  /** What is on screen as its owners know it: shown, and neither ended nor put aside. */
  const onScreen = () => all.filter(({ state }) => state === 'shown')

  function track(wish: Omit<Wish, 'show' | 'putAside'>): Tracked {
    const standing = onScreen().some(({ id }) => id === wish.id)
    const self: Tracked = {
      ...wish,
      order: all.length,
      route,
      state: 'waiting',
      shows: 0,
      ends: 0,
      finish: () => {},
    }
    // One wish per id: the same again replaces the one that waits.
    for (const other of all) if (other.id === wish.id && other.state === 'waiting') other.state = 'ended'
    all.push(self)
    self.finish = interruptions.ask({
      ...wish,
      show() {
        self.shows++
        expect(self.state).toBe('waiting')
        expect(onScreen(), 'never two at once').toEqual([])
        if (!wish.byVisitor && !standing) {
          expect(keepers, 'nothing while the visitor is busy').toBe(0)
          expect(clock.now() - lastTyped, 'nothing while typing').toBeGreaterThanOrEqual(typingMs)
          expect(clock.now() - lastEnded, 'a rest after each').toBeGreaterThanOrEqual(restMs)
          const others = all.filter(({ state }) => state === 'waiting' && self.state === 'waiting')
          for (const other of others)
            expect(
              other.priority < self.priority ||
                (other.priority === self.priority && other.order >= self.order),
            ).toBe(true)
        }
        expect(self.overRoutes || self.route === route, 'what waits ends with its route').toBe(true)
        self.state = 'shown'
      },
      putAside() {
        // What only waited may be told that its route ended.
        if (self.state === 'shown') {
          self.ends++
          lastEnded = clock.now()
        }
        expect(self.state === 'shown' || self.state === 'waiting').toBe(true)
        self.state = 'aside'
      },
    })
    return self
  }

  for (const step of script) {
    switch (step.act) {
      case 'ask':
        track({ ...step, id: `w${step.id}` })
        break
      case 'end': {
        const wish = all[step.which % Math.max(1, all.length)]
        if (!wish) break
        if (wish.state === 'shown') {
          wish.ends++
          lastEnded = clock.now()
        }
        if (wish.state !== 'aside') wish.state = 'ended'
        wish.finish()
        break
      }
      case 'busy':
        keepers++
        idles.push(interruptions.busy())
        break
      case 'idle': {
        const idle = idles.splice(step.which % Math.max(1, idles.length), 1)[0]
        if (!idle) break
        keepers--
        idle()
        idle()
        break
      }
      case 'typed':
        lastTyped = clock.now()
        interruptions.typed()
        break
      case 'route':
        route++
        interruptions.routeChanged()
        break
      default:
        advance(step.milliseconds)
    }
    expect(onScreen().length).toBeLessThanOrEqual(1)
    expect(interruptions.shown()).toBe(onScreen()[0]?.id ?? null)
    expect(pending(), 'one timer at most').toBeLessThanOrEqual(1)
    if (!all.some(({ state }) => state === 'waiting')) expect(pending(), 'no timer for nothing').toBe(0)
  }
  // Everybody who still waits gets the place in the end, once it is quiet.
  while (idles.length) idles.pop()?.()
  keepers = 0
  for (let turns = all.length + 1; turns > 0; turns--) {
    for (const wish of onScreen()) {
      wish.ends++
      lastEnded = clock.now()
      wish.state = 'ended'
      wish.finish()
    }
    advance(restMs + typingMs)
  }
  expect(all.filter(({ state }) => state === 'waiting')).toEqual([])
  track({ id: 'last', priority: 0 })
  interruptions.close()
  for (const wish of all) expect(wish.ends, 'every shown one ends exactly once').toBe(wish.shows)
  expect(pending(), 'no timer outlives the close').toBe(0)
}

describe('the budget of interruptions, over every order of events', () => {
  it('[FLO7] never shows two, nothing to somebody busy, and loses nobody who waits', () => {
    fc.assert(fc.property(steps, play), { numRuns: 10_000 })
  }, 120_000)
})
