/**
 * The engine as a chunk of its own, fetched when the page is idle or the messenger opens: the client of whoever is
 * signed in at the moment, and what launcher and page hear of it.
 */
import { createVisitorClient } from '@docent/client/visitor'
import type { PageFacts } from '@docent/client/visitor/page-facts'
import type { VisitorClient } from '@docent/client/visitor/types'
import type { BootDocument } from '@docent/protocol'
import { createTranslator } from '@docent/ui/i18n'
import { announceMessages } from './announce-messages.ts'
import { bootAddress } from './boot-document.ts'
import type { Listeners } from './events.ts'
import type { Warn } from './warn.ts'

export interface Engine {
  /** The client of whoever is signed in; another one after `signIn`. */
  client(): VisitorClient
  /** Connects; called once the visitor's consent is there. */
  connect(): void
  signIn(token: (() => Promise<string>) | null): void
  /** Signs out and forgets; resolves with the texts that could not be sent. */
  shutdown(): Promise<readonly string[]>
  close(): void
}

export interface EngineOptions {
  readonly base: string
  readonly boot: BootDocument
  readonly facts: PageFacts
  readonly token: (() => Promise<string>) | undefined
  readonly warn: Warn
  readonly emit: Listeners['emit']
  readonly onSettings: (settings: BootDocument['settings']) => void
  readonly onUnread: (count: number, words: string) => void
  /** Makes the client; the browser's own where absent. */
  readonly createClient?: (options: Parameters<typeof createVisitorClient>[0]) => VisitorClient
}

const words = {
  unread: { one: '{count} unread message', other: '{count} unread messages' },
} as const

export function startEngine(options: EngineOptions): Engine {
  const { boot, emit, facts, warn } = options
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

  const begin = (token: (() => Promise<string>) | undefined) => {
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
    const undo = [
      client.settings.subscribe(options.onSettings),
      client.conversations.unread.subscribe((count) =>
        options.onUnread(count, count ? t('unread', { count }) : ''),
      ),
      client.connection.status.subscribe((status) => {
        if (status.state === 'refused') emit('error', { code: status.code, message: status.message })
      }),
      announceMessages(client.conversations, (message) => emit('message', message)),
    ]
    return { client, undo }
  }
  let running = begin(options.token)
  let connected = false
  const unfollow = (): void => {
    for (const act of running.undo.splice(0)) act()
  }

  return {
    client: () => running.client,
    connect: () => {
      connected = true
      running.client.connect()
    },
    signIn: (token) => {
      unfollow()
      running.client.close()
      running = begin(token ?? undefined)
      if (connected) running.client.connect()
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
