/** The Onboarding area: the list of flows, what is missing on pages, or one flow. */
import type { VNode } from 'preact'
import type { OnboardingPlace } from '../outside/route.ts'
import { BrokenPage } from './broken/broken-page.tsx'
import { FlowPage } from './flow-page.tsx'
import { FlowList } from './list/flow-list.tsx'

export function OnboardingRoom({ place }: { place: OnboardingPlace }): VNode {
  if (place.kind === 'broken') return <BrokenPage />
  if (place.kind === 'flow') return <FlowPage key={place.flowId} flowId={place.flowId} tab={place.tab} />
  return <FlowList />
}
