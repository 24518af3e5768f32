/** The root of the onboarding room on a visitor's page. */
import { signal } from '@preact/signals-core'
import type { Onboarding, OnboardingOptions, TourOnScreen } from './onboarding-types.ts'

export type * from './onboarding-types.ts'

export function createOnboarding(_options: OnboardingOptions): Onboarding {
  return {
    startTour: async () => false,
    endTour: () => {},
    openChecklist: () => {},
    tourOnScreen: signal<TourOnScreen | null>(null),
    tasks: { checklists: signal([]), act: () => {}, tick: () => {}, dismiss: () => {} },
    paint: () => {},
    close: () => {},
  }
}
