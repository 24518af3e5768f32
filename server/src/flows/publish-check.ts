/**
 * Whether a draft is whole, so that visitors may see it [FLO2]: the first thing that is missing, with where it is and what to do.
 * Knows the draft alone; that it is well-formed was checked as it came in.
 */
import type { Advance, Authored, ChecklistItem, FlowAction, FlowDraft, Step, Texts } from '@docent/protocol'

export interface Fault {
  /** Where in the draft, in the way of the schema's own paths. */
  readonly path: string
  readonly message: string
}

interface Place {
  readonly path: string
  /** As a person would call it: "Step 2". */
  readonly name: string
}

type Button = NonNullable<ChecklistItem<Authored>['action']>

/** `known`: the flows of the site that one may lead to. */
export function faultOf(draft: FlowDraft, known: ReadonlySet<string>): Fault | null {
  const { defaultLocale, content, schedule } = draft
  const { from, until } = schedule

  /** A text that visitors must be able to read. */
  const wanted = (texts: Texts, { path, name }: Place, what: string): Fault | null =>
    texts[defaultLocale]?.trim()
      ? null
      : {
          path,
          message: `${name} has no ${what} in the default language (${defaultLocale}). Write it, then publish.`,
        }

  /** A text that may be left out, but not in the default language alone: others fall back to it. */
  const optional = (texts: Texts | undefined, place: Place, what: string): Fault | null =>
    texts && Object.values(texts).some((text) => text.trim() !== '') ? wanted(texts, place, what) : null

  function action(does: FlowAction, { path, name }: Place): Fault | null {
    if (does.kind !== 'tour' || known.has(does.flowId)) return null
    return {
      path,
      message: `${name} starts a tour that is not there any more. Choose another one, or take its button away.`,
    }
  }

  const button = (made: Button | undefined, { path, name }: Place): Fault | null =>
    made
      ? (wanted(
          made.label,
          { path: `${path}.action.label`, name: `The button of ${lower(name)}` },
          'label',
        ) ?? action(made.does, { path: `${path}.action.does`, name }))
      : null

  function some(list: readonly unknown[], path: string, what: string, todo: string): Fault | null {
    return list.length > 0 ? null : { path, message: `There is no ${what} yet. ${todo}, then publish.` }
  }

  function step(made: Step<Authored>, { path, name }: Place): Fault | null {
    return (
      wanted(made.title, { path: `${path}.title`, name }, 'title') ??
      optional(made.body, { path: `${path}.body`, name }, 'text') ??
      targetOf(made, { path, name }) ??
      optional(made.button, { path: `${path}.button`, name: `The button of ${lower(name)}` }, 'label') ??
      optional(
        made.picture?.alt,
        { path: `${path}.picture.alt`, name: `The picture of ${lower(name)}` },
        'description',
      ) ??
      optional(
        made.video?.alt,
        { path: `${path}.video.alt`, name: `The video of ${lower(name)}` },
        'description',
      ) ??
      first(made.choices ?? [], ({ label }, index) =>
        wanted(
          label,
          { path: `${path}.choices.${index}.label`, name: `Choice ${index + 1} of ${lower(name)}` },
          'label',
        ),
      )
    )
  }

  function item(made: ChecklistItem<Authored>, place: Place): Fault | null {
    const { path, name } = place
    const gone = made.completeWhen.find((by) => by.by === 'tour' && !known.has(by.flowId))
    return (
      wanted(made.title, { path: `${path}.title`, name }, 'title') ??
      optional(made.body, { path: `${path}.body`, name }, 'text') ??
      button(made.action, place) ??
      (gone
        ? {
            path: `${path}.completeWhen`,
            message: `${name} is completed by a tour that is not there any more. Choose another one.`,
          }
        : null)
    )
  }

  function contents(): Fault | null {
    const at = 'draft.content'
    switch (content.kind) {
      case 'tour':
        return (
          wanted(content.title, { path: `${at}.title`, name: 'The tour' }, 'title') ??
          some(content.steps, `${at}.steps`, 'step', 'Add the first one') ??
          first(content.steps, (made, index) =>
            step(made, { path: `${at}.steps.${index}`, name: `Step ${index + 1}` }),
          )
        )
      case 'checklist':
        return (
          wanted(content.title, { path: `${at}.title`, name: 'The checklist' }, 'title') ??
          optional(content.body, { path: `${at}.body`, name: 'The checklist' }, 'text') ??
          some(content.items, `${at}.items`, 'item', 'Add the first one') ??
          first(content.items, (made, index) =>
            item(made, { path: `${at}.items.${index}`, name: `Item ${index + 1}` }),
          )
        )
      case 'hint':
        return (
          some(content.hints, `${at}.hints`, 'hint', 'Pick an element for the first one') ??
          first(content.hints, (made, index) => {
            const place = { path: `${at}.hints.${index}`, name: `Hint ${index + 1}` }
            return (
              wanted(made.title, { ...place, path: `${place.path}.title` }, 'title') ??
              optional(made.body, { ...place, path: `${place.path}.body` }, 'text') ??
              button(made.action, place)
            )
          })
        )
      case 'banner':
        return (
          wanted(content.body, { path: `${at}.body`, name: 'The banner' }, 'text') ??
          button(content.action, { path: at, name: 'The banner' })
        )
      case 'survey':
        return (
          wanted(content.title, { path: `${at}.title`, name: 'The survey' }, 'title') ??
          optional(content.thanks, { path: `${at}.thanks`, name: 'The survey' }, 'word of thanks') ??
          some(content.questions, `${at}.questions`, 'question', 'Add the first one') ??
          first(content.questions, (made, index) => {
            const path = `${at}.questions.${index}`
            const name = `Question ${index + 1}`
            const choices = made.kind === 'choice' ? made.choices : []
            return (
              wanted(made.title, { path: `${path}.title`, name }, 'title') ??
              first(choices, ({ label }, at) =>
                wanted(
                  label,
                  { path: `${path}.choices.${at}.label`, name: `Choice ${at + 1} of ${lower(name)}` },
                  'label',
                ),
              )
            )
          })
        )
    }
  }

  if (from !== null && until !== null && from >= until)
    return {
      path: 'draft.schedule',
      message: 'The schedule ends before it begins. Choose a later end, or none.',
    }
  return contents()
}

/** Steps that need an element, and have none. */
function targetOf({ kind, target, advance }: Step<Authored>, { path, name }: Place): Fault | null {
  if (target !== undefined) return null
  if (kind === 'anchored')
    return {
      path: `${path}.target`,
      message: `${name} stands at an element, and none is chosen. Pick it on the page, or put the step in the middle of the window.`,
    }
  const needs = advance.findIndex(({ on }: Advance) => on === 'click' || on === 'input')
  if (needs < 0) return null
  return {
    path: `${path}.advance.${needs}`,
    message: `${name} waits for its element to be used, and has none. Pick one, or let the step’s button move it on.`,
  }
}

const lower = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1)

function first<T>(list: readonly T[], judge: (made: T, index: number) => Fault | null): Fault | null {
  for (const [index, made] of list.entries()) {
    const fault = judge(made, index)
    if (fault) return fault
  }
  return null
}
