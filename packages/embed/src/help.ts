/**
 * Help on a page: a chunk of its own, fetched when the messenger opens on a site that has articles [HLP4].
 * Joins the engine's part of it, the room that draws it, and what the page hears; lends the chat its cards and offers.
 */
import type { Articles } from '@docent/chat'
import type { Ground } from '@docent/client/visitor'
import { createHelpDoor, createVisitorHelp, type HelpDeed } from '@docent/client/visitor/help'
import type { VisitorClient } from '@docent/client/visitor/types'
import {
  createHelpPlace,
  createHelpRoom,
  type HelpRoom,
  type HelpRoomOptions,
  type OffersMemory,
} from '@docent/help'
import type { ReadonlySignal } from '@preact/signals-core'
import { signal } from '@preact/signals-core'
import type { Listeners } from './events.ts'

export interface Help {
  /** Made anew each time the messenger opens; where the visitor was is kept. */
  createRoom(options: Omit<HelpRoomOptions, 'help' | 'place'>): HelpRoom
  /** What the chat shows of articles; opened, they stand in the room. */
  articlesFor(room: HelpRoom, locale: string, adopt: (css: string) => void): Promise<Articles>
  close(): void
}

export interface HelpOptions {
  readonly view: Window & typeof globalThis
  /** The relay, ending in a slash. */
  readonly base: string
  readonly revision: ReadonlySignal<string | null>
  /** The visitor's languages, the most wanted first. */
  readonly locales: readonly [string, ...string[]]
  readonly client: VisitorClient & { readonly ground: Ground }
  readonly listeners: Pick<Listeners, 'emit'>
}

export function startHelp({ view, base, revision, locales, client, listeners }: HelpOptions): Help {
  const tell = (done: HelpDeed): void => {
    if (done.kind === 'searched') {
      listeners.emit('helpSearched', { query: done.query, results: done.results })
      return
    }
    const { id: articleId, key, title } = done.article
    if (done.kind === 'opened') listeners.emit('articleOpened', { articleId, key, title })
    else listeners.emit('articleVoted', { articleId, key, helpful: done.helpful })
  }
  const help = createVisitorHelp({
    ground: client.ground,
    facts: client.facts,
    conversations: client.conversations.list,
    door: createHelpDoor({ view, base }),
    revision,
    locales,
    loadInBrowser: async (more) =>
      (await import('@docent/help/in-browser')).startInBrowser({ ...more, view }),
    onDone: tell,
  })
  const place = createHelpPlace(help)
  const memory: OffersMemory = signal(false)
  return {
    createRoom: ({ ask, ...options }) =>
      createHelpRoom({
        ...options,
        help,
        place,
        ask:
          ask &&
          ((question) => {
            const { query, article } = question
            help.asksAbout({ ...(query && { query }), ...(article && { articleId: article.id }) })
            ask(question)
          }),
      }),
    articlesFor: async (room, locale, adopt) =>
      (await import('@docent/help/in-chat')).createInChat({ room, locale, adopt, memory }),
    close() {
      place.search.close()
      help.close()
    },
  }
}
