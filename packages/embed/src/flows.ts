/**
 * Tours, checklists, hints and banners on a page: a chunk of its own, fetched where the site has published some [FLO3].
 * Joins the engine's part of them, the room that draws them, the messenger, and what links and the page ask for.
 */

import type { Tours } from '@docent/chat'
import type { Ground } from '@docent/client/visitor'
import { createVisitorFlows } from '@docent/client/visitor/flows'
import type { VisitorFlows } from '@docent/client/visitor/flows/types'
import type { PageFacts } from '@docent/client/visitor/page-facts'
import type { VisitorClient } from '@docent/client/visitor/types'
import { createOnboarding, type Onboarding } from '@docent/onboarding'
import type { FlowsDocument, PublishedFlow, RunSource } from '@docent/protocol'
import type { ShadowHost } from '@docent/ui/shadow-host'
import { signal } from '@preact/signals-core'
import type { Listeners } from './events.ts'
import { takeFragment } from './fragment.ts'
import type { Place } from './messenger-place.ts'
import type { EventName, PublicEvents } from './public-api.ts'
import { themeTokens } from './theme-tokens.ts'
import type { Warn } from './warn.ts'

/** What may be asked of this room. */
export type OnboardingVerb = 'startTour' | 'endTour' | 'openChecklist' | 'showTour'

export interface Flows extends Tours {
  readonly visitor: VisitorFlows
  readonly room: Onboarding
  say(verb: OnboardingVerb, flowId?: string): void
  close(): void
}

export interface FlowsOptions {
  readonly view: Window & typeof globalThis
  /** Where the site's public documents lie, ending without a slash. */
  readonly address: string
  readonly revision: string | null
  /** The visitor's languages, the most wanted first. */
  readonly locales: readonly [string, ...string[]]
  readonly host: ShadowHost
  readonly client: VisitorClient & { readonly ground: Ground }
  readonly facts: Pick<PageFacts, 'onNavigate'>
  readonly listeners: Pick<Listeners, 'on' | 'emit'>
  readonly warn: Warn
  /** Opens the messenger at a place. */
  readonly open: (place: Place) => void
  readonly hide: () => void
}

export function startFlows(options: FlowsOptions): Flows {
  const { view, address, locales, host, client, facts, listeners, warn } = options
  const fetched = async <T>(rest: string, more: Readonly<Record<string, string>> = {}): Promise<T | null> => {
    const query = new URLSearchParams({ locale: locales.join(), ...more })
    const response = await view.fetch(`${address}/flows${rest}?${query}`, { credentials: 'omit' })
    if (response.status === 404) return null
    if (!response.ok) throw new Error(`${response.status}`)
    return (await response.json()) as T
  }
  const visitor = createVisitorFlows({
    ground: client.ground,
    facts: client.facts,
    revision: options.revision,
    locales,
    // The revision in the address: no cache on the way has an older document under it.
    fetchFlows: (revision) => fetched<FlowsDocument>('', { v: revision }),
    fetchVersion: (flowId, version) => fetched<PublishedFlow>(`/${flowId}/${version}`),
  })

  const tell: (event: EventName, detail: PublicEvents[EventName]) => void = listeners.emit
  const messengerOpen = signal('open' in host.surface.dataset)
  const dark = view.matchMedia('(prefers-color-scheme: dark)')
  const room = createOnboarding({
    view,
    flows: visitor,
    host,
    tokens: () => themeTokens(client, dark),
    locale: locales[0],
    messengerOpen,
    open: options.open,
    emit: tell,
    loadRenderer: async () => (await import('@docent/onboarding/tours')).createShepherdRenderer,
    onNavigate: facts.onNavigate,
    warn,
  })

  async function startTour(flowId: string, source: RunSource, conversationId?: string): Promise<void> {
    if (!(await room.startTour(flowId, source, conversationId)))
      warn(
        `there is no tour "${flowId}" for this visitor. Its id stands in the console, where it is published.`,
      )
  }
  const complain = (cause: unknown): void => warn('the tour could not be started.', cause)
  const followLink = (): void => {
    const flowId = takeFragment(view, 'docent-tour')
    if (flowId) startTour(flowId, 'link').catch(complain)
  }

  dark.addEventListener('change', room.paint)
  view.addEventListener('hashchange', followLink)
  const undo = [
    client.settings.subscribe(room.paint),
    listeners.on('show', () => {
      messengerOpen.value = true
    }),
    listeners.on('hide', () => {
      messengerOpen.value = false
    }),
    // A tour that the visitor began from within the messenger stands on the page behind it.
    listeners.on('tourStarted', options.hide),
    () => dark.removeEventListener('change', room.paint),
    () => view.removeEventListener('hashchange', followLink),
    room.close,
    visitor.close,
  ]
  followLink()

  return {
    visitor,
    room,
    say(verb, flowId) {
      if (verb === 'endTour') room.endTour()
      else if (verb === 'openChecklist') room.openChecklist(flowId)
      // "Show me how", in an article.
      else startTour(`${flowId}`, verb === 'showTour' ? 'article' : 'page').catch(complain)
    },
    putOff: new Set(),
    accept(flowId, conversationId) {
      // The messenger makes room for it.
      options.hide()
      startTour(flowId, 'agent', conversationId).catch(complain)
    },
    close() {
      for (const act of undo.splice(0)) act()
    },
  }
}
