/**
 * Where a tour stands in a page: its host, the shade, and the card at its place beside the target, whatever moves. Knows
 * neither what is on the card nor who made it.
 */
import { directionOf } from '@docent/ui/i18n'
import { createShadowHost, type ShadowHost } from '@docent/ui/shadow-host'
import { bringIntoView } from './bring-into-view.ts'
import { type FollowedRectangle, followRectangle, type Sight } from './follow-rectangle.ts'
import { createOverlay } from './overlay.ts'
import { drawnParent, rectangleOf, seenWindow, wholeWindow } from './page-geometry.ts'
import { isAbovePage } from './page-layers.ts'
import { cardGap, chooseSheetEnd, placeCard } from './place-card.ts'
import { areaOf, grown, isWithin, overlap, type Rectangle } from './rectangle.ts'
import type { RendererEvents, RendererPlace, StepOnScreen } from './tour-renderer.ts'

export interface TourStage {
  readonly host: ShadowHost
  /** Stands in for the target, so that nothing is done to an element of the page. */
  readonly anchor: HTMLElement
  /** Puts the card to its step's target, scrolled into view, and keeps it there. */
  place(card: HTMLElement, arrow: HTMLElement, shown: StepOnScreen): void
  moveTo(target: Element | null): void
  /** Where focus stays in a field, the step is said. */
  say(text: string): void
  close(): void
}

/** Between the target and the edge of the hole. */
const holePadding = 4
/** Between the card and the window's edges. */
const edge = 8
/** Up to this width or height, as zoomed to 200 %, a card is a sheet at the window's end. */
const phoneSize = 480

export function createTourStage(
  { view, locale, tokens, buttons = () => [] }: RendererPlace,
  onStray: RendererEvents['onStray'],
  css: readonly string[],
): TourStage {
  const { document: page } = view
  const direction = directionOf(locale)
  const host = createShadowHost({ page, name: 'docent-tour' })
  host.adopt(':host{inset:0 auto auto 0!important}')
  for (const sheet of css) host.adopt(sheet)
  // One lower than the messenger, which can be used while a tour stands.
  const messengerZ = tokens['--d-z'] ?? '2147483000'
  host.setTokens({ ...tokens, '--d-z': `calc(${messengerZ} - 1)` })
  host.setDirection(direction)
  host.surface.lang = locale
  const part = (name: string) => Object.assign(page.createElement('div'), { className: name })
  const ruler = part('t-ruler')
  const anchor = part('t-anchor')
  const voice = Object.assign(part('d-hidden'), { role: 'status', ariaLive: 'polite' })
  host.surface.append(ruler, anchor, voice)
  const overlay = createOverlay({ view, surface: host.surface, onStray })

  let card: HTMLElement | null = null
  let arrow: HTMLElement | null = null
  let shown: StepOnScreen | null = null
  let target: Element | null = null
  let followed: FollowedRectangle | null = null
  let sheetEnd: 'top' | 'bottom' = 'bottom'
  let radius = 0
  let voiceTimer = 0
  let wasInView = false

  const cardSize = new view.ResizeObserver(() => followed?.look())

  /** What is open above the page (a dialog, a popover) holds all that can be seen and pressed with its content. */
  const settleHost = (): void => {
    let home: Element | null = null
    for (let at = target; at && !home; at = drawnParent(at)) if (isAbovePage(at)) home = at
    const { host: element } = host
    // What was opened last lies on top: a dialog that was closed and opened again would lie over the card.
    element.removeAttribute('popover')
    host.moveInto(home)
    if (!home) return
    element.popover = 'manual'
    // Without popovers, in older browsers, it is as much in the window as the dialog itself.
    element.showPopover?.()
  }

  /** From the window's pixels to those of the layer, which a page's zoom or transform may draw larger and elsewhere. */
  const toLayer = (): ((one: Rectangle) => Rectangle) => {
    const { left, top, width, height } = rectangleOf(ruler)
    const across = width / 100 || 1
    const down = height / 100 || 1
    return (one) => ({
      left: (one.left - left) / across,
      top: (one.top - top) / down,
      width: one.width / across,
      height: one.height / down,
    })
  }

  /** The part of the window for the card. Zoomed in by fingers so far that it does not fit, it stays in the page's window. */
  const roomFor = (): Rectangle => {
    const seen = seenWindow(view)
    const zoom = view.visualViewport?.scale ?? 1
    return grown(zoom > 1.05 ? wholeWindow(view) : seen, -edge)
  }

  const draw = (sight: Sight | null): void => {
    if (!card || !shown) return
    const isAway = shown.target !== null && (!sight || !target)
    const isBack = !isAway && card.classList.contains('t-away')
    card.classList.toggle('t-away', isAway)
    overlay.setShown(!isAway)
    wasInView = sight !== null && isWithin(sight.whole, seenWindow(view))
    if (isAway) return
    if (isBack) settleHost()
    const layer = toLayer()
    const visible = sight?.visible ?? null
    const hole = visible?.width && visible.height ? grown(visible, holePadding) : null
    const window = wholeWindow(view)
    overlay.draw(hole && layer(hole), radius, layer(window))

    const room = roomFor()
    const isPhone = Math.min(window.width, window.height) <= phoneSize
    const isSheet = isPhone && sight !== null
    card.classList.toggle('t-sheet', isPhone)
    card.classList.toggle('t-wide', !sight)
    const inLayer = layer(room)
    card.style.setProperty('--t-room-width', `${inLayer.width}px`)
    card.style.setProperty('--t-room-height', `${inLayer.height}px`)
    const size = rectangleOf(card)
    const at = isSheet
      ? sheetAt(visible, size, room)
      : placeCard({ target: visible, card: size, room, wanted: shown.placement, direction })
    const { left, top } = layer({ ...at, width: 0, height: 0 })
    card.style.setProperty('--t-left', `${left}px`)
    card.style.setProperty('--t-top', `${top}px`)
    card.dataset.side = at.side
    // What leads on can always be pressed: on a phone the sheet lies where the launcher is.
    const box = { ...at, width: size.width, height: size.height }
    const isReached = [...buttons()].some((button) => areaOf(overlap(rectangleOf(button), box)) > 0)
    host.setTokens({ '--d-z': `calc(${messengerZ} ${isReached ? '+' : '-'} 1)` })
    if (arrow) arrow.hidden = at.arrow === null
    if (at.arrow !== null) {
      const across = layer({ left: 0, top: 0, width: at.arrow, height: at.arrow }).width
      card.style.setProperty('--t-arrow', `${across}px`)
    }
  }
  const sheetAt = (visible: Rectangle | null, size: Rectangle, room: Rectangle) => {
    sheetEnd = chooseSheetEnd(visible, size.height + cardGap, room, sheetEnd)
    const top = sheetEnd === 'top' ? room.top : room.top + room.height - size.height
    return { left: room.left, top, side: 'inside', arrow: null } as const
  }

  const follow = (): void => {
    followed?.close()
    radius = target ? radiusOf(target, view) + holePadding : 0
    followed = followRectangle({ view, target, onChange: draw })
  }

  /** Brings the target to where it is seen, with room for the card beside it. */
  const show = (): void => {
    if (!target || !card) return
    const size = rectangleOf(card)
    const room = roomFor()
    const isPhone = Math.min(view.innerWidth, view.innerHeight) <= phoneSize
    const free = isPhone ? { ...room, height: Math.max(80, room.height - size.height - cardGap) } : room
    const at = placeCard({
      target: overlap(rectangleOf(target), room),
      card: size,
      room,
      wanted: 'auto',
      direction,
    })
    bringIntoView({
      view,
      target,
      room: free,
      anyway: !isPhone && at.side === 'inside',
      smooth: !view.matchMedia('(prefers-reduced-motion: reduce)').matches,
    })
  }
  // A window that became smaller, as by a keyboard, does not take the target out of sight; one that the visitor had scrolled
  // away stays away. Told of it before the follower is: what was drawn last is what was seen before.
  const onResize = (): void => {
    if (!wasInView || !target?.isConnected) return
    if (rectangleOf(target).height < seenWindow(view).height) show()
    followed?.look()
  }
  view.addEventListener('resize', onResize)
  view.visualViewport?.addEventListener('resize', onResize)

  return {
    host,
    anchor,
    place: (nextCard, nextArrow, nextShown) => {
      cardSize.disconnect()
      card = nextCard
      arrow = nextArrow
      shown = nextShown
      target = nextShown.target
      sheetEnd = 'bottom'
      settleHost()
      overlay.setOpen(nextShown.interaction === 'target')
      follow()
      show()
      followed?.look()
      cardSize.observe(card)
    },
    moveTo: (next) => {
      if (!shown || next === target) return
      const wasGone = target === null
      target = next
      if (next && shown.target === null) shown = { ...shown, target: next }
      if (next) settleHost()
      follow()
      if (wasGone) show()
      followed?.look()
    },
    say: (text) => {
      view.clearTimeout(voiceTimer)
      voice.textContent = ''
      // Readers hear changes of a region that they know already: one that comes with its text stays unsaid.
      if (text) voiceTimer = view.setTimeout(() => voice.replaceChildren(text), 150)
    },
    close: () => {
      view.removeEventListener('resize', onResize)
      view.visualViewport?.removeEventListener('resize', onResize)
      view.clearTimeout(voiceTimer)
      cardSize.disconnect()
      followed?.close()
      overlay.close()
      host.close()
      card = arrow = shown = target = followed = null
    },
  }
}

/** The hole is as round as the target is, within reason. */
function radiusOf(target: Element, view: Window): number {
  const radius = Number.parseFloat(view.getComputedStyle(target).borderTopLeftRadius)
  return Number.isFinite(radius) ? Math.max(4, Math.min(radius, 24)) : 6
}
