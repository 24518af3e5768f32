/** What an author does to a draft, each as a pure change from one draft to the next. Steps of tours and hints are both called places. */
import type { Authored, FlowDraft, Hint, Step, Target } from '@docent/protocol'

export type Place = Step<Authored> | Hint<Authored>

/** The places of a flow that stand on a page; none in a flow of another kind. */
export function placesOf({ content }: FlowDraft): readonly Place[] {
  if (content.kind === 'tour') return content.steps
  return content.kind === 'hint' ? content.hints : []
}

function withPlaces(draft: FlowDraft, places: readonly Place[]): FlowDraft {
  const { content } = draft
  if (content.kind === 'tour')
    return { ...draft, content: { ...content, steps: places as readonly Step<Authored>[] } }
  if (content.kind === 'hint')
    return { ...draft, content: { ...content, hints: places as readonly Hint<Authored>[] } }
  return draft
}

/** Short, and unlike any other of the flow; the draft's own are never given twice, nor those that it once had within this session. */
export function freshId(taken: Iterable<string>, random: () => number): string {
  const known = new Set(taken)
  for (;;) {
    const id = `s${Math.floor(random() * 36 ** 6)
      .toString(36)
      .padStart(6, '0')}`
    if (!known.has(id)) return id
  }
}

/** An empty place behind `afterId`, or at the end. A tour's step without a target stands in the middle. */
export function addPlace(
  draft: FlowDraft,
  id: string,
  {
    afterId,
    target,
    path,
  }: { readonly afterId: string | null; readonly target?: Target; readonly path: string },
): FlowDraft {
  const places = placesOf(draft)
  const at = places.findIndex((place) => place.id === afterId)
  const { defaultLocale, content } = draft
  const words = { title: { [defaultLocale]: '' }, body: { [defaultLocale]: '' } }
  const made: Place =
    content.kind === 'hint'
      ? { id, ...words, path, target: target ?? { locators: [] } }
      : { id, ...words, path, kind: target ? 'anchored' : 'modal', advance: [], ...(target && { target }) }
  const index = at < 0 ? places.length : at + 1
  return withPlaces(draft, [...places.slice(0, index), made, ...places.slice(index)])
}

export function changePlace(draft: FlowDraft, id: string, change: (place: Place) => Place): FlowDraft {
  return withPlaces(
    draft,
    placesOf(draft).map((place) => (place.id === id ? change(place) : place)),
  )
}

/** Takes a place out; ways of other steps that led to it lead to the one behind it. */
export function removePlace(draft: FlowDraft, id: string): FlowDraft {
  const places = placesOf(draft)
  const at = places.findIndex((place) => place.id === id)
  if (at < 0) return draft
  const next = places[at + 1]?.id ?? 'end'
  const lead = <Way extends { readonly to: string }>(way: Way): Way =>
    way.to === id ? { ...way, to: next } : way
  const rest = places
    .filter((place) => place.id !== id)
    .map((place): Place => {
      if (!('advance' in place)) return place
      const { choices, branches } = place
      return {
        ...place,
        ...(choices && { choices: choices.map(lead) }),
        ...(branches && { branches: branches.map(lead) }),
      }
    })
  return withPlaces(draft, rest)
}

/** Moves a place up (-1) or down (1); at an end it stays. */
export function movePlace(draft: FlowDraft, id: string, by: -1 | 1): FlowDraft {
  const places = [...placesOf(draft)]
  const at = places.findIndex((place) => place.id === id)
  const to = at + by
  const [place, other] = [places[at], places[to]]
  if (!place || !other) return draft
  places[at] = other
  places[to] = place
  return withPlaces(draft, places)
}

/** A text in one language; an emptied one is taken out, unless it is the default language's. */
export function withText(
  texts: Readonly<Record<string, string>> | undefined,
  locale: string,
  text: string,
  defaultLocale: string,
): Readonly<Record<string, string>> {
  const { [locale]: _before, ...others } = texts ?? {}
  return text === '' && locale !== defaultLocale ? others : { ...others, [locale]: text }
}
