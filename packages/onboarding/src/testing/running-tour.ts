/** One tour on a page in happy-dom, with a renderer and a time that a test holds in its hands. */
import type { Step } from '@docent/protocol'
import { afterEach, beforeEach, vi } from 'vitest'
import { createTourRunner, type TourRunner } from '../tours/tour-runner.ts'
import { createFakeRenderer } from './fake-renderer.ts'
import { createFakeVisitorFlows, type FakeVisitorFlows } from './fake-visitor-flows.ts'
import { openPage } from './page.ts'
import { flow, tour } from './some-flows.ts'

export let flows: FakeVisitorFlows
export let renderer: ReturnType<typeof createFakeRenderer>
export let runner: TourRunner
export let ends: string[]
export let stuckAt: string[]
export let opened: string[]
export let navigated: Set<() => void>

const clock = {
  now: () => Date.now(),
  after: (milliseconds: number, act: () => void) => {
    const timer = setTimeout(act, milliseconds)
    return () => clearTimeout(timer)
  },
}
export const wait = (milliseconds = 50) => vi.advanceTimersByTimeAsync(milliseconds)

export async function begin(steps: readonly Step[], stepId: string | null = null): Promise<void> {
  const made = flow('welcome', tour(steps), { version: 3 })
  flows = createFakeVisitorFlows([made])
  flows.begin(made, { stepId })
  await open()
}
export async function open(): Promise<void> {
  const [running] = flows.runs.value
  if (!running) throw new Error('nothing runs')
  renderer = createFakeRenderer()
  runner = createTourRunner({
    view: window,
    clock,
    flows,
    running,
    loadRenderer: renderer.load,
    onNavigate: (listener) => {
      navigated.add(listener)
      return () => navigated.delete(listener)
    },
    go: (address) => opened.push(address),
    onStep: () => {},
    onStuck: ({ stepId }) => stuckAt.push(stepId),
    onEnd: (how) => ends.push(how),
    warn: (message, cause) => {
      throw new Error(message, { cause })
    },
  })
  runner.setShown(true)
  await wait()
}
export async function navigate(path: string): Promise<void> {
  window.history.pushState(null, '', path)
  for (const listener of navigated) listener()
  flows.setFacts({ path, address: `https://shop.example${path}` })
  await wait()
}
export const shown = () => renderer.shown()?.step.id ?? null
export const saidOf = (kind: string) =>
  flows.said.filter((one) => one.kind === kind).map(({ stepId }) => stepId)

/** For each test a page and a time of its own. */
export function useTour(): void {
  beforeEach(() => {
    vi.useFakeTimers()
    ends = []
    stuckAt = []
    opened = []
    navigated = new Set()
    openPage('<button data-docent="new">New</button><input data-docent="name"><p>Text</p>')
  })
  afterEach(() => {
    runner.close()
    vi.useRealTimers()
    vi.restoreAllMocks()
  })
}
