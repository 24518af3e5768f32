/** The small vocabulary of the engine's tests: a relay, a browser with tabs, visitors and agents in them. */

import { createMemoryStorage, type Storage } from '../storage.ts'
import type { VisitorClientOptions } from '../visitor/create-visitor-client.ts'
import { createVisitorClient, type Ground } from '../visitor/create-visitor-client.ts'
import type { ConversationView, VisitorClient } from '../visitor/visitor-client.ts'
import { createFakeClock, type FakeClock } from './fake-clock.ts'
import { createFakePage, type FakePage } from './fake-page.ts'
import { createFakeRelay, type FakeRelay } from './fake-relay.ts'
import { createFakeBrowser, type FakeBrowser } from './fake-tabs.ts'

export interface Scene {
  readonly clock: FakeClock
  readonly relay: FakeRelay
  readonly browser: FakeBrowser
  /** What the tabs of the browser share. */
  readonly storage: Storage
  /** Opens the site in a tab, not connected yet. */
  openTab(more?: Partial<VisitorClientOptions>): Tab
}

export interface Tab {
  readonly client: VisitorClient & { readonly ground: Ground }
  readonly page: FakePage
  /** The tab is gone without a word. */
  crash(): void
}

export const text = (words: string) => [{ type: 'text', text: words }] as const

export const settings: VisitorClientOptions['settings'] = {
  theme: { brand: '#3b5bdb', scheme: 'auto', side: 'right', offsetX: 20, offsetY: 20, zIndex: 1 },
  teamName: 'Support',
  greeting: 'Hello',
  replyTime: 'Soon',
  consent: 'not_required',
  presence: true,
  askEmailWhenAway: true,
}

export function createScene({ random = () => 0.5 }: { random?: () => number } = {}): Scene {
  const clock = createFakeClock()
  const relay = createFakeRelay(clock)
  const browser = createFakeBrowser()
  const storage = createMemoryStorage()
  let count = 0
  /** Sorts by the time of making, as UUIDv7 do. */
  const ids = () => `10000000-0000-7000-8000-${String(++count).padStart(12, '0')}`
  return {
    clock,
    relay,
    browser,
    storage,
    openTab(more = {}) {
      const page = createFakePage()
      const tabs = browser.openTab()
      const client = createVisitorClient({
        url: 'http://relay.test',
        site: 'demo',
        settings,
        openSocket: relay.openSocket('visitor'),
        storage,
        tabs,
        page,
        clock,
        random,
        ids,
        newSecret: () => `secret-${++count}`,
        ...more,
      })
      return {
        client,
        page,
        crash() {
          // What a dead tab would still do must not reach anybody.
          client.close()
          tabs.crash()
        },
      }
    },
  }
}

/** What stands in a view, in order; what waits is in brackets. */
export const wordsOf = (view: ConversationView | null | undefined): string[] => [
  ...(view?.entries ?? []).map((entry) =>
    entry.kind === 'message'
      ? entry.parts.map((part) => (part.type === 'text' ? part.text : '')).join()
      : entry.kind,
  ),
  ...(view?.pending ?? []).map(
    ({ parts, state }) => `[${parts.map((part) => part.text).join()}: ${state.kind}]`,
  ),
]

/** A visitor whose first words the relay has. */
export async function conversing() {
  const scene = createScene()
  const tab = scene.openTab()
  tab.client.connect()
  await scene.clock.advance(100)
  const id = await tab.client.conversations.start(text('Hello'))
  const view = tab.client.conversations.view(id)
  await scene.clock.advance(100)
  return { ...scene, ...tab, id, view }
}
