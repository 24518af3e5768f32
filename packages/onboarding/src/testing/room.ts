/** The onboarding room on a page in happy-dom, over an engine and a renderer that a test holds in its hands. */
import type { PublishedFlow } from '@docent/protocol'
import { createShadowHost, type ShadowHost } from '@docent/ui/shadow-host'
import { type Signal, signal } from '@preact/signals-core'
import { configure, within } from '@testing-library/preact'
import { afterEach, beforeEach, vi } from 'vitest'
import { createOnboarding, type Onboarding, type OpenRequest } from '../onboarding.ts'
// Fetched with the tests, so that none of them waits for it.
import '../stage.tsx'
import '../above/above.tsx'
import '../survey/survey.tsx'
import '../targets.ts'
import '../tours/tour-player.ts'
import { createFakeRenderer } from './fake-renderer.ts'
import { createFakeVisitorFlows, type FakeVisitorFlows } from './fake-visitor-flows.ts'
import { openPage } from './page.ts'

// A time-out is to end what hangs, not what is slow.
configure({ asyncUtilTimeout: 10_000 })

export let flows: FakeVisitorFlows
export let host: ShadowHost
export let renderer: ReturnType<typeof createFakeRenderer>
export let onboarding: Onboarding
export let messengerOpen: Signal<boolean>
export let wanted: OpenRequest[]
export let emitted: [string, unknown][]
export let opened: string[]
export let navigated: Set<() => void>

/** Opens the room on a page, with what is published and what was begun before. */
export function open(published: readonly PublishedFlow[], begun: readonly PublishedFlow[] = []): void {
  flows = createFakeVisitorFlows(published)
  for (const one of begun) flows.begin(one)
  host = createShadowHost({ page: document, name: 'docent-messenger' })
  renderer = createFakeRenderer()
  onboarding = createOnboarding({
    view: window,
    flows,
    host,
    tokens: () => ({ '--d-bg': '#ffffff' }),
    locale: 'en',
    messengerOpen,
    open: (what) => wanted.push(what),
    emit: (name, detail) => emitted.push([name, detail]),
    loadRenderer: async () => (_place, events) => {
      void renderer.load(events)
      return renderer
    },
    onNavigate: (listener) => {
      navigated.add(listener)
      return () => navigated.delete(listener)
    },
    warn: (message, cause) => {
      throw new Error(message, { cause })
    },
    go: (address) => opened.push(address),
  })
}
export const stage = () => within(host.surface)
export const step1 = () => renderer.shown()?.step.id
export const statusOf = (id: string) => flows.run(id)?.status

/** For each test a page of its own. */
export function useRoom(): void {
  beforeEach(() => {
    messengerOpen = signal(false)
    wanted = []
    emitted = []
    opened = []
    navigated = new Set()
    openPage('<input data-docent="search"><button data-docent="colour">Colour</button>')
  })
  afterEach(() => {
    onboarding.close()
    host.close()
    vi.restoreAllMocks()
  })
}
