/**
 * The panel: a dialog beside the launcher, the whole screen on phones. Joins its rooms, and looks after opening,
 * closing, focus and the keyboard. Fetched when somebody opens it first.
 */
import { type ChatRoom, createChatRoom } from '@docent/chat'
import chatCss from '@docent/chat/chat.css?inline'
import threadCss from '@docent/chat/thread.css?inline'
import type { VisitorClient } from '@docent/client/visitor/types'
import type { Theme } from '@docent/protocol'
import baseCss from '@docent/ui/base.css?inline'
import type { Scheme } from '@docent/ui/brand'
import { focusedIn, trapFocus } from '@docent/ui/focus'
import { createTranslator, directionOf } from '@docent/ui/i18n'
import type { ShadowHost } from '@docent/ui/shadow-host'
import { tokens } from '@docent/ui/theme'
import { render } from 'preact'
import { ConsentScreen } from './consent-screen.tsx'
import { fitToKeyboard } from './keyboard-room.ts'
import messengerCss from './messenger.css?inline'
import { type MessengerWords, messengerWords } from './messenger-words.ts'
import { createPageOutside } from './page-outside.ts'

export type MessengerContent =
  | {
      readonly kind: 'consent'
      readonly teamName: string
      readonly agree: () => void
      readonly decline: () => void
    }
  | { readonly kind: 'rooms'; readonly client: VisitorClient; readonly mail: boolean }

export interface Messenger {
  /** @param text begins a new conversation with this in the field; absent goes where the visitor was */
  show(content: MessengerContent, text?: string): void
  paint(theme: Theme, scheme: Scheme): void
  hasFocus(): boolean
  /** Fades out and leaves nothing. */
  close(): void
}

export interface MessengerOptions {
  readonly view: Window & typeof globalThis
  readonly host: ShadowHost
  readonly locale: string
  readonly onHide: () => void
}

/** The window is smaller than a panel and its launcher need: the panel takes all of it. */
const phone = '(max-width: 480px), (max-height: 480px)'
const motionMs = 180

export function createMessenger({ view, host, locale, onHide }: MessengerOptions): Messenger {
  for (const css of [baseCss, threadCss, chatCss, messengerCss]) host.adopt(css)
  // Words are in English until there are other tables; dates and numbers follow the reader at once.
  const language = 'en'
  const t = createTranslator<MessengerWords>({ locale: language, words: messengerWords })
  const outside = createPageOutside(view)
  const small = view.matchMedia(phone)
  const panel = view.document.createElement('div')
  panel.className = 'm-panel'
  panel.role = 'dialog'
  panel.ariaLabel = t('messenger')
  panel.tabIndex = -1
  host.setDirection(directionOf(language))
  host.surface.append(panel)
  let room: ChatRoom | null = null

  const setModal = (): void => {
    panel.ariaModal = String(small.matches)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return
    event.preventDefault()
    onHide()
  }
  panel.addEventListener('keydown', onKeyDown)
  small.addEventListener('change', setModal)
  const undo = [
    trapFocus(panel, () => small.matches),
    fitToKeyboard(view, panel),
    () => small.removeEventListener('change', setModal),
    outside.close,
  ]
  setModal()
  const moves = !view.matchMedia('(prefers-reduced-motion: reduce)').matches && 'animate' in panel
  const hidden = { opacity: 0, transform: 'translateY(8px) scale(0.97)' }
  const timing = { duration: motionMs, easing: 'ease-out' }
  if (moves) panel.animate([hidden, {}], timing)

  return {
    show: (content, text) => {
      if (content.kind === 'consent') {
        render(<ConsentScreen t={t} {...content} />, panel)
        panel.focus({ preventScroll: true })
        return
      }
      const screen = text === undefined ? undefined : ({ kind: 'new', ...(text && { text }) } as const)
      if (room && screen) room.go(screen)
      if (room) return
      const { client, mail } = content
      room = createChatRoom({
        client,
        locale: language,
        formats: locale,
        mail,
        outside,
        onClose: onHide,
        screen,
      })
      // The dialog first, so that a reader hears its name; on a computer the field takes over when it is there.
      panel.focus({ preventScroll: true })
      render(<room.Room />, panel)
    },
    paint: (theme, scheme) => host.setTokens(tokens(theme, scheme), scheme),
    hasFocus: () => {
      const active = focusedIn(host.root)
      return active !== null && panel.contains(active)
    },
    close: () => {
      for (const act of undo.splice(0)) act()
      const remove = (): void => {
        room?.close()
        render(null, panel)
        panel.remove()
      }
      if (!moves || !host.isOpen()) return remove()
      panel.inert = true
      panel
        .animate([{}, hidden], { ...timing, duration: 120, fill: 'forwards' })
        .finished.then(remove, remove)
    },
  }
}
