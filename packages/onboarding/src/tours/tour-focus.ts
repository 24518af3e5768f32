/**
 * Whose the keyboard is while a step stands: the card's, unless the visitor is writing somewhere. Tab walks through card and
 * target, Esc closes, and at the end the focus is where it was. Knows nothing of what is on the card.
 */
import { focusedIn, tabStops } from '@docent/ui/focus'
import { isAround, isOurs } from './page-layers.ts'

export interface TourFocus {
  /** A card has come. @returns false where the focus was left in its field, so that the step has to be said aloud */
  enter(card: HTMLElement): boolean
  /** What Tab may reach beside the card. */
  setTarget(target: Element | null): void
  /** The tour is over: the focus goes back, unless the visitor took it elsewhere. */
  leave(): void
  close(): void
}

export interface TourFocusOptions {
  readonly view: Window & typeof globalThis
  /** The element in the page whose shadow root holds the card, while there is one. */
  readonly host: () => HTMLElement | null
  readonly onEscape: () => void
}

export function createTourFocus({ view, host, onEscape }: TourFocusOptions): TourFocus {
  const { document: page } = view
  let card: HTMLElement | null = null
  let target: Element | null = null
  let before: Element | null = null
  /** Removing the card of the last step takes the focus from the page altogether; the next card has it then. */
  let hadFocus = false
  /** What got the focus back, until the visitor does something: the next card takes it on, field or not. */
  let lent: Element | null = null

  const focus = (element: Element | null | undefined): void => {
    // Not `element.focus()`: what the renderer does in that name is kept from doing anything.
    if (element?.isConnected) view.HTMLElement.prototype.focus.call(element, { preventScroll: true })
  }
  const isInCard = (): boolean => !!page.activeElement && page.activeElement === host()

  const onFocusIn = (event: FocusEvent): void => {
    const own = host()
    hadFocus = own !== null && event.composedPath().includes(own)
  }
  const onPointerDown = (): void => {
    lent = null
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    lent = null
    if (!card || event.isComposing) return
    const active = focusedIn(page)
    const isInMessenger = !!page.activeElement && isOurs(page.activeElement) && !isInCard()
    if (isInMessenger) return
    if (event.key === 'Tab') walk(event, active)
  }
  const walk = (event: KeyboardEvent, active: Element | null): void => {
    if (!card) return
    const onCard = tabStops(card)
    const onPage = target ? stopsOf(target) : []
    const stops = [...onCard, ...onPage]
    const index = active ? stops.indexOf(active as HTMLElement) : -1
    event.stopPropagation()
    event.preventDefault()
    const step = event.shiftKey ? -1 : 1
    // From the card itself, and from anywhere else in the page, the way begins at its beginning or its end.
    const next =
      index < 0 ? (event.shiftKey ? stops.length - 1 : 0) : (index + step + stops.length) % stops.length
    const stop = stops[next]
    if (stop) stop === card ? focus(stop) : view.HTMLElement.prototype.focus.call(stop)
  }
  /** After the page has had it: whoever closed something by it, such as a list of suggestions, has said so. */
  const onEscapeKey = (event: KeyboardEvent): void => {
    if (!card || event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return
    if (page.activeElement && isOurs(page.activeElement) && !isInCard()) return
    event.preventDefault()
    event.stopPropagation()
    onEscape()
  }
  view.addEventListener('keydown', onKeyDown, true)
  view.addEventListener('keydown', onEscapeKey)
  view.addEventListener('pointerdown', onPointerDown, true)
  page.addEventListener('focusin', onFocusIn, true)

  return {
    enter: (next) => {
      const first = card === null
      card = next
      // On our own ground first: the page need not know of what happens in the card.
      card.addEventListener('keydown', onEscapeKey)
      const active = focusedIn(page)
      if (first) before = active
      const isLost = !active || active === page.body || active === page.documentElement
      const isCards = isInCard() || (isLost && hadFocus) || (active !== null && active === lent)
      lent = null
      if (!isCards && isTaken(page.activeElement, active)) return false
      focus(next)
      return true
    },
    setTarget: (now) => {
      target = now
    },
    leave: () => {
      const active = focusedIn(page)
      const isLost = isInCard() || !active || active === page.body
      if (card && hadFocus && isLost && before !== page.body) {
        focus(before)
        lent = before
      }
      card = null
      target = null
      before = null
      hadFocus = false
    },
    close: () => {
      view.removeEventListener('keydown', onKeyDown, true)
      view.removeEventListener('keydown', onEscapeKey)
      view.removeEventListener('pointerdown', onPointerDown, true)
      page.removeEventListener('focusin', onFocusIn, true)
    },
  }
}

/** Whether the visitor writes there, or may: a field, a frame whose inside is not ours to see, the messenger. */
function isTaken(outer: Element | null, active: Element | null): boolean {
  if (outer && isOurs(outer)) return true
  return !!active?.matches(
    'textarea,select,iframe,input:not([type=button],[type=submit],[type=reset],[type=checkbox],[type=radio],[type=image]),[contenteditable]:not([contenteditable=false])',
  )
}

/** What Tab reaches of the target: itself, or what is in it, also in its shadow tree. */
function stopsOf(target: Element): HTMLElement[] {
  const inside = [...tabStops(target), ...(target.shadowRoot ? tabStops(target.shadowRoot) : [])]
  const element = target as HTMLElement
  const self = element.tabIndex >= 0 && !element.matches(':disabled') ? [element] : []
  return [...self, ...inside.filter((stop) => isAround(target, stop))]
}
