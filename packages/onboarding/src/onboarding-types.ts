/**
 * What the onboarding room asks of whoever puts it on a page, and what may be asked of it. Types only, so that naming
 * them costs nothing.
 */
import type { Undo } from '@docent/client/outside'
import type { VisitorFlows } from '@docent/client/visitor/flows/types'
import type { ChecklistContent, FlowRun, Origin, RunSource } from '@docent/protocol'
import type { ShadowHost } from '@docent/ui/shadow-host'
import type { ReadonlySignal } from '@preact/signals-core'
import type { CreateTourRenderer } from './tours/tour-renderer.ts'

/** What of the messenger the room wants opened. */
export type OpenRequest =
  /** A new conversation with this text in the field. */
  | { readonly kind: 'message'; readonly text: string }
  /** A new conversation that carries where the visitor is stuck. */
  | { readonly kind: 'ask'; readonly origin: Origin; readonly text: string }
  | { readonly kind: 'article'; readonly articleId: string }
  /** The Tasks room; `flowId`: with this checklist unfolded. */
  | { readonly kind: 'tasks'; readonly flowId?: string }

/** What the page may listen to. */
export interface OnboardingEvents {
  /** Fired when a tour began. */
  tourStarted: { readonly flowId: string; readonly source: RunSource }
  /** Fired when a step of a tour is on screen; `place` counts from 1. */
  tourStep: { readonly flowId: string; readonly stepId: string; readonly place: number; readonly of: number }
  /** Fired when the visitor went through a tour to its end. */
  tourCompleted: { readonly flowId: string }
  /** Fired when a tour was closed before its end. */
  tourDismissed: { readonly flowId: string; readonly stepId: string | null }
  /** Fired when an item of a checklist is done; once in each tab. */
  itemCompleted: { readonly flowId: string; readonly itemId: string }
  /** Fired when all items of a checklist are done; once in each tab. */
  checklistCompleted: { readonly flowId: string }
}

export type EmitOnboarding = <Name extends keyof OnboardingEvents>(
  event: Name,
  detail: OnboardingEvents[Name],
) => void

export interface OnboardingOptions {
  readonly view: Window & typeof globalThis
  readonly flows: VisitorFlows
  /** The widget's own place on the page; beacons, banners and checklists are drawn into its surface. */
  readonly host: ShadowHost
  /** The theme's tokens at this moment, as `messengerTokens` makes them. */
  readonly tokens: () => Readonly<Record<string, string>>
  /** BCP 47 tag of the visitor's language. */
  readonly locale: string
  readonly messengerOpen: ReadonlySignal<boolean>
  open(what: OpenRequest): void
  readonly emit: EmitOnboarding
  /** Fetches what draws steps; called when a tour is to begin, and again with its first step. */
  readonly loadRenderer: () => Promise<CreateTourRenderer>
  /** Calls back when the page's address changed; `PageFacts.onNavigate`. */
  onNavigate(listener: () => void): Undo
  /** Called where the room goes on with less than it should have. */
  warn(message: string, cause: unknown): void
  /** Opens an address in this tab; the window's own way where absent. */
  readonly go?: (address: string) => void
}

/** The step that the visitor sees. */
export interface TourOnScreen {
  readonly flowId: string
  readonly runId: string
  readonly version: number
  readonly title: string
  readonly stepId: string
  readonly stepTitle: string
  readonly place: number
  readonly of: number
  /** The conversation from which an agent sent the tour. */
  readonly conversationId: string | null
}

/** A checklist as it stands for this visitor. */
export interface ChecklistOnScreen {
  readonly flowId: string
  readonly content: ChecklistContent
  /** BCP 47 tag of its texts. */
  readonly locale: string
  readonly status: FlowRun['status']
  /** Ids of the items that are done. */
  readonly done: readonly string[]
}

/** The visitor's checklists and what can be done with them: for Tasks, for Home and for the checklist's own launcher. */
export interface Tasks {
  /** Those that run first, then those that were put away or are finished. */
  readonly checklists: ReadonlySignal<readonly ChecklistOnScreen[]>
  /** Carries out what an item's button says. */
  act(flowId: string, itemId: string): void
  /** The visitor says that an item is done, where it may be said. */
  tick(flowId: string, itemId: string): void
  /** Puts the checklist away; it stays in Tasks. */
  dismiss(flowId: string): void
}

export interface Onboarding {
  /** Starts a tour, or goes on with the one that runs. False where there is no such tour for this visitor. */
  startTour(flowId: string, source: RunSource, conversationId?: string): Promise<boolean>
  /** Closes the tour that is on screen, as the visitor would. */
  endTour(): void
  /** Opens a checklist: that one, or the first that is not finished. */
  openChecklist(flowId?: string): void
  readonly tourOnScreen: ReadonlySignal<TourOnScreen | null>
  readonly tasks: Tasks
  /** The theme's tokens changed. */
  paint(): void
  close(): void
}
