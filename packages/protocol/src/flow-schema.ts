/**
 * The form of a flow, checked where one comes in: from the builder, from the console, from a file. Every text has its length,
 * every list its end, ids are unique, references lead somewhere, addresses lead nowhere but where an address may.
 */
import * as v from 'valibot'
import { text } from './commands/fields.ts'
import { type Authored, type FlowContent, type FlowDraft, missingActs, placements } from './flow.ts'
import { Uuid } from './ids.ts'
import { flowLimits } from './limits.ts'
import { operators, type Rule } from './rule.ts'

const StepId = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z0-9_-]{1,40}$/, 'takes letters, digits, "_" and "-", 40 at most'),
)
const Locale = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/, 'is no language tag, such as "en" or "pt-BR"'),
)

const texts = (length: number) =>
  v.pipe(
    v.record(Locale, text(length)),
    v.check((all) => Object.keys(all).length <= flowLimits.locales, 'holds too many languages'),
  )
const Plain = texts(flowLimits.titleLength)
const Rich = texts(flowLimits.bodyLength)

const FactName = v.pipe(
  text(120),
  v.regex(/^(?:[a-zA-Z]+|(?:attributes|events)\..+)$/, 'is no fact; look at the list of facts'),
)
const Condition = v.strictObject({
  fact: FactName,
  op: v.picklist(operators),
  value: v.optional(v.union([text(500), v.pipe(v.number(), v.finite()), v.boolean()])),
})

/** Deeper than this nobody writes; `matches` recurses, so depth is bounded where a rule comes in. */
const ruleDepth = 8

const anyRule: v.GenericSchema<Rule> = v.lazy(() => RuleBody) as unknown as v.GenericSchema<Rule>
const RuleBody = v.union([
  v.strictObject({ all: v.pipe(v.array(anyRule), v.maxLength(flowLimits.ruleParts)) }),
  v.strictObject({ any: v.pipe(v.array(anyRule), v.maxLength(flowLimits.ruleParts)) }),
  v.strictObject({ not: anyRule }),
  Condition,
])

/** Walks plain JSON before the schema recurses into it. */
const depthOf = (value: unknown, depth = 0): number => {
  if (depth > ruleDepth * 2 || typeof value !== 'object' || value === null) return depth
  return Math.max(depth, ...Object.values(value).map((part) => depthOf(part, depth + 1)))
}
const RuleField = v.pipe(
  v.unknown(),
  v.check((value) => depthOf(value) <= ruleDepth * 2, `is nested deeper than ${ruleDepth}`),
  RuleBody,
) as unknown as v.GenericSchema<Rule>

const LocatorField = v.variant('by', [
  v.strictObject({ by: v.literal('docent'), id: v.pipe(text(100), v.minLength(1)) }),
  v.strictObject({ by: v.literal('css'), selector: v.pipe(text(500), v.minLength(1)) }),
  v.strictObject({
    by: v.literal('role'),
    role: v.pipe(text(40), v.minLength(1)),
    name: v.pipe(text(300), v.minLength(1)),
  }),
  v.strictObject({
    by: v.literal('text'),
    text: v.pipe(text(300), v.minLength(1)),
    tag: v.optional(v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{0,40}$/))),
  }),
])
const Locators = v.pipe(v.array(LocatorField), v.minLength(1), v.maxLength(flowLimits.locators))
const shortList = (length: number) => v.pipe(v.array(text(200)), v.maxLength(length))
const FingerprintField = v.strictObject({
  tag: text(60),
  role: text(60),
  nameHash: text(40),
  attributes: shortList(12),
  ancestors: shortList(6),
  landmarks: shortList(3),
})
export const TargetField = v.strictObject({
  locators: Locators,
  within: v.optional(Locators),
  fingerprint: v.optional(FingerprintField),
})

/** A path of the page's own origin; "//host" and "\\" would leave it, and so would a tab between two "/", which browsers drop. */
const OwnPath = v.pipe(
  text(1_000),
  v.regex(/^\/(?![/\\])[^\\\p{Cc}]*$/u, 'is no path of your own site: begin with one "/"'),
)
/** `javascript:` and the like never come in; a path stays on the site. */
const Address = v.union(
  [OwnPath, v.pipe(text(1_000), v.regex(/^(?:https?:\/\/|mailto:|tel:)[^\s\\]+$/i))],
  'begins with "/", "https://", "http://", "mailto:" or "tel:"',
)
const MediaAddress = v.union(
  [OwnPath, v.pipe(text(1_000), v.regex(/^https:\/\/[^\s\\]+$/i))],
  'begins with "/" or "https://"',
)

const Action = v.variant('kind', [
  v.strictObject({ kind: v.literal('tour'), flowId: Uuid }),
  v.strictObject({ kind: v.literal('address'), address: Address, newTab: v.optional(v.boolean()) }),
  v.strictObject({ kind: v.literal('message'), text: text(1_000) }),
  v.strictObject({ kind: v.literal('article'), articleId: text(100) }),
])
const Button = v.strictObject({ label: Plain, does: Action })

const AdvanceField = v.variant('on', [
  v.strictObject({ on: v.literal('button') }),
  v.strictObject({ on: v.literal('click') }),
  v.strictObject({ on: v.literal('input'), matches: v.optional(text(200)) }),
  v.strictObject({ on: v.literal('event'), name: v.pipe(text(100), v.minLength(1)) }),
  v.strictObject({ on: v.literal('condition'), rule: RuleField }),
])

const PathPattern = v.pipe(text(500), v.regex(/^[/*]/, 'begins with "/" or "*"'))
const StepRefField = v.union([v.literal('end'), StepId])
const Media = v.strictObject({ url: MediaAddress, alt: Plain })

const StepField = v.strictObject({
  id: StepId,
  title: Plain,
  body: Rich,
  kind: v.picklist(['anchored', 'modal']),
  target: v.optional(TargetField),
  placement: v.optional(v.picklist(placements)),
  picture: v.optional(Media),
  video: v.optional(Media),
  path: v.optional(PathPattern),
  when: v.optional(RuleField),
  advance: v.pipe(v.array(AdvanceField), v.maxLength(5)),
  button: v.optional(Plain),
  choices: v.optional(
    v.pipe(v.array(v.strictObject({ id: StepId, label: Plain, to: StepRefField })), v.maxLength(6)),
  ),
  branches: v.optional(
    v.pipe(v.array(v.strictObject({ when: RuleField, to: StepRefField })), v.maxLength(10)),
  ),
  goTo: v.optional(OwnPath),
  interaction: v.optional(v.picklist(['target', 'none'])),
  missing: v.optional(
    v.strictObject({
      afterMs: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(600_000)),
      act: v.picklist(missingActs),
    }),
  ),
})

const TourField = v.strictObject({
  kind: v.literal('tour'),
  title: Plain,
  steps: v.pipe(v.array(StepField), v.maxLength(flowLimits.steps)),
  celebrate: v.optional(v.boolean()),
  offersHelp: v.optional(v.boolean()),
})

const CompleteWhenField = v.variant('by', [
  v.strictObject({ by: v.literal('rule'), rule: RuleField }),
  v.strictObject({ by: v.literal('tour'), flowId: Uuid }),
  v.strictObject({ by: v.literal('click'), target: TargetField }),
  v.strictObject({ by: v.literal('visitor') }),
])
const ChecklistField = v.strictObject({
  kind: v.literal('checklist'),
  title: Plain,
  body: Rich,
  order: v.picklist(['any', 'listed']),
  launcher: v.boolean(),
  items: v.pipe(
    v.array(
      v.strictObject({
        id: StepId,
        title: Plain,
        body: Rich,
        action: v.optional(Button),
        completeWhen: v.pipe(v.array(CompleteWhenField), v.maxLength(5)),
      }),
    ),
    v.maxLength(flowLimits.items),
  ),
  celebrate: v.optional(v.boolean()),
})
const HintsField = v.strictObject({
  kind: v.literal('hint'),
  hints: v.pipe(
    v.array(
      v.strictObject({
        id: StepId,
        target: TargetField,
        title: Plain,
        body: Rich,
        action: v.optional(Button),
        path: v.optional(PathPattern),
      }),
    ),
    v.maxLength(flowLimits.items),
  ),
})
const BannerField = v.strictObject({
  kind: v.literal('banner'),
  place: v.picklist(['top', 'floating']),
  body: Rich,
  action: v.optional(Button),
  dismissible: v.boolean(),
})
const question = { id: StepId, title: Plain, required: v.optional(v.boolean()) }
const SurveyField = v.strictObject({
  kind: v.literal('survey'),
  title: Plain,
  questions: v.pipe(
    v.array(
      v.variant('kind', [
        v.strictObject({ ...question, kind: v.picklist(['nps', 'csat', 'ces']) }),
        v.strictObject({
          ...question,
          kind: v.literal('choice'),
          many: v.boolean(),
          choices: v.pipe(
            v.array(v.strictObject({ id: StepId, label: Plain })),
            v.minLength(1),
            v.maxLength(20),
          ),
        }),
        v.strictObject({ ...question, kind: v.literal('text') }),
      ]),
    ),
    v.maxLength(flowLimits.items),
  ),
  thanks: Rich,
})

const Moment = v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0)))

const Draft = v.strictObject({
  audience: RuleField,
  rule: v.nullable(RuleField),
  frequency: v.variant('kind', [
    v.strictObject({ kind: v.literal('once') }),
    v.strictObject({ kind: v.literal('until_finished') }),
    v.strictObject({
      kind: v.literal('every'),
      days: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(365)),
    }),
  ]),
  priority: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100)),
  schedule: v.strictObject({ from: Moment, until: Moment }),
  defaultLocale: Locale,
  content: v.variant('kind', [TourField, ChecklistField, HintsField, BannerField, SurveyField]),
})

/** What has an id of its own within a flow. */
export function placesOf(content: FlowContent<Authored>): readonly { readonly id: string }[] {
  if (content.kind === 'tour') return content.steps
  if (content.kind === 'checklist') return content.items
  if (content.kind === 'hint') return content.hints
  return content.kind === 'survey' ? content.questions : []
}

const idsAreUnique = ({ content }: FlowDraft): boolean => {
  const ids = placesOf(content).map(({ id }) => id)
  return new Set(ids).size === ids.length && !ids.includes('end')
}

const referencesLead = ({ content }: FlowDraft): boolean => {
  if (content.kind !== 'tour') return true
  const known = new Set(['end', ...content.steps.map(({ id }) => id)])
  return content.steps.every((step) =>
    [...(step.choices ?? []), ...(step.branches ?? [])].every(({ to }) => known.has(to)),
  )
}

/** A draft as it may be saved: well-formed, though perhaps not finished. */
export const FlowDraftField = v.pipe(
  Draft,
  v.check((draft) => idsAreUnique(draft as FlowDraft), 'uses one id twice, or the id "end"'),
  v.check((draft) => referencesLead(draft as FlowDraft), 'leads to a step that is not there'),
) as unknown as v.GenericSchema<FlowDraft>
