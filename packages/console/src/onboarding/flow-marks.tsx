/** What a flow is and how it stands, in one small mark each. */
import type { FlowKind } from '@docent/protocol'
import { IconCheck, IconFlag, IconInfo, IconMapPin, IconMessageSquare } from '@docent/ui/icons.tsx'
import type { VNode } from 'preact'
import { useWords } from '../words/words.tsx'

const icons = {
  tour: IconMapPin,
  checklist: IconCheck,
  hint: IconInfo,
  banner: IconFlag,
  survey: IconMessageSquare,
} as const satisfies Record<FlowKind, unknown>

export function KindIcon({ kind, size = 18 }: { kind: FlowKind; size?: number }): VNode {
  const Icon = icons[kind]
  return (
    <span class={`kind-icon kind-${kind}`}>
      <Icon size={size} />
    </span>
  )
}

/** How a flow stands, as a list's row and its own page both know it. */
export interface Standing {
  readonly liveVersion: number | null
  readonly lastVersion: number | null
  readonly changed: boolean
}

export function StateTag({ liveVersion, lastVersion, changed }: Standing): VNode {
  const { say } = useWords()
  if (liveVersion === null)
    return (
      <span class="tag">
        {say(lastVersion === null ? 'onboarding.state.draft' : 'onboarding.state.withdrawn')}
      </span>
    )
  return (
    <span class={`tag ${changed ? 'tag-warning' : 'tag-success'}`}>
      {say(changed ? 'onboarding.state.changed' : 'onboarding.state.live', { version: liveVersion })}
    </span>
  )
}
