/**
 * Flows: tours, checklists, hints, banners and surveys as plain data. One form for the builder, the relay and the page;
 * `flow-schema.ts` checks it where it comes in. Pure types, so that the widget can name them for nothing.
 */
import type { Rule } from './rule.ts'
import type { Node } from './text.ts'

export const flowKinds = ['tour', 'checklist', 'hint', 'banner', 'survey'] as const
export type FlowKind = (typeof flowKinds)[number]

/** The texts of one place by BCP 47 tag. The flow's `defaultLocale` is always among them. */
export type Texts = Readonly<Record<string, string>>

/** The form of the texts in a flow: as its author wrote them, or as one visitor reads them. */
export interface TextForm {
  /** Titles and the words on buttons. */
  readonly plain: unknown
  /** Bodies: Markdown, then nodes [TXT1]. */
  readonly rich: unknown
}
export interface Authored extends TextForm {
  readonly plain: Texts
  readonly rich: Texts
}
export interface Shown extends TextForm {
  readonly plain: string
  readonly rich: readonly Node[]
}

/** One way of finding an element. It counts only where it matches exactly one visible element. */
export type Locator =
  /** The value of a `data-docent` attribute, which a site gives for this purpose. */
  | { readonly by: 'docent'; readonly id: string }
  | { readonly by: 'css'; readonly selector: string }
  | { readonly by: 'role'; readonly role: string; readonly name: string }
  | { readonly by: 'text'; readonly text: string; readonly tag?: string }

/** What the picked element looked like. Texts are kept as hashes only: what a page shows is not ours to store. */
export interface Fingerprint {
  readonly tag: string
  readonly role: string
  /** Hash of the accessible name; empty where there was none. */
  readonly nameHash: string
  /**
   * `name=value` of attributes that rarely change: type, name, for, href's path, autocomplete, data-testid, id without digits;
   * `icon`, a hash of the drawing inside, `parts`, the tags inside of what has no role, and `lang`, the language around.
   */
  readonly attributes: readonly string[]
  /** Tags and roles of its ancestors, from the nearest outwards, six at most. */
  readonly ancestors: readonly string[]
  /**
   * Hashes of the accessible names of the headings and landmarks around it, from the nearest outwards, three at most.
   * The hash of what a row or card is called begins with `*`.
   */
  readonly landmarks: readonly string[]
}

export interface Target {
  /** Tried in this order. */
  readonly locators: readonly Locator[]
  /** Looks only inside of this element, which is found in the same way. */
  readonly within?: readonly Locator[]
  readonly fingerprint?: Fingerprint
}

/** What a button or a checklist's item does. */
export type FlowAction =
  | { readonly kind: 'tour'; readonly flowId: string }
  /** `newTab`: only for addresses of the web; the page's own are opened in place. */
  | { readonly kind: 'address'; readonly address: string; readonly newTab?: boolean }
  /** Opens a new conversation with this text in the field. */
  | { readonly kind: 'message'; readonly text: string }
  | { readonly kind: 'article'; readonly articleId: string }

/** What moves a step on; the first that happens does. */
export type Advance =
  | { readonly on: 'button' }
  | { readonly on: 'click' }
  /** The target has a value; with `matches`, one that fits the wildcard pattern. */
  | { readonly on: 'input'; readonly matches?: string }
  | { readonly on: 'event'; readonly name: string }
  | { readonly on: 'condition'; readonly rule: Rule }

export const placements = ['auto', 'top', 'right', 'bottom', 'left'] as const
export type Placement = (typeof placements)[number]

/** What a step does whose target is not there. `ask` offers a conversation with a person. */
export const missingActs = ['wait', 'skip', 'centre', 'end', 'ask'] as const
export type MissingAct = (typeof missingActs)[number]

/** Where a step leads: the id of another one, or the end. */
export type StepRef = string | 'end'

export interface Step<T extends TextForm = Shown> {
  /** Stays the same over versions. */
  readonly id: string
  readonly title: T['plain']
  readonly body: T['rich']
  /** `modal`: in the middle of the window, without a target. */
  readonly kind: 'anchored' | 'modal'
  readonly target?: Target
  readonly placement?: Placement
  readonly picture?: { readonly url: string; readonly alt: T['plain'] }
  readonly video?: { readonly url: string; readonly alt: T['plain'] }
  /** Wildcard pattern of the path on which the step stands; on another page the tour waits for it. */
  readonly path?: string
  /** The step is passed over where this does not hold as it would begin. */
  readonly when?: Rule
  /** Empty: by the button alone. */
  readonly advance: readonly Advance[]
  /** The words on the button that moves on; the widget's own where absent. */
  readonly button?: T['plain']
  /** Buttons in the place of "Next", each with a way of its own. */
  readonly choices?: readonly { readonly id: string; readonly label: T['plain']; readonly to: StepRef }[]
  /** Which step follows: the first whose rule holds, else the next in the list. */
  readonly branches?: readonly { readonly when: Rule; readonly to: StepRef }[]
  /** Opened as the step is left: an address of the same origin, as a path. */
  readonly goTo?: string
  /** Whether the page beneath can be used while the step stands: the target alone, or nothing of it. */
  readonly interaction?: 'target' | 'none'
  readonly missing?: { readonly afterMs: number; readonly act: MissingAct }
}

export interface TourContent<T extends TextForm = Shown> {
  readonly kind: 'tour'
  readonly title: T['plain']
  readonly steps: readonly Step<T>[]
  /** A small celebration at the end; never with reduced motion. */
  readonly celebrate?: boolean
  /** False: whoever is stuck is not offered a person, since there is none [FLO10]. */
  readonly offersHelp?: boolean
}

/** What completes an item; any of them does. An agent may complete each item, whatever stands here. */
export type CompleteWhen =
  /** Events, attributes and addresses are facts, so rules judge them. */
  | { readonly by: 'rule'; readonly rule: Rule }
  | { readonly by: 'tour'; readonly flowId: string }
  | { readonly by: 'click'; readonly target: Target }
  /** The visitor says so. */
  | { readonly by: 'visitor' }

export interface ChecklistItem<T extends TextForm = Shown> {
  readonly id: string
  readonly title: T['plain']
  readonly body: T['rich']
  readonly action?: { readonly label: T['plain']; readonly does: FlowAction }
  readonly completeWhen: readonly CompleteWhen[]
}

export interface ChecklistContent<T extends TextForm = Shown> {
  readonly kind: 'checklist'
  readonly title: T['plain']
  readonly body: T['rich']
  /** `listed`: an item can be begun and completed only once those before it are done. */
  readonly order: 'any' | 'listed'
  /** A button of its own beside the messenger's. */
  readonly launcher: boolean
  readonly items: readonly ChecklistItem<T>[]
  readonly celebrate?: boolean
}

export interface Hint<T extends TextForm = Shown> {
  readonly id: string
  readonly target: Target
  readonly title: T['plain']
  readonly body: T['rich']
  readonly action?: { readonly label: T['plain']; readonly does: FlowAction }
  readonly path?: string
}
export interface HintContent<T extends TextForm = Shown> {
  readonly kind: 'hint'
  readonly hints: readonly Hint<T>[]
}

export interface BannerContent<T extends TextForm = Shown> {
  readonly kind: 'banner'
  /** `top` stands above the page and moves it down; `floating` lies over its lower edge. */
  readonly place: 'top' | 'floating'
  readonly body: T['rich']
  readonly action?: { readonly label: T['plain']; readonly does: FlowAction }
  readonly dismissible: boolean
}

export type Question<T extends TextForm = Shown> = {
  readonly id: string
  readonly title: T['plain']
  readonly required?: boolean
} /** 0 to 10, 1 to 5, and 1 to 7. */ & (
  | { readonly kind: 'nps' | 'csat' | 'ces' }
  | {
      readonly kind: 'choice'
      readonly many: boolean
      readonly choices: readonly { readonly id: string; readonly label: T['plain'] }[]
    }
  | { readonly kind: 'text' }
)
export interface SurveyContent<T extends TextForm = Shown> {
  readonly kind: 'survey'
  readonly title: T['plain']
  readonly questions: readonly Question<T>[]
  readonly thanks: T['rich']
}

export type FlowContent<T extends TextForm = Shown> =
  | TourContent<T>
  | ChecklistContent<T>
  | HintContent<T>
  | BannerContent<T>
  | SurveyContent<T>

/** How often a flow may begin by itself for one visitor. Begun by hand it always may. */
export type Frequency =
  | { readonly kind: 'once' }
  /** Again in each visit until it was completed or dismissed. */
  | { readonly kind: 'until_finished' }
  | { readonly kind: 'every'; readonly days: number }

/** For whom, when, and how often: the same for every kind. */
export interface FlowTargeting {
  /** For whom. A checklist or a hint disappears for those for whom it no longer holds. */
  readonly audience: Rule
  /** When it begins by itself; null: only by a link, an item, an article, an agent or the page. */
  readonly rule: Rule | null
  readonly frequency: Frequency
  /** 0 to 100; of several that are due the highest begins. */
  readonly priority: number
  /** Milliseconds since 1970; null: no such end. */
  readonly schedule: { readonly from: number | null; readonly until: number | null }
}

/** What a version freezes. */
export interface FlowDraft extends FlowTargeting {
  readonly defaultLocale: string
  readonly content: FlowContent<Authored>
}

/** A published version as a page gets it, in one language. */
export interface PublishedFlow extends FlowTargeting {
  readonly id: string
  readonly version: number
  /** The language that its texts came out in. */
  readonly locale: string
  readonly content: FlowContent
}

/** All that a site has published, in one language; served with an ETag. */
export interface FlowsDocument {
  /** Changes with what is published; the boot document names it. */
  readonly revision: string
  readonly flows: readonly PublishedFlow[]
  /** What an agent who leads may point at [FLO12]. */
  readonly guide: 'marked' | 'labelled' | 'off'
}
