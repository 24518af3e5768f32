/** From a flow as it was written to the flow that one visitor reads: one language, and nodes in the place of Markdown. */
import type { Authored, FlowContent, FlowDraft, PublishedFlow, Shown, Texts } from './flow.ts'
import { nodesOf } from './text.ts'

type Plain = (texts: Texts) => string
type Rich = (texts: Texts) => Shown['rich']

/** The first wanted language that the flow is written in: exactly, then by its first part ("pt" for "pt-BR"), else the default. */
export function chooseLocale(wanted: readonly string[], { defaultLocale, content }: FlowDraft): string {
  const title =
    'title' in content ? content.title : content.kind === 'banner' ? content.body : content.hints[0]?.title
  const written = Object.keys(title ?? {})
  const short = (tag: string) => tag.toLowerCase().split('-')[0]
  for (const tag of wanted) {
    const found =
      written.find((known) => known.toLowerCase() === tag.toLowerCase()) ??
      written.find((known) => known.toLowerCase() === short(tag)) ??
      written.find((known) => short(known) === short(tag))
    if (found) return found
  }
  return defaultLocale
}

/** The version as a page gets it. A text that is missing in the language stands in the default one. */
export function publishedFlow(
  id: string,
  version: number,
  draft: FlowDraft,
  locales: readonly string[],
): PublishedFlow {
  const locale = chooseLocale(locales, draft)
  const { defaultLocale, content, ...targeting } = draft
  const plain: Plain = (texts) => texts[locale] || texts[defaultLocale] || ''
  const rich: Rich = (texts) => nodesOf(plain(texts))
  return { ...targeting, id, version, locale, content: shownContent(content, plain, rich) }
}

const shown = <T>(value: T | undefined, make: (value: T) => unknown, key: string): object =>
  value === undefined ? {} : { [key]: make(value) }

function shownContent(content: FlowContent<Authored>, plain: Plain, rich: Rich): FlowContent {
  const button = <B extends { readonly label: Texts }>(made: B) => ({ ...made, label: plain(made.label) })
  const media = <M extends { readonly alt: Texts }>(made: M) => ({ ...made, alt: plain(made.alt) })
  switch (content.kind) {
    case 'tour':
      return {
        ...content,
        title: plain(content.title),
        steps: content.steps.map(({ picture, video, button: next, choices, ...step }) => ({
          ...step,
          title: plain(step.title),
          body: rich(step.body),
          ...shown(picture, media, 'picture'),
          ...shown(video, media, 'video'),
          ...shown(next, plain, 'button'),
          ...shown(choices, (all) => all.map(button), 'choices'),
        })),
      }
    case 'checklist':
      return {
        ...content,
        title: plain(content.title),
        body: rich(content.body),
        items: content.items.map(({ action, ...item }) => ({
          ...item,
          title: plain(item.title),
          body: rich(item.body),
          ...shown(action, button, 'action'),
        })),
      }
    case 'hint':
      return {
        ...content,
        hints: content.hints.map(({ action, ...hint }) => ({
          ...hint,
          title: plain(hint.title),
          body: rich(hint.body),
          ...shown(action, button, 'action'),
        })),
      }
    case 'banner': {
      const { action, body, ...banner } = content
      return { ...banner, body: rich(body), ...shown(action, button, 'action') }
    }
    case 'survey':
      return {
        ...content,
        title: plain(content.title),
        thanks: rich(content.thanks),
        questions: content.questions.map((question) =>
          question.kind === 'choice'
            ? { ...question, title: plain(question.title), choices: question.choices.map(button) }
            : { ...question, title: plain(question.title) },
        ),
      }
  }
}
