/** Fields of the commands about flows, and what they are answered with. */
import * as v from 'valibot'
import type { FlowDraft, FlowKind } from '../flow.ts'
import { type FlowRun, flowEventKinds, runSources } from '../flow-run.ts'
import { FlowDraftField } from '../flow-schema.ts'
import { Uuid } from '../ids.ts'
import { flowLimits, limits } from '../limits.ts'
import { Seq, text } from './fields.ts'

export const FlowName = v.pipe(text(limits.nameLength), v.trim(), v.minLength(1))
export const Rev = Seq
export { FlowDraftField }

export const FlowEventField = v.strictObject({
  eventId: Uuid,
  runId: Uuid,
  flowId: Uuid,
  version: v.pipe(v.number(), v.integer(), v.minValue(1)),
  kind: v.picklist(flowEventKinds),
  stepId: v.nullable(v.pipe(text(40), v.minLength(1))),
  seq: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  at: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  data: v.exactOptional(
    v.strictObject({
      source: v.exactOptional(v.picklist(runSources)),
      conversationId: v.exactOptional(Uuid),
      locator: v.exactOptional(
        v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(flowLimits.locators)),
      ),
      path: v.exactOptional(text(500)),
      looked: v.exactOptional(text(300)),
      instead: v.exactOptional(text(200)),
      value: v.exactOptional(v.union([text(2_000), v.pipe(v.number(), v.finite())])),
    }),
  ),
})

/** A control of the visitor's page, as its agent may choose it: its label and what it is, never what it holds. */
export const PageLabel = v.strictObject({
  id: v.pipe(text(40), v.minLength(1)),
  label: v.pipe(text(flowLimits.labelLength), v.minLength(1)),
  role: text(40),
})
export type PageLabel = v.InferOutput<typeof PageLabel>

/** One flow in the console's list. */
export interface FlowRow {
  readonly id: string
  readonly kind: FlowKind
  readonly name: string
  /** The version that is live; null while it is a draft or was withdrawn. */
  readonly liveVersion: number | null
  /** The latest version that was published, live or withdrawn; null while it is a draft. */
  readonly lastVersion: number | null
  /** Whether the draft differs from what is live. */
  readonly changed: boolean
  readonly priority: number
  readonly updatedAt: number
  readonly updatedBy: string | null
  /** Visitors in the last 30 days. */
  readonly started: number
  readonly completed: number
  /** Steps of the live version whose target was missing for more than one visitor of the last 7 days. */
  readonly brokenSteps: number
}

export interface FlowVersionRow {
  readonly version: number
  readonly publishedAt: number
  readonly publishedBy: string | null
  /** The version that this one brought back, where it did. */
  readonly restoredFrom: number | null
}

export interface FlowDetail {
  readonly id: string
  readonly kind: FlowKind
  readonly name: string
  readonly draft: FlowDraft
  /** Rises with each saved draft; a save names the one it was made from. */
  readonly rev: number
  readonly liveVersion: number | null
  /** The latest first. */
  readonly versions: readonly FlowVersionRow[]
}

export interface StepFigures {
  readonly stepId: string
  /** Runs that saw it, that did it (saw a later one, ticked the item, completed), and that ended on it. */
  readonly seen: number
  readonly done: number
  readonly left: number
  /** Milliseconds from this step's first sight to what followed; null while nobody went on. */
  readonly medianMs: number | null
  /** Runs that did not find its target. */
  readonly missing: number
  /** Of a survey's question, the most frequent first, else the latest; absent where nobody answered. */
  readonly answers?: readonly SurveyAnswer[]
}
export interface SurveyAnswer {
  /** A number of a scale, a text, or the ids of what was chosen between commas. */
  readonly value: string | number
  /** Runs that gave it. */
  readonly runs: number
}
export interface FlowFigures {
  readonly started: number
  readonly completed: number
  readonly left: number
  readonly medianMs: number | null
  readonly steps: readonly StepFigures[]
}

/** A step of a live tour, or a hint, whose target visitors' pages do not have. */
export interface BrokenStep {
  readonly flowId: string
  readonly flowName: string
  readonly version: number
  readonly stepId: string
  readonly stepTitle: string
  readonly runs: number
  readonly lastAt: number
  readonly path: string
  /** What was looked for, and what the page had instead: tag, role and a hash, no text. */
  readonly looked: string
  readonly instead: string
}

/** A visitor's run as agents see it. */
export interface VisitorRun {
  readonly run: FlowRun
  /** The flow's own name, and the title of the step where the visitor is. */
  readonly name: string
  readonly stepTitle: string | null
  /** Place of that step counted from 1, and how many there are. */
  readonly place: number | null
  readonly of: number
  /** A checklist's items in order. */
  readonly items: readonly { readonly id: string; readonly title: string; readonly done: boolean }[]
}
