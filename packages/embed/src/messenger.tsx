/**
 * The panel: a dialog beside the launcher, the whole screen on phones. Joins its rooms, and looks after opening,
 * closing, focus and the keyboard. Fetched when somebody opens it first.
 */
import { type Articles, type ChatRoom, createChatRoom, type Screen } from '@docent/chat'
import chatCss from '@docent/chat/chat.css?inline'
import threadCss from '@docent/chat/thread.css?inline'
import type { BootDocument, Theme } from '@docent/protocol'
import { focusedIn } from '@docent/ui/focus'
import foundationCss from '@docent/ui/foundation.css?inline'
import { directionOf } from '@docent/ui/i18n'
import { messengerTokens } from '@docent/ui/messenger-theme'
import type { Scheme } from '@docent/ui/scheme'
import type { ShadowHost } from '@docent/ui/shadow-host'
import { signal } from '@preact/signals-core'
import { render } from 'preact'
import type { Engine } from './engine.ts'
import { createFrame, type Frame } from './frame.tsx'
import { fitToKeyboard } from './keyboard-room.ts'
import messengerCss from './messenger.css?inline'
import type { Place, RoomName, RoomPlace } from './messenger-place.ts'
import { createPageOutside } from './page-outside.ts'

export interface Messenger {
  /** @param place absent: where the visitor was */
  showRooms(engine: Engine, place: Place | undefined): void
  /** The question that comes before anything is stored [EMB1]. */
  askConsent(teamName: string, agree: () => void): void
  paint(theme: Theme, scheme: Scheme): void
  /** Fades out and leaves nothing. Says whether the focus was inside. */
  close(): boolean
}

export interface MessengerOptions {
  readonly view: Window & typeof globalThis
  readonly host: ShadowHost
  readonly locale: string
  readonly boot: Pick<BootDocument, 'mail' | 'chat'>
  readonly onHide: () => void
}

/** The window is smaller than a panel and its launcher need: the panel takes all of it. */
const phone = '(max-width: 480px), (max-height: 480px)'
/** Words are in English until there are other tables; dates and numbers follow the reader at once. */
const language = 'en'

export function createMessenger({ view, host, locale, boot, onHide }: MessengerOptions): Messenger {
  for (const css of [foundationCss, threadCss, chatCss, messengerCss]) host.adopt(css)
  const outside = createPageOutside(view)
  const small = view.matchMedia(phone)
  const panel = view.document.createElement('dialog')
  panel.className = 'm-panel'
  panel.ariaLabel = 'Messenger'
  panel.tabIndex = -1
  host.setDirection(directionOf(language))
  host.surface.append(panel)
  let room: { readonly chat: ChatRoom; readonly frame: Frame; readonly close: () => void } | null = null

  /** On phones nothing but the panel can be reached, and the browser sees to it. */
  const open = (): void => {
    panel.close()
    if (small.matches) panel.showModal()
    else panel.show()
  }
  panel.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.isComposing) return
    event.preventDefault()
    onHide()
  })
  panel.addEventListener('cancel', (event) => {
    event.preventDefault()
    onHide()
  })
  // What is typed here is none of the page's business, least of all of its keyboard shortcuts.
  for (const type of ['keydown', 'keyup', 'keypress'])
    panel.addEventListener(type, (event) => event.stopPropagation())
  small.addEventListener('change', open)
  const unfit = fitToKeyboard(view, panel)
  host.surface.dataset.open = ''
  open()
  panel.focus({ preventScroll: true })

  const moves = !view.matchMedia('(prefers-reduced-motion: reduce)').matches
  const hidden = { opacity: 0, transform: 'translateY(8px) scale(0.97)' }
  if (moves) panel.animate([hidden, {}], { duration: 180, easing: 'ease-out' })

  return {
    showRooms: (engine, place) => {
      const screen = screenOf(place)
      const client = engine.client()
      const wanted = wantedAt(place)
      if (!room) {
        client.connection.setUrgent(true)
        const articles = signal<Articles | null>(null)
        const shared = { articles, locale: language, outside, adopt: host.adopt, onClose: onHide }
        const chat = createChatRoom({
          ...shared,
          client,
          formats: locale,
          mail: boot.mail,
          tours: engine.flows(),
          screen,
        })
        const frame = createFrame({
          ...shared,
          engine,
          chat,
          chats: boot.chat !== false,
          wanted: locale,
          begin: wanted,
        })
        room = {
          chat,
          frame,
          close: () => {
            frame.close()
            chat.close()
            client.connection.setUrgent(false)
          },
        }
        const drawn = room
        frame.prepared.then(() => room === drawn && render(<frame.View />, panel))
      } else if (wanted) {
        if (screen) room.chat.go(screen)
        room.frame.go(wanted)
      }
    },
    askConsent: (teamName, agree) => {
      import('./consent-screen.tsx').then(({ ConsentScreen }) => {
        if (!room)
          render(
            <ConsentScreen adopt={host.adopt} teamName={teamName} agree={agree} decline={onHide} />,
            panel,
          )
      }, onHide)
    },
    paint: (theme, scheme) => host.setTokens(messengerTokens(theme, scheme)),
    close: () => {
      const active = focusedIn(host.root)
      const hadFocus = active !== null && panel.contains(active)
      small.removeEventListener('change', open)
      unfit()
      outside.close()
      delete host.surface.dataset.open
      const remove = (): void => {
        room?.close()
        room = null
        render(null, panel)
        panel.remove()
      }
      if (!moves) remove()
      else {
        panel.inert = true
        const fade = panel.animate([{}, hidden], { duration: 120, easing: 'ease-out', fill: 'forwards' })
        fade.finished.then(remove, remove)
      }
      return hadFocus
    },
  }
}

/** The room that a place is in, and where in it; undefined: where the visitor was. */
function wantedAt(place: Place | undefined): RoomPlace | undefined {
  if (typeof place !== 'object') return place === undefined ? place : { room: 'messages' }
  return { room: roomOf[place.kind] ?? 'messages', ...place }
}

const roomOf: Partial<Record<string, RoomName>> = { tasks: 'tasks', article: 'help', help: 'help' }

/** The chat's screen that a place means, where it means one. */
function screenOf(place: Place | undefined): Screen | undefined {
  if (typeof place === 'string') return { kind: 'new', text: place || undefined }
  if (place?.kind === 'message') return { kind: 'new', text: place.text }
  if (place?.kind === 'ask') return { kind: 'new', text: place.text, origin: place.origin }
  return undefined
}
