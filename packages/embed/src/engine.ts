/**
 * The engine as a chunk of its own, fetched when the page is idle or the messenger opens: the client of whoever is
 * signed in at the moment, and what launcher and page hear of it.
 */
import { createVisitorClient, type Ground } from '@docent/client/visitor'
import type { PageFacts } from '@docent/client/visitor/page-facts'
import type { VisitorClient } from '@docent/client/visitor/types'
import type { BootDocument } from '@docent/protocol'
import { createTranslator } from '@docent/ui/i18n'
import type { ShadowHost } from '@docent/ui/shadow-host'
import { effect, type ReadonlySignal, type Signal, signal } from '@preact/signals-core'
import { announceMessages } from './announce-messages.ts'
import { bootAddress } from './boot-document.ts'
import { createBuilderLater } from './builder-later.ts'
import type { Listeners } from './events.ts'
import type { Flows, FlowsOptions, OnboardingVerb } from './flows.ts'
import type { HelpOptions } from './help.ts'
import type { HelpBegun, HelpBegunOptions, HelpVerb } from './help-begun.ts'
import type { Place, RoomName } from './messenger-place.ts'
import { createRoomLater } from './room-later.ts'
import type { Warn } from './warn.ts'

export type RoomVerb = OnboardingVerb | HelpVerb

export interface Engine {
  /** The client of whoever is signed in; another one after `signIn`. */
  client(): VisitorClient
  /** Tours and checklists; null while they are not there, or where the site has none. Other ones after `signIn`. */
  flows(): ReadonlySignal<Flows | null>
  /** The beginning of help; null while it is not there, or where the site has none. Another one after `signIn`. */
  help(): ReadonlySignal<HelpBegun | null>
  /** Which of the messenger's rooms was last seen on this page. */
  readonly place: Signal<RoomName>
  /** Says it to the room that it is about, once that is there. */
  say(verb: RoomVerb, given?: string): void
  /** Connects; called once the visitor's consent is there. */
  connect(): void
  signIn(token: (() => Promise<string>) | null): void
  /** Signs out and forgets; resolves with the texts that could not be sent. */
  shutdown(): Promise<readonly string[]>
  close(): void
}

export interface EngineOptions {
  readonly view: Window & typeof globalThis
  readonly base: string
  readonly boot: BootDocument
  readonly facts: PageFacts
  readonly token: (() => Promise<string>) | undefined
  readonly locale: string
  /** The widget's own place on the page. */
  readonly host: ShadowHost
  readonly listeners: Listeners
  readonly warn: Warn
  /** Opens the messenger. */
  readonly open: (place: Place) => void
  readonly hide: () => void
  readonly onSettings: (settings: BootDocument['settings']) => void
  readonly onUnread: (count: number, words: string) => void
  /** Makes the client; the browser's own where absent. */
  readonly createClient?: (options: Parameters<typeof createVisitorClient>[0]) => Client
  /** Fetches what begins tours and checklists; the browser's own way where absent. */
  readonly loadFlows?: () => Promise<{ startFlows(options: FlowsOptions): Flows }>
  /** The same for help. */
  readonly loadHelp?: HelpBegunOptions['loadHelp']
}

type Client = VisitorClient & { readonly ground: Ground }

const words = {
  unread: { one: '{count} unread message', other: '{count} unread messages' },
} as const

export function startEngine(options: EngineOptions): Engine {
  const { boot, facts, listeners, view, warn } = options
  const { emit } = listeners
  const t = createTranslator({ locale: 'en', words })
  const at = new URL('socket.io/', options.base)
  /** The version in the address: no cache on the way has an older document under it. */
  const fetchSettings = async (version: number): Promise<BootDocument | null> => {
    const response = await fetch(`${bootAddress(options.base, boot.site)}?v=${version}`, {
      credentials: 'omit',
    })
    if (response.status === 404) return null
    if (!response.ok) throw new Error(`${response.status}`)
    return (await response.json()) as BootDocument
  }
  const createClient = options.createClient ?? createVisitorClient
  const loadFlows = options.loadFlows ?? (() => import('./flows.ts'))
  const address = new URL(`api/v1/sites/${encodeURIComponent(boot.site)}`, options.base).href
  /** What the site has published; a page that says `flows:changed` may have begun with nothing. */
  let revision = boot.flows ?? null
  const place = signal<RoomName>('home')
  let connected = false

  const begin = (token: (() => Promise<string>) | undefined) => {
    // Functions have `call`; a token itself has not.
    if (token && !token.call) warn('"token" must be a function.')
    const client = createClient({
      url: at.origin,
      path: at.pathname,
      site: boot.site,
      settings: boot.settings,
      settingsVersion: boot.settingsVersion,
      fetchSettings,
      token,
      pageFacts: facts,
      warn,
    })
    const locales: HelpOptions['locales'] = [options.locale, ...view.navigator.languages]
    const flows = createRoomLater<Parameters<Flows['say']>, Flows>(
      async () =>
        (await loadFlows()).startFlows({
          ...options,
          address,
          revision,
          locales,
          client,
        }),
      warn,
      'tours',
    )
    let helpRevision = boot.help ?? null
    const help = createRoomLater<Parameters<HelpBegun['say']>, HelpBegun>(
      async () =>
        (await import('./help-begun.ts')).beginHelp({
          loadHelp: () => import('./help.ts'),
          ...options,
          known: helpRevision,
          locales,
          client,
        }),
      warn,
      'help',
    )
    if (helpRevision || boot.chat === false) help.begin()
    const builder = createBuilderLater({ ...options, client, onLeft: () => beginFlows() })
    const beginFlows = (): void => {
      if (connected && revision && !builder.isOpen()) flows.begin()
    }
    const undo = [
      flows.close,
      help.close,
      builder.close,
      client.ground.connection.on('help:changed', (changed) => {
        helpRevision = changed.revision
        help.begin()
      }),
      client.ground.connection.on('flows:changed', (changed) => {
        revision = changed.revision
        beginFlows()
      }),
      // What could not be fetched without a network is tried again with one.
      effect(() => {
        if (client.ground.readies.value) beginFlows()
      }),
      client.settings.subscribe(options.onSettings),
      client.conversations.unread.subscribe((count) =>
        options.onUnread(count, count ? t('unread', { count }) : ''),
      ),
      client.connection.status.subscribe((status) => {
        if (status.state === 'refused') emit('error', { code: status.code, message: status.message })
      }),
      announceMessages(client.conversations, (message) => emit('message', message)),
    ]
    return { client, flows, help, beginFlows, undo }
  }
  let running = begin(options.token)
  const unfollow = (): void => {
    for (const act of running.undo.splice(0)) act()
  }

  return {
    client: () => running.client,
    flows: () => running.flows.current,
    help: () => running.help.current,
    place,
    say: (verb, given) => {
      if (verb === 'openArticle' || verb === 'searchHelp') {
        running.help.begin()
        running.help.say(verb, given)
        return
      }
      if (connected && !revision) warn('this site has no published tours.')
      running.flows.say(verb, given)
    },
    connect: () => {
      connected = true
      running.client.connect()
      running.beginFlows()
    },
    signIn: (token) => {
      unfollow()
      running.client.close()
      running = begin(token ?? undefined)
      if (!connected) return
      running.client.connect()
      running.beginFlows()
    },
    shutdown: async () => {
      unfollow()
      const lost = await running.client.shutdown()
      return lost.map(({ parts }) => parts.map((part) => part.text).join('\n'))
    },
    close: () => {
      unfollow()
      running.client.close()
    },
  }
}
