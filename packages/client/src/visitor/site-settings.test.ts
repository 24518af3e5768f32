import { describe, expect, it } from 'vitest'
import { createFakeClock } from '../testing/fake-clock.ts'
import { settings } from '../testing/two-sides.ts'
import { createVisitorSiteSettings, type KnownSettings } from './site-settings.ts'

const versioned = (settingsVersion: number): KnownSettings => ({
  settingsVersion,
  settings: { ...settings, teamName: `Team ${settingsVersion}` },
})

/** A page that knows version 1, and a relay whose answers are given by the test. */
function page() {
  const clock = createFakeClock()
  const listeners = new Map<string, (payload: never) => void>()
  const asked: number[] = []
  let answer: (fresh: KnownSettings | null | Error) => void = () => {}
  let open = true
  const site = createVisitorSiteSettings({
    connection: {
      isOpen: () => open,
      on(event, listener) {
        listeners.set(event, listener)
        return () => listeners.delete(event)
      },
    },
    known: versioned(1),
    fetchSettings(version) {
      asked.push(version)
      return new Promise((resolve, reject) => {
        answer = (fresh) => (fresh instanceof Error ? reject(fresh) : resolve(fresh))
      })
    },
    clock,
    random: () => 0.5,
  })
  const fire = (event: string, payload: object) => listeners.get(event)?.(payload as never)
  return {
    site,
    clock,
    asked,
    listeners,
    name: () => site.current.value.teamName,
    lose: () => {
      open = false
    },
    ready(settingsVersion: number) {
      open = true
      fire('ready', { settingsVersion })
    },
    push: (version: number) => fire('settings:changed', { version, settings: versioned(version).settings }),
    async answers(fresh: KnownSettings | null | Error) {
      answer(fresh)
      await clock.advance(0)
    },
  }
}

describe('[SET1] settings that were saved while there was no connection', () => {
  it('are fetched when the relay names another version, and not before', async () => {
    const { ready, asked, answers, name } = page()
    ready(1)
    expect(asked).toEqual([])
    ready(3)
    expect(asked).toEqual([3])
    await answers(versioned(3))
    expect(name()).toBe('Team 3')
    ready(3)
    expect(asked).toEqual([3])
  })

  it('are fetched also where a restored database has older ones', async () => {
    const { ready, push, answers, name } = page()
    push(7)
    ready(5)
    await answers(versioned(5))
    expect(name()).toBe('Team 5')
  })

  it('do not replace those that were pushed meanwhile', async () => {
    const { ready, push, answers, name } = page()
    ready(2)
    push(3)
    await answers(versioned(2))
    expect(name()).toBe('Team 3')
  })

  it('are tried again after a failure, as long as there is a connection', async () => {
    const { ready, lose, asked, answers, clock, name } = page()
    ready(2)
    await answers(new Error('502'))
    await clock.advance(60_000)
    expect(asked).toEqual([2, 2])
    lose()
    await answers(new Error('offline'))
    await clock.advance(60_000)
    expect(asked).toEqual([2, 2])
    ready(2)
    await answers(versioned(2))
    expect(name()).toBe('Team 2')
  })

  it('are given up where the site is gone, and after the end', async () => {
    const { ready, asked, answers, clock, site, listeners, name } = page()
    ready(2)
    await answers(null)
    await clock.advance(60_000)
    expect(asked).toEqual([2])
    ready(3)
    await answers(new Error('502'))
    site.close()
    await clock.advance(60_000)
    expect(asked).toEqual([2, 3])
    expect(listeners.size).toBe(0)
    expect(name()).toBe('Team 1')
  })
})
