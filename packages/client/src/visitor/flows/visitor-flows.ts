/**
 * What the onboarding room may ask of the engine: which flows there are, which are due, where this visitor stands in them.
 * Nothing here knows how a flow is drawn; nothing in the room knows of sockets or storage.
 */
import type {
  FlowEventData,
  FlowEventKind,
  FlowRun,
  PageLabel,
  PublishedFlow,
  RunSource,
} from '@docent/protocol'
import type { Facts } from '@docent/protocol/rule'
import type { ReadonlySignal } from '@preact/signals-core'
import type { Interruptions } from '../interruptions.ts'

/** What is said of a run; the engine adds ids, number and time. */
export interface Said {
  readonly kind: Exclude<FlowEventKind, 'started'>
  /** The step, item, hint or question; absent where the whole flow is meant. */
  readonly stepId?: string
  readonly data?: FlowEventData
}

/** A run with the version that it was begun in: what was started is finished as it was [FLO1]. */
export interface RunningFlow {
  readonly run: FlowRun
  readonly flow: PublishedFlow
}

export interface VisitorFlows {
  /** True once the runs are known: from the relay, or from this browser's copy while offline. Nothing begins by itself before. */
  readonly ready: ReadonlySignal<boolean>
  /** What the site has published and this visitor belongs to the audience of. */
  readonly flows: ReadonlySignal<readonly PublishedFlow[]>
  /** The visitor's latest run of each flow that has one, whatever its status, joined with its version; the latest first. */
  readonly runs: ReadonlySignal<readonly RunningFlow[]>
  /** Flows that may begin by themselves now, by rule, schedule, frequency and runs; the most urgent first [FLO5]. */
  readonly due: ReadonlySignal<readonly PublishedFlow[]>
  readonly facts: ReadonlySignal<Facts>
  /** True in one tab of this browser at a time: the one that shows what pops up [FLO6]. */
  readonly leads: ReadonlySignal<boolean>
  /** Makes this tab the one that leads; called when a visitor acts in it. */
  lead(): void
  /** The one budget of what may pop up [FLO7]. */
  readonly interruptions: Interruptions
  /**
   * Begins a run, or goes on with the one that runs. Resolves with null where there is no such published flow for this visitor.
   * The run is kept before it resolves.
   */
  start(flowId: string, source: RunSource, conversationId?: string): Promise<RunningFlow | null>
  /** Says what happened in a run: shown at once, kept, and told to the relay when there is a connection. */
  record(runId: string, said: Said): void
  /** What an agent who leads asks and points at; the answer holds labels, never values [FLO12]. */
  readonly guide: {
    readonly allows: ReadonlySignal<'marked' | 'labelled' | 'off'>
    /** The label that is pointed at, by whom; null: none. */
    readonly pointed: ReadonlySignal<{ readonly labelId: string; readonly agentName: string } | null>
    /** Called when the agent asks; answers what there is at this moment. */
    onAsked(answer: () => readonly PageLabel[]): () => void
  }
  close(): void
}
