/**
 * What of flows is on the page at the moment, besides the step of a tour: signals that the deciding part writes and the
 * stage reads. Neither knows the other, so that a page on which nothing shows never loads the stage.
 */
import type { BannerContent, Hint, SurveyContent } from '@docent/protocol'
import { type ReadonlySignal, type Signal, signal } from '@preact/signals-core'
import type { Tasks } from './onboarding-types.ts'

export interface BannerOnScreen {
  readonly content: BannerContent
  /** BCP 47 tag of the texts. */
  readonly locale: string
  act(): void
  dismiss(): void
}

export interface Beacon {
  /** Stays the same while the hint stays. */
  readonly key: string
  readonly hint: Hint
  readonly locale: string
  readonly element: Element
  act(): void
  /** Read and closed: it never comes back. */
  gotIt(): void
}

export interface HelpOffer {
  /** The title of the step. */
  readonly step: string
  ask(): void
  decline(): void
}

/** Where an agent points. */
export interface Pointer {
  readonly element: Element
  readonly agentName: string
  /** Ends the tour, and the lead with it. */
  stop(): void
}

export interface SurveyOnScreen {
  readonly content: SurveyContent
  readonly locale: string
  /** A question is on screen. */
  see(questionId: string): void
  /** Each answer counts at once; a survey that is left half-way keeps what was said. */
  answer(questionId: string, value: string | number): void
  complete(): void
  dismiss(): void
  /** The thanks were read, or the survey is left after its end. */
  leave(): void
}

export interface OnScreen {
  readonly banner: Signal<BannerOnScreen | null>
  readonly beacons: Signal<readonly Beacon[]>
  readonly offer: Signal<HelpOffer | null>
  readonly pointer: Signal<Pointer | null>
  readonly survey: Signal<SurveyOnScreen | null>
  /** The checklist whose panel is open beside its launcher. */
  readonly list: Signal<string | null>
  /** Counts celebrations: each further one is played once. */
  readonly parties: Signal<number>
}

export const createOnScreen = (): OnScreen => ({
  banner: signal(null),
  beacons: signal([]),
  offer: signal(null),
  pointer: signal(null),
  survey: signal(null),
  list: signal(null),
  parties: signal(0),
})

/** All that the stage is given. */
export interface StageProps {
  readonly view: Window & typeof globalThis
  readonly screen: OnScreen
  readonly tasks: Tasks
  readonly messengerOpen: ReadonlySignal<boolean>
}
