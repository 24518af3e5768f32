/**
 * Who gets the one place for what pops up: asks the budget for tours, banners and surveys that are due or that run, and
 * gives it back [FLO5] [FLO7]. How each of them is played is none of its business.
 */
import type { Clock, Undo } from '@docent/client/outside'
import type { RunningFlow, VisitorFlows } from '@docent/client/visitor/flows/types'
import type { FlowKind, PublishedFlow, RunSource } from '@docent/protocol'
import { matches } from '@docent/protocol/rule'
import { effect, untracked } from '@preact/signals-core'
import { readTab } from './tab-memory.ts'

/** @returns the end, for when something else takes the place. `over` says that it has ended by itself. */
export type Play = (running: RunningFlow, over: () => void) => Undo

export interface Showings {
  /** Starts a flow because the visitor wants it, in the place of whatever is shown. */
  start(flowId: string, source: RunSource, conversationId?: string): Promise<boolean>
  close(): void
}

export interface ShowingsOptions {
  readonly view: Window
  readonly clock: Clock
  readonly flows: VisitorFlows
  readonly players: Partial<Record<FlowKind, Play>>
  readonly onNavigate: (listener: () => void) => Undo
  /** Called as soon as one is to be shown: what plays it may be fetched while it begins. */
  readonly prepare: (kind: FlowKind) => void
  /** Called when a run began, not where it goes on. */
  readonly onStarted: (running: RunningFlow, source: RunSource) => void
  readonly warn: (message: string, cause: unknown) => void
}

interface Showing {
  readonly kind: FlowKind
  /** For its turn. What begins is no longer due, and does not run yet. */
  waits: boolean
  running: RunningFlow | null
  /** Takes it back or off the screen; nothing if it has ended. */
  end(): void
}

/** What a tour keeps in its tab, as far as it is asked for here. */
interface Held {
  readonly runId: string
}

export function createShowings(options: ShowingsOptions): Showings {
  const { view, clock, flows, players } = options
  const showings = new Map<string, Showing>()
  /** Tours that made way for another one: they come back when the visitor wants them, or with the next page. */
  const aside = new Set<string>()
  const starting = new Set<string>()

  /** A banner stands where its rule holds; a tour goes on wherever its visitor is. */
  const mayStay = ({ run, flow }: RunningFlow): boolean => {
    if (run.kind === 'tour') return true
    const { from, until } = flow.schedule
    const now = clock.now()
    return (
      (from ?? now) <= now &&
      (until ?? now) >= now &&
      (flow.rule === null || matches(flow.rule, flows.facts.value))
    )
  }

  function ask(
    flow: Pick<PublishedFlow, 'id' | 'priority' | 'content'>,
    byVisitor: boolean,
    begin: () => Promise<RunningFlow | null>,
  ): void {
    const { id, priority } = flow
    let stop: Undo = () => {}
    let giveBack: Undo = () => {}
    let ended = false
    const leave = (): void => {
      ended = true
      if (showings.get(id) === mine) showings.delete(id)
      stop()
    }
    const end = (): void => {
      if (!ended) leave()
      giveBack()
    }
    const mine: Showing = { kind: flow.content.kind, waits: true, running: null, end }
    const show = async (): Promise<void> => {
      mine.waits = false
      options.prepare(mine.kind)
      try {
        const running = await begin()
        if (ended) return
        mine.running = running
        const play = players[mine.kind]
        if (!running || !play) return end()
        stop = play(running, end)
        if (ended) stop()
      } catch (cause) {
        end()
        options.warn('what was to be shown could not begin.', cause)
      }
    }
    showings.get(id)?.end()
    showings.set(id, mine)
    giveBack = flows.interruptions.ask({
      id,
      priority,
      byVisitor,
      overRoutes: true,
      show: () => void show(),
      putAside: () => {
        if (ended) return
        if (mine.running && mine.kind === 'tour') aside.add(id)
        leave()
        untracked(consider)
      },
    })
    if (ended) giveBack()
  }

  const isPlayed = ({ content }: PublishedFlow): boolean => players[content.kind] !== undefined

  const isTaken = (id: string): boolean => showings.has(id) || aside.has(id) || starting.has(id)

  async function begin(...call: Parameters<VisitorFlows['start']>): Promise<RunningFlow | null> {
    const [flowId, source] = call
    const before = flows.runs.peek().find(({ flow }) => flow.id === flowId)?.run.runId
    const running = await flows.start(...call)
    if (running && running.run.runId !== before) options.onStarted(running, source)
    return running
  }

  /**
   * The tour in which this tab was as its last page went away goes on by the browser's own copy: waiting for the relay
   * would be a gap on each page. Where it has ended elsewhere, the relay's word ends it here.
   */
  const isHeld = ({ run }: RunningFlow): boolean => readTab<Held>(view, 'tour')?.runId === run.runId

  function consider(): void {
    const leads = flows.leads.value
    const ready = flows.ready.value && leads
    const running = flows.runs.value.filter(({ run }) => run.status === 'running')
    const due = flows.due.value
    // What is known of the page is a moment behind its address: nothing of the last route may begin on this one.
    const behind = flows.facts.value.path !== view.location.pathname
    const resumed = running.filter(
      (one) =>
        isPlayed(one.flow) &&
        (one.run.kind === 'tour' ? ready || (leads && isHeld(one)) : ready && !behind && mayStay(one)),
    )
    const fresh = ready && !behind ? due.filter(isPlayed) : []
    untracked(() => {
      const wanted = new Set([...resumed.map(({ flow }) => flow.id), ...fresh.map(({ id }) => id)])
      for (const [id, showing] of showings) {
        const { waits, running: played, kind } = showing
        const stays = waits || !ready ? wanted.has(id) : kind !== 'banner' || !played || mayStay(played)
        if (!stays) showing.end()
      }
      // The latest tour is the one that the visitor is in; what it replaced stays where it was.
      const tour = resumed.find(({ run }) => run.kind === 'tour')
      for (const one of resumed) {
        const { flow, run } = one
        const isTour = run.kind === 'tour'
        if (isTaken(flow.id) || (isTour && one !== tour)) continue
        ask(flow, isTour, async () => one)
      }
      for (const flow of fresh) if (!isTaken(flow.id)) ask(flow, false, () => begin(flow.id, 'rule'))
    })
  }

  const undo = [
    effect(consider),
    options.onNavigate(() => {
      flows.interruptions.routeChanged()
      for (const showing of showings.values()) if (showing.waits) showing.end()
      untracked(consider)
    }),
  ]

  return {
    start: async (flowId, source, conversationId) => {
      flows.lead()
      options.prepare('tour')
      starting.add(flowId)
      try {
        const running = await begin(flowId, source, conversationId)
        if (!running) return false
        aside.delete(flowId)
        // The one that is on screen goes on; it need not begin anew.
        if (showings.get(flowId)?.running?.run.runId !== running.run.runId)
          ask(running.flow, true, async () => running)
        return true
      } finally {
        starting.delete(flowId)
      }
    },
    close: () => {
      for (const act of undo.splice(0)) act()
      for (const showing of [...showings.values()]) showing.end()
    },
  }
}
