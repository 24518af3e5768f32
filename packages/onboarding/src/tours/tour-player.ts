/**
 * Plays tours, in a chunk of its own that is fetched with the first one: joins the runner of a run with the renderer, the
 * offer of help, the lead of an agent, and what is said to the page.
 */
import type { Clock, Undo } from '@docent/client/outside'
import { createTranslator } from '@docent/ui/i18n'
import { effect, type Signal, untracked } from '@preact/signals-core'
import { createGuide } from '../guide/guide.ts'
import type { OnScreen } from '../on-screen.ts'
import type { OnboardingOptions, TourOnScreen } from '../onboarding-types.ts'
import { onboardingWords } from '../onboarding-words.ts'
import type { Play } from '../showings.ts'
import { createTourRunner, type TourRunner } from './tour-runner.ts'

export interface Tours {
  readonly play: Play
  /** Closes the tour that runs, as the visitor would. */
  dismiss(): void
  close(): void
}

export interface ToursOptions extends OnboardingOptions {
  readonly clock: Clock
  readonly screen: OnScreen
  readonly onScreen: Signal<TourOnScreen | null>
  readonly go: (address: string) => void
}

export function createTours(options: ToursOptions): Tours {
  const { view, flows, screen, onScreen, emit } = options
  const t = createTranslator({ locale: 'en', words: onboardingWords })
  let runner: TourRunner | null = null

  const offerHelp = (step: TourOnScreen): void => {
    const { title: tour, place, stepTitle, version, flowId } = step
    const text = t('stuckAt', { tour, place, step: stepTitle, version: `${version}` })
    screen.offer.value = {
      step: stepTitle,
      ask: () => {
        screen.offer.value = null
        const { address, title } = flows.facts.peek()
        options.open({
          kind: 'ask',
          origin: { kind: 'tour', refersTo: flowId, text, address, title },
          text: '',
        })
      },
      decline: () => {
        screen.offer.value = null
      },
    }
  }

  const play: Play = (running, over) => {
    const { id: flowId, content } = running.flow
    const made = createTourRunner({
      view,
      clock: options.clock,
      flows,
      running,
      loadRenderer: async (events) => {
        const createRenderer = await options.loadRenderer()
        const buttons = () => options.host.surface.querySelectorAll('.l-button, .o-launcher')
        const place = { view, locale: running.flow.locale, tokens: options.tokens(), buttons }
        return createRenderer(place, events)
      },
      onNavigate: options.onNavigate,
      go: options.go,
      onStep: (step) => {
        onScreen.value = step
        if (step) emit('tourStep', { flowId, stepId: step.stepId, place: step.place, of: step.of })
      },
      onStuck: (step) => {
        if (content.kind === 'tour' && content.offersHelp !== false) offerHelp(step)
      },
      onEnd: (how) => {
        const stepId = last?.stepId ?? null
        over()
        if (how === 'completed') {
          if (content.kind === 'tour' && content.celebrate) screen.parties.value++
          emit('tourCompleted', { flowId })
        } else if (how === 'dismissed') emit('tourDismissed', { flowId, stepId })
      },
      warn: options.warn,
    })
    runner = made
    let last: TourOnScreen | null = null
    // An open messenger has the visitor's attention: the step waits behind it.
    const undo: Undo[] = [
      onScreen.subscribe((step) => {
        last = step ?? last
      }),
      effect(() => {
        const open = options.messengerOpen.value
        untracked(() => made.setShown(!open))
      }),
    ]
    return () => {
      for (const act of undo.splice(0)) act()
      made.close()
      if (runner !== made) return
      runner = null
      onScreen.value = null
      screen.offer.value = null
    }
  }

  const dismiss = (): void => runner?.dismiss()
  const close = createGuide({ view, guide: flows.guide, screen, stop: dismiss })
  return { play, dismiss, close }
}
