/**
 * One visitor's way through one tour: which step is on screen, what it waits for, what is recorded of it.
 * Draws nothing itself and decides nothing of when a tour may begin; `next-step.ts` knows where a step leads.
 */
import type { Clock, Undo } from '@docent/client/outside'
import type { RunningFlow, Said, VisitorFlows } from '@docent/client/visitor/flows/types'
import type { FlowRun, Step, TourContent } from '@docent/protocol'
import type { Facts } from '@docent/protocol/rule'
import { effect, untracked } from '@preact/signals-core'
import type { Found, NotFound } from '../finder/index.ts'
import type { TourOnScreen } from '../onboarding-types.ts'
import { listen } from '../page-acts.ts'
import { fits } from '../path-pattern.ts'
import { asDrawn } from './as-drawn.ts'
import { placeOfBookmark, readBookmark, writeBookmark } from './bookmark.ts'
import { firstStep, type Next, placeOf, stepAfter, stepById, wayTo } from './next-step.ts'
import { createStuckWatch, distanceTo } from './stuck.ts'
import { followTarget } from './target-patience.ts'
import type { RendererEvents, TourRenderer } from './tour-renderer.ts'
import { onActs, onFacts } from './ways-on.ts'

/** `elsewhere`: in another tab or on another device. */
export type TourEnd = 'completed' | 'dismissed' | 'elsewhere'

export interface TourRunner {
  /** Whether the step may be on screen at the moment; a tour begins hidden. */
  setShown(shown: boolean): void
  /** Closes the tour as the visitor would. */
  dismiss(): void
  /** Leaves the screen; the run goes on, and where it stands stays known to this tab. */
  close(): void
}

export interface TourRunnerOptions {
  readonly view: Window & typeof globalThis
  readonly clock: Clock
  readonly flows: Pick<VisitorFlows, 'facts' | 'runs' | 'record'>
  readonly running: RunningFlow
  readonly loadRenderer: (events: RendererEvents) => Promise<TourRenderer>
  readonly onNavigate: (listener: () => void) => Undo
  readonly go: (address: string) => void
  /** The step that is on screen; null: none, while it is waited for. */
  readonly onStep: (step: TourOnScreen | null) => void
  /** The visitor needs a hand at this step, or at least an offer of one. */
  readonly onStuck: (step: TourOnScreen) => void
  readonly onEnd: (end: TourEnd) => void
  readonly warn: (message: string, cause: unknown) => void
}

/** What a step does without its target where its author says nothing: a while of patience, then a person. */
const missingByDefault = { afterMs: 8_000, act: 'ask' } as const

const unshown = 'a step of a tour could not be shown.'

export function createTourRunner(options: TourRunnerOptions): TourRunner {
  const { view, clock, flows, onStep } = options
  const { run, flow } = options.running
  const { runId } = run
  const content = flow.content as TourContent
  const page = view.document
  const facts = (): Facts => flows.facts.peek()
  const record = (said: Said): void => flows.record(runId, said)
  const opened = new Set<string>()
  const undo: Undo[] = []
  /** What belongs to the step, and to its being on its page. */
  const ofStep: Undo[] = []
  const ofPage: Undo[] = []
  let renderer: Promise<TourRenderer> | null = null
  let drawn: TourRenderer | null = null
  let step: Step | null = null
  let before: readonly Step[] = []
  /** The step that the run is known to stand at: another one comes from another device. */
  let known = run.stepId
  /** When this tab moved on last: what the run is told to have been before that is older than what is on screen. */
  let movedAt = 0
  let shown = false
  let ended = false
  let seen = false
  let missed = false
  let onScreen: { readonly target: Element | null } | null = null
  /** Counts what was drawn: an answer that comes late belongs to another step. */
  let drawing = 0

  const end = (list: Undo[]): void => {
    for (const act of list.splice(0)) act()
  }
  const path = (): string => view.location.pathname
  const isHere = (at: Step): boolean => at.path === undefined || fits(at.path, path(), facts())
  const isVisible = (): boolean => page.visibilityState !== 'hidden'

  const stored = (): FlowRun | undefined => flows.runs.value.find((one) => one.run.runId === runId)?.run
  const here = (at: Step): TourOnScreen => ({
    flowId: flow.id,
    runId,
    version: flow.version,
    title: content.title,
    stepId: at.id,
    stepTitle: at.title,
    ...placeOf(content, at, before, facts()),
    conversationId: stored()?.conversationId ?? run.conversationId,
  })

  let helped = readBookmark(view, runId)?.helped ?? false
  let counts = facts().events
  const keep = (at: Step, counted = facts().events): void => {
    counts = counted
    writeBookmark(view, { runId, from: known, at: at.id, events: counted, helped })
  }

  const helpIsNeeded = (): void => {
    if (!step || ended) return
    helped = true
    keep(step, counts)
    record({ kind: 'stuck', stepId: step.id, data: { path: path() } })
    options.onStuck(here(step))
  }
  const stuck = createStuckWatch(clock, helpIsNeeded, isVisible(), helped)

  const say = (at: Step, locator?: number): void => {
    known = at.id
    const data = { path: path(), ...(locator === undefined ? {} : { locator }) }
    record({ kind: 'seen', stepId: at.id, data })
  }

  function enter(next: Next, how: 'forward' | 'back' | 'resume'): void {
    const from = step
    leaveStep()
    if (next === 'end') {
      finish('completed')
      return
    }
    if (how === 'forward' && from) before = [...before.filter((one) => one !== next), from]
    if (how === 'back') before = before.slice(0, -1)
    if (how !== 'resume') movedAt = clock.now()
    if (how === 'resume') before = wayTo(content, next, facts())
    const again = how !== 'resume' && opened.has(next.id)
    opened.add(next.id)
    step = next
    seen = missed = false
    const marked = how === 'resume' ? readBookmark(view, runId) : null
    const counted = marked?.at === next.id ? marked.events : facts().events
    keep(next, counted)
    const leads = how === 'forward' ? from?.goTo : undefined
    // Told now, since the page on which it is seen may be opened in another tab, or leaves no time to tell.
    if (how === 'forward' && (leads || !isHere(next))) say(next)
    ofStep.push(onFacts({ step: next, facts: flows.facts, events: counted, back: how === 'back', moveOn }))
    const { pathname, search, hash } = view.location
    if (leads && leads !== pathname + search + hash) options.go(leads)
    present(again)
  }

  /** Goes on behind the page's own handlers: the click that moves us may open what comes next, or leave the page. */
  function moveOn(choice?: string): void {
    const from = step
    if (!from || ended) return
    const next = stepAfter(content, from, facts(), choice)
    if (next !== 'end') keep(next)
    ofStep.push(clock.after(0, () => enter(stepAfter(content, from, facts(), choice), 'forward')))
  }

  function leaveStep(): void {
    end(ofStep)
    leavePage()
  }
  function leavePage(): void {
    end(ofPage)
    stuck.leave()
    erase()
  }
  function erase(): void {
    drawing++
    if (!onScreen) return
    onScreen = null
    drawn?.hide()
    onStep(null)
  }

  /** Shows the step once its turn, its page and its target are there. */
  function present(again = false): void {
    leavePage()
    const at = step
    if (!at || !shown || ended || !isHere(at)) return
    const { afterMs } = at.missing ?? missingByDefault
    ofPage.push(
      onActs({
        step: at,
        page,
        clock,
        target: () => onScreen?.target ?? null,
        facts,
        progress: stuck.progress,
        moveOn,
      }),
    )
    if (at.kind === 'modal' || !at.target) void draw(at, null)
    else {
      const onMissing = (looked: NotFound): void => giveUp(at, looked)
      const onFound = (found: Found): void => pointAt(at, found)
      const { target } = at
      ofPage.push(followTarget({ page, clock, target, afterMs, onFound, onGone: erase, onMissing }))
    }
    stuck.step(again)
  }

  function pointAt(at: Step, found: Found): void {
    // What was drawn without its target gets its arrow and its buttons now.
    if (!onScreen?.target) return void draw(at, found)
    onScreen = { target: found.element }
    drawn?.moveTo(found.element)
  }

  function giveUp(at: Step, { looked, instead }: NotFound): void {
    if (!missed) record({ kind: 'missing', stepId: at.id, data: { looked, instead, path: path() } })
    missed = true
    const { act } = at.missing ?? missingByDefault
    if (act === 'skip') enter(stepAfter(content, at, facts()), 'forward')
    else if (act === 'end') dismiss()
    else if (act === 'centre') void draw(at, null)
    else if (act === 'ask') stuck.missing()
  }

  const events: RendererEvents = {
    onNext: () => moveOn(),
    onChoice: moveOn,
    onBack: () => {
      const last = before.at(-1)
      if (last) enter(last, 'back')
    },
    onClose: dismiss,
    onStray: (point) => {
      const target = onScreen?.target
      if (target) stuck.stray(distanceTo(point, target.getBoundingClientRect()))
    },
    onFailed: (cause) => options.warn(unshown, cause),
  }

  async function draw(at: Step, found: Found | null): Promise<void> {
    const turn = ++drawing
    onScreen = { target: found?.element ?? null }
    try {
      renderer ??= options.loadRenderer(events)
      const by = await renderer
      if (turn !== drawing || ended) return
      drawn = by
      const where = here(at)
      const last = before.at(-1)
      const canGoBack = last !== undefined && !last.goTo && isHere(last)
      // By now the target may have been rendered anew.
      await by.show(asDrawn(content, at, onScreen.target, { ...where, canGoBack, facts: facts() }))
      if (turn !== drawing || ended) return
      if (!seen) say(at, found?.locator)
      seen = true
      onStep(where)
    } catch (cause) {
      // The next step, or the next change of the page, tries again.
      renderer = null
      if (turn === drawing) onScreen = null
      options.warn(unshown, cause)
    }
  }

  function dismiss(): void {
    if (!ended) finish('dismissed')
  }
  function finish(how: TourEnd): void {
    const at = step
    close()
    writeBookmark(view, null)
    if (how === 'completed') record({ kind: 'completed' })
    if (how === 'dismissed') record({ kind: 'dismissed', ...(at ? { stepId: at.id } : {}) })
    options.onEnd(how)
  }
  function close(): void {
    if (ended) return
    leaveStep()
    ended = true
    end(undo)
    renderer?.then(
      (by) => by.close(),
      () => {},
    )
  }

  /** Goes on where the run stands; the bookmark knows more, as long as the run has not moved elsewhere. */
  function resume(): void {
    const at = placeOfBookmark(readBookmark(view, runId), run)
    enter(stepById(content, at) ?? firstStep(content, facts()), 'resume')
  }

  /** Another tab or another device went on, or ended it. */
  function follow(): void {
    const found = stored()
    untracked(() => {
      if (!found || ended) return
      if (found.status !== 'running') {
        finish('elsewhere')
        return
      }
      if (found.stepId === known || found.stepId === step?.id) return
      known = found.stepId
      if (found.seq < movedAt) return
      const at = stepById(content, known)
      if (at) enter(at, 'resume')
    })
  }

  undo.push(
    options.onNavigate(() => {
      // A change of the address alone is no reason to draw again what stands.
      if (step && shown && isHere(step) !== ofPage.length > 0) present()
    }),
    listen(page, 'visibilitychange', () => stuck.setVisible(isVisible())),
  )

  return {
    setShown: (next) => {
      if (next === shown || ended) return
      shown = next
      if (step) present()
      else {
        resume()
        if (!ended) undo.push(effect(follow))
      }
    },
    dismiss,
    close,
  }
}
