/** Calls an agent who looks elsewhere: a tone, a notification, the tab's title. Decides when; others make the noise. */
import type { AgentClient } from '@docent/client/agent/types'
import { computed, effect, type ReadonlySignal, signal } from '@preact/signals'
import type { Chime } from '../outside/chime.ts'
import type { Notifier } from '../outside/notifier.ts'
import type { Preferences } from '../outside/preferences.ts'
import type { Say } from '../words/words.tsx'

export interface Attention {
  /** What the tab is to be called now. */
  readonly title: ReadonlySignal<string>
  close(): void
}

/** How often the title changes while it calls, in milliseconds. */
const flash = 1_200

export function createAttention(options: {
  client: AgentClient
  place: ReadonlySignal<string>
  unread: ReadonlySignal<number>
  openId: ReadonlySignal<string | null>
  visible: ReadonlySignal<boolean>
  preferences: Preferences
  chime: Chime
  notifier: Notifier
  every: (ms: number, tick: () => void) => () => void
  /** Reads a message aloud that arrives in the conversation on screen. */
  announce: (words: string) => void
  /** Brings the tab to the front with this conversation. */
  show: (conversationId: string) => void
  say: Say
}): Attention {
  const { client, visible, preferences, chime, notifier, say } = options
  const calling = signal<string | null>(null)
  const flashOn = signal(false)

  const notify = (title: string, text: string, tag: string, conversationId: string): void => {
    if (visible.peek() || !preferences.notifications.peek()) return
    notifier.show({ title, text, tag, onClick: () => options.show(conversationId) })
  }
  const concerns = (conversationId: string): boolean => {
    const row = client.inbox.item(conversationId).peek()
    return row === null || row.agentId === null || row.agentId === client.me.peek()?.id
  }

  const stopMessages = client.onVisitorMessage(({ conversationId, name, text }) => {
    if (!concerns(conversationId)) return
    const onScreen = visible.peek() && options.openId.peek() === conversationId
    if (!onScreen && preferences.sound.peek()) chime.message()
    const who = name || say('conversation.visitor')
    if (onScreen) options.announce(say('attention.says', { name: who, text }))
    const title = say('attention.messageFrom', { name: who })
    if (!visible.peek()) calling.value = title
    notify(title, text, conversationId, conversationId)
  })

  let known = new Set(client.availability.offers.peek().map((offer) => offer.offerId))
  const stopOffers = client.availability.offers.subscribe((offers) => {
    for (const offer of offers) {
      if (known.has(offer.offerId)) continue
      if (preferences.sound.peek()) chime.offer()
      const title = say('attention.offerFrom', { name: offer.visitorName || say('conversation.visitor') })
      if (!visible.peek()) calling.value = title
      notify(title, offer.preview, offer.offerId, offer.conversationId)
    }
    known = new Set(offers.map((offer) => offer.offerId))
  })

  const stopFlash = effect(() => {
    if (visible.value) calling.value = null
    if (calling.value === null) {
      flashOn.value = false
      return
    }
    return options.every(flash, () => {
      flashOn.value = !flashOn.peek()
    })
  })

  const plain = computed(() => {
    const title = say('attention.title', { place: options.place.value })
    const count = options.unread.value + client.availability.offers.value.length
    return count > 0 ? say('attention.unreadTitle', { count, title }) : title
  })
  return {
    title: computed(() => (flashOn.value && calling.value ? calling.value : plain.value)),
    close: () => {
      stopFlash()
      stopOffers()
      stopMessages()
    },
  }
}
