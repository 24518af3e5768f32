import { describe, expect, it, vi } from 'vitest'
import { createFakeClock } from '../testing/fake-clock.ts'
import { createInterruptions, type Wish } from './interruptions.ts'

function createScene() {
  const clock = createFakeClock()
  const interruptions = createInterruptions({ clock, restMs: 1_000, typingMs: 100 })
  const seen: string[] = []
  const wish = (id: string, more: Partial<Wish> = {}): Wish => ({
    id,
    priority: 0,
    show: () => seen.push(id),
    putAside: () => seen.push(`${id} put aside`),
    ...more,
  })
  return { clock, interruptions, seen, wish }
}

describe('the budget of interruptions', () => {
  it('[FLO7] shows the most urgent of those who ask in one turn, and the next after a rest', async () => {
    const { clock, interruptions, seen, wish } = createScene()
    interruptions.ask(wish('banner'))
    const endTour = interruptions.ask(wish('tour', { priority: 50 }))
    await clock.advance(10)
    expect(seen).toEqual(['tour'])
    endTour()
    await clock.advance(999)
    expect(seen).toEqual(['tour'])
    await clock.advance(1)
    expect(seen).toEqual(['tour', 'banner'])
  })

  it('[FLO7] gives the place at once to what the visitor asked for, even while busy', () => {
    const { interruptions, seen, wish } = createScene()
    interruptions.busy()
    interruptions.typed()
    interruptions.ask(wish('checklist tour', { byVisitor: true }))
    interruptions.ask(wish('another', { byVisitor: true }))
    expect(seen).toEqual(['checklist tour', 'checklist tour put aside', 'another'])
    expect(interruptions.shown()).toBe('another')
  })

  it('[FLO7] waits until the messenger is closed and the typing has ended', async () => {
    const { clock, interruptions, seen, wish } = createScene()
    const idle = interruptions.busy()
    interruptions.ask(wish('survey'))
    await clock.advance(60_000)
    interruptions.typed()
    idle()
    await clock.advance(99)
    expect(seen).toEqual([])
    await clock.advance(1)
    expect(seen).toEqual(['survey'])
  })

  it('[FLO7] forgets what waits, and takes away what is shown, as its route ends', async () => {
    const { clock, interruptions, seen, wish } = createScene()
    interruptions.ask(wish('banner'))
    await clock.advance(1)
    interruptions.ask(wish('survey'))
    interruptions.ask(wish('tour', { overRoutes: true }))
    interruptions.routeChanged()
    expect(seen).toEqual(['banner', 'banner put aside', 'survey put aside'])
    await clock.advance(60_000)
    expect(seen.slice(3)).toEqual(['tour'])
    interruptions.routeChanged()
    expect(interruptions.shown()).toBe('tour')
  })

  it('[FLO7] replaces what stands there in its place, without a rest between', async () => {
    const { clock, interruptions, seen, wish } = createScene()
    const end = interruptions.ask(wish('banner'))
    await clock.advance(1)
    interruptions.ask(wish('banner', { show: () => seen.push('the banner of the next version') }))
    expect(seen).toEqual(['banner', 'banner put aside', 'the banner of the next version'])
    end()
    expect(interruptions.shown()).toBe('banner')
  })

  it('[FLO7] takes what is shown off the screen as it closes, and shows nothing any more', async () => {
    const { clock, interruptions, seen, wish } = createScene()
    interruptions.ask(wish('banner'))
    await clock.advance(1)
    const late = vi.fn()
    interruptions.ask(wish('late', { show: late }))
    interruptions.close()
    interruptions.ask(wish('later', { show: late, byVisitor: true }))
    await clock.advance(60_000)
    expect(seen).toEqual(['banner', 'banner put aside'])
    expect(late).not.toHaveBeenCalled()
  })
})
