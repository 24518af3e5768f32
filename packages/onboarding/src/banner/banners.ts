/** Plays banners: one at a time, gone for good once it was closed or followed [FLO17]. */

import type { VisitorFlows } from '@docent/client/visitor/flows/types'
import type { FlowAction } from '@docent/protocol'
import { effect } from '@preact/signals-core'
import type { OnScreen } from '../on-screen.ts'
import type { Play } from '../showings.ts'

export function createBanners(options: {
  readonly view: Window
  readonly flows: VisitorFlows
  readonly screen: OnScreen
  readonly act: (action: FlowAction) => void
}): Play {
  const { flows, screen, view } = options
  return ({ run: { runId }, flow: { content, locale } }, over) => {
    if (content.kind !== 'banner') return () => {}
    const banner = {
      content,
      locale,
      act: () => {
        flows.record(runId, { kind: 'acted' })
        // One that cannot be closed says what holds for as long as it does.
        if (content.dismissible) flows.record(runId, { kind: 'completed' })
        if (content.action) options.act(content.action.does)
      },
      dismiss: () => flows.record(runId, { kind: 'dismissed' }),
    }
    screen.banner.value = banner
    flows.record(runId, { kind: 'seen', data: { path: view.location.pathname } })
    // Also where it was closed in another tab or on another device.
    const unfollow = effect(() => {
      const run = flows.runs.value.find((one) => one.run.runId === runId)?.run
      if (run && run.status !== 'running') over()
    })
    return () => {
      unfollow()
      if (screen.banner.peek() === banner) screen.banner.value = null
    }
  }
}
