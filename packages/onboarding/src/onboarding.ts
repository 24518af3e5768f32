/**
 * The root of the onboarding room on a visitor's page. Joins what may be shown (showings, hints, checklists), how it is
 * played (tours, banners, surveys), and the stage. Tours and the stage are fetched when there is something of them to show.
 */
import type { Clock, Undo } from '@docent/client/outside'
import type { FlowAction, FlowContent, RunSource } from '@docent/protocol'
import { safeHref } from '@docent/ui/safe-href'
import { effect, signal } from '@preact/signals-core'
import { watchAttention } from './attention.ts'
import { createBanners } from './banner/banners.ts'
import { createChecklists } from './checklist/checklists.ts'
import { createOnScreen } from './on-screen.ts'
import type { Onboarding, OnboardingOptions, TourOnScreen } from './onboarding-types.ts'
import { createShowings, type Play } from './showings.ts'
import type { Stage } from './stage.tsx'
import { createSurveys } from './survey/surveys.ts'
import { readTab, writeTab } from './tab-memory.ts'
import type { Tours } from './tours/tour-player.ts'

export type * from './onboarding-types.ts'

/** @example const onboarding = createOnboarding({ view: window, flows, host, tokens, locale: 'en', messengerOpen, open, emit, loadRenderer, onNavigate, warn }) */
export function createOnboarding(options: OnboardingOptions): Onboarding {
  const { view, flows, host, emit, messengerOpen, onNavigate, warn } = options
  const page = view.document
  const clock: Clock = {
    now: () => view.Date.now(),
    after: (milliseconds, act) => {
      const timer = view.setTimeout(act, milliseconds)
      return () => view.clearTimeout(timer)
    },
  }
  const screen = createOnScreen()
  const go = options.go ?? ((address: string) => view.location.assign(address))

  const actFrom =
    (source: RunSource) =>
    (action: FlowAction): void => {
      if (action.kind === 'tour') void showings.start(action.flowId, source)
      else if (action.kind === 'address') {
        const isOwn = /^\/(?![/\\\s])/.test(action.address)
        const address = isOwn ? action.address : safeHref(action.address)
        if (!address) return
        if (action.newTab && !isOwn) view.open(address, '_blank', 'noopener')
        else go(address)
      } else options.open(action)
    }
  const act = actFrom('page')
  const parts = { view, flows, screen, clock, act, onNavigate }

  /** A part in a chunk of its own. Where it cannot be fetched, the next time that it is needed tries again. */
  const part = <Part>(load: () => Promise<Part>) => {
    let fetched: Promise<Part> | null = null
    return (begin: (part: Part) => void, orElse: () => void = () => {}): void => {
      fetched ??= load()
      fetched
        .then((it) => closed || begin(it))
        .catch((cause: unknown) => {
          fetched = null
          orElse()
          warn('a part of tours and checklists could not be loaded.', cause)
        })
    }
  }
  let closed = false

  const onScreen = signal<TourOnScreen | null>(null)
  let tours: Tours | null = null
  const withTours = part(async () => (await import('./tours/tour-player.ts')).createTours)
  /** What plays tours and what draws them, side by side: they are asked for again, and complained of, where they are needed. */
  const prepareTours = (): void => {
    for (const load of [
      () => import('./tours/target-patience.ts'),
      () => import('./tours/tour-player.ts'),
      options.loadRenderer,
    ])
      load().catch(() => {})
  }
  const playTour: Play = (running, over) => {
    let stop = (): void => {}
    let ended = false
    withTours((createTours) => {
      tours ??= createTours({ ...options, go, clock, screen, onScreen })
      if (ended) return
      stop = tours.play(running, over)
      if (ended) stop()
      // The run stands where it stood: the next change tries again.
    }, over)
    return () => {
      ended = true
      stop()
    }
  }
  const showings = createShowings({
    ...parts,
    warn,
    prepare: (kind) => {
      if (kind === 'tour') prepareTours()
    },
    players: { tour: playTour, banner: createBanners(parts), survey: createSurveys(parts) },
    onStarted: ({ flow }, source) => {
      if (flow.content.kind === 'tour') emit('tourStarted', { flowId: flow.id, source })
    },
  })
  const { tasks, close: closeChecklists } = createChecklists({
    flows,
    emit,
    act: (action) => {
      // What the item leads to is not to be covered by the list.
      if (action.kind === 'tour') screen.list.value = null
      actFrom('checklist')(action)
    },
    onDismissed: () => {
      screen.list.value = null
    },
    onCompleted: ({ celebrate }) => {
      if (celebrate) screen.parties.value++
    },
  })
  screen.list.value = readTab<string>(view, 'list')
  // A tour goes on over this page: its parts come while the runs are read.
  if (readTab<object>(view, 'tour')) prepareTours()

  /** Checklists and hints interrupt nobody: they begin as soon as they are due, in the tab that leads. */
  const begun = new Set<string>()
  const beginQuietly = (): void => {
    if (!flows.ready.value || !flows.leads.value) return
    for (const { id, content } of flows.due.value) {
      if ((content.kind !== 'checklist' && content.kind !== 'hint') || begun.has(id)) continue
      begun.add(id)
      flows.start(id, 'rule').catch((cause: unknown) => warn('a checklist or hint could not begin.', cause))
    }
  }

  let stage: Stage | null = null
  const withStage = part(async () => (await import('./stage.tsx')).createStage)
  const showStage = (): void => {
    const launches = tasks.checklists.value.some((one) => one.content.launcher && one.status === 'running')
    const { banner, beacons, offer, pointer, survey, list, parties } = screen
    const shows =
      banner.value || beacons.value.length || offer.value || pointer.value || survey.value || list.value
    if (stage || !(launches || shows || parties.value)) return
    withStage((createStage) => {
      if (stage) return
      host.setTokens(options.tokens())
      stage = createStage({ view, host, screen, tasks, messengerOpen })
    })
  }

  let unwatch: Undo | null = null
  const withTargets = part(async () => (await import('./targets.ts')).watchTargets)
  const watchTargets = (): void => {
    if (unwatch || !flows.runs.value.some(({ flow }) => namesTargets(flow.content))) return
    withTargets((watch) => {
      unwatch ??= watch(parts)
    })
  }

  const undo = [
    effect(beginQuietly),
    watchAttention({ page, flows, messengerOpen }),
    effect(() => writeTab(view, 'list', screen.list.value)),
    effect(showStage),
    effect(watchTargets),
  ]

  async function openChecklist(flowId?: string): Promise<void> {
    const id = flowId ?? tasks.checklists.peek()[0]?.flowId
    const known = tasks.checklists.peek().find((one) => one.flowId === id)
    if (id && !known) await flows.start(id, 'page')
    const found = tasks.checklists.peek().find((one) => one.flowId === id)
    if (found?.content.launcher && !messengerOpen.peek()) screen.list.value = found.flowId
    else options.open({ kind: 'tasks', ...(found ? { flowId: found.flowId } : {}) })
  }

  return {
    startTour: async (flowId, source, conversationId) => showings.start(flowId, source, conversationId),
    endTour: () => tours?.dismiss(),
    openChecklist: (flowId) => {
      openChecklist(flowId).catch((cause: unknown) => warn('the checklist could not be opened.', cause))
    },
    tourOnScreen: onScreen,
    tasks,
    paint: () => {
      if (stage) host.setTokens(options.tokens())
    },
    close: () => {
      if (closed) return
      closed = true
      showings.close()
      tours?.close()
      closeChecklists()
      for (const end of undo.splice(0)) end()
      for (const key of ['list', 'tour']) writeTab(view, key, null)
      unwatch?.()
      stage?.close()
    },
  }
}

/** Tours find theirs by themselves. */
const namesTargets = (content: FlowContent): boolean =>
  content.kind === 'hint' ||
  (content.kind === 'checklist' &&
    content.items.some(({ completeWhen }) => completeWhen.some(({ by }) => by === 'click')))
