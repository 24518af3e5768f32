/**
 * Draws a step by Shepherd 13.0.1, which is asked for as little as it does well: a step's box, its coming and going. What it
 * is known to do badly is left out or kept from happening, each with its reason here and its test beside the journeys [FLO13].
 * The only file that knows Shepherd; loaded when a tour shows.
 */
import foundation from '@docent/ui/foundation.css?inline'
import { h, render } from 'preact'
import Shepherd from 'shepherd.js'
import { cardIds, TourCard, tourTranslator } from './card.tsx'
import css from './tour.css?inline'
import { createTourFocus, type TourFocus } from './tour-focus.ts'
import type { CreateTourRenderer, StepOnScreen } from './tour-renderer.ts'
import { createTourStage, type TourStage } from './tour-stage.ts'

type Tour = InstanceType<typeof Shepherd.Tour>

/** What is there while steps are shown. */
interface OnScreen {
  readonly stage: TourStage
  readonly tour: Tour
  card: HTMLElement | null
  /** Where the card's vnodes are, so that they can be taken down. */
  content: HTMLElement | null
  shown: StepOnScreen | null
}

export const createShepherdRenderer: CreateTourRenderer = (place, events) => {
  const { view } = place
  const t = tourTranslator(place.locale)
  let onScreen: OnScreen | null = null
  let focus: TourFocus | null = null
  let hiddenAt = Number.NEGATIVE_INFINITY
  /** What could not be drawn is complained of once, however often it is tried. */
  const failed = new Set<string>()
  let closed = false

  const open = (): OnScreen => {
    const stage = createTourStage(place, events.onStray, [foundation, css])
    // Between two steps nothing is on screen for a moment, which is no reason to fade in again.
    stage.host.surface.classList.toggle('t-again', view.performance.now() - hiddenAt < 500)
    focus ??= createTourFocus({
      view,
      host: () => onScreen?.stage.host.host ?? null,
      onEscape: events.onClose,
    })
    const tour = new Shepherd.Tour({
      stepsContainer: stage.host.surface,
      // Its overlay redraws itself in every frame, stops touches, and is looked for in the page when it is to go: ours is
      // used, and the one that it makes all the same never enters the page.
      useModalOverlay: false,
      modalContainer: view.document.createElement('div'),
      // Arrow keys belong to whoever writes; Esc is heard wherever the focus is.
      keyboardNavigation: false,
      exitOnEsc: false,
    })
    return { stage, tour, card: null, content: null, shown: null }
  }

  const draw = (on: OnScreen, shown: StepOnScreen): void => {
    const { stage, tour } = on
    const previous = tour.getCurrentStep()
    const content = Object.assign(view.document.createElement('div'), { className: 't-content' })
    render(h(TourCard, { shown, events, t }), content)
    const step = new Shepherd.Step(tour, {
      // An element, never a string, which it would take for markup; titles and buttons of its own would be strings.
      text: content,
      arrow: false,
      // Classes that it gives to its target are given to an element of ours. Without `on` it follows nothing.
      attachTo: { element: stage.anchor },
    })
    tour.addStep(step)
    // Not `start()`, which remembers what has the focus and gives it back over the visitor's head.
    tour.show(step.id)
    const card = step.getElement()
    if (!card) return
    // Its hands are taken off the box: it would place it by rules that ours can only be added to, and 300 ms after each
    // scroll and resize focus it, out of the field in which the visitor writes.
    step.cleanup?.()
    step.cleanup = null
    step.el = null
    card.tabIndex = -1
    card.setAttribute('aria-labelledby', cardIds.title)
    card.setAttribute('aria-describedby', cardIds.body)
    card.classList.add('t-enters')
    const arrow = Object.assign(view.document.createElement('div'), { className: 't-arrow' })
    card.append(arrow)

    takeDown(on)
    if (previous) tour.removeStep(previous.id)
    Object.assign(on, { card, content, shown })
    stage.place(card, arrow, shown)
    // A text that scrolls has to be reached by the keyboard.
    const body = content.querySelector<HTMLElement>(`#${cardIds.body}`)
    if (body && body.scrollHeight > body.clientHeight) body.tabIndex = 0
    focus?.setTarget(shown.interaction === 'target' ? shown.target : null)
    stage.say(focus?.enter(card) ? '' : textOf(content, t('progress', { place: shown.place, of: shown.of })))
  }

  const takeDown = ({ card, content }: OnScreen): void => {
    if (content) render(null, content)
    card?.remove()
  }

  const hide = (): void => {
    const on = onScreen
    if (!on) return
    focus?.leave()
    onScreen = null
    hiddenAt = view.performance.now()
    // Else it would remove the first overlay in the page, which may be that of a tour of the site's own.
    on.tour.modal = null
    on.tour.complete()
    takeDown(on)
    on.stage.close()
  }

  return {
    show: async (shown) => {
      if (closed) return
      try {
        onScreen ??= open()
        draw(onScreen, shown)
      } catch (cause) {
        // A page can make anything throw. A step that cannot be drawn leaves nothing half drawn.
        hide()
        if (!failed.has(shown.step.id)) events.onFailed(cause)
        failed.add(shown.step.id)
      }
    },
    moveTo: (target) => {
      if (!onScreen) return
      onScreen.stage.moveTo(target)
      focus?.setTarget(onScreen.shown?.interaction === 'target' ? target : null)
    },
    hide,
    close: () => {
      closed = true
      hide()
      focus?.close()
      focus = null
    },
  }
}

/** What a screen reader says of a step whose card has not got the focus. */
function textOf(content: HTMLElement, progress: string): string {
  const of = (id: string) => content.querySelector(`#${id}`)?.textContent ?? ''
  return [of(cardIds.title), of(cardIds.body), progress]
    .filter(Boolean)
    .map((part) => (/[\p{L}\p{N}]$/u.test(part) ? `${part}.` : part))
    .join(' ')
}
