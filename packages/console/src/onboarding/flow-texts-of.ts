/** All texts of a flow at once: which languages it is written in, what a language lacks, and how one is taken out. */
import type { Authored, FlowContent, FlowDraft, Texts } from '@docent/protocol/flow'

type Content = FlowContent<Authored>

/** The keys of the schema under which texts stand; anything else is no text, whatever it is called. */
const textKeys = new Set(['title', 'body', 'alt', 'label', 'button', 'thanks'])

/** The same content with every text changed. Texts are found by the schema's keys, so that each kind is covered. */
const mapTexts = (content: Content, change: (texts: Texts) => Texts): Content =>
  mapped(content, change) as Content

function mapped(value: unknown, change: (texts: Texts) => Texts): unknown {
  if (Array.isArray(value)) return value.map((one) => mapped(one, change))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      key,
      textKeys.has(key) && typeof one === 'object' ? change(one as Texts) : mapped(one, change),
    ]),
  )
}

export function textsOf(content: Content): readonly Texts[] {
  const found: Texts[] = []
  mapTexts(content, (texts) => {
    found.push(texts)
    return texts
  })
  return found
}

/** The languages in which anything is written, the default one first. */
export function languagesOf({ content, defaultLocale }: FlowDraft): readonly string[] {
  const written = new Set(textsOf(content).flatMap((texts) => Object.keys(texts)))
  written.delete(defaultLocale)
  return [defaultLocale, ...[...written].sort()]
}

/** Whether a text that stands in the default language is absent in this one. */
export const lacks = (texts: Texts, locale: string, defaultLocale: string): boolean =>
  locale !== defaultLocale && Boolean(texts[defaultLocale]?.trim()) && !texts[locale]?.trim()

/** How many texts of a language are missing. */
export const missingIn = ({ content, defaultLocale }: FlowDraft, locale: string): number =>
  textsOf(content).filter((texts) => lacks(texts, locale, defaultLocale)).length

/** Begins a language: each text of the default one gets an empty place in it. */
export const withLanguage = (draft: FlowDraft, locale: string): FlowDraft => ({
  ...draft,
  content: mapTexts(draft.content, (texts) => ({ ...texts, [locale]: texts[locale] ?? '' })),
})

export const withoutLanguage = (draft: FlowDraft, locale: string): FlowDraft => ({
  ...draft,
  content: mapTexts(draft.content, ({ [locale]: _gone, ...rest }) => rest),
})

/** The language's name in the reader's own language, or the tag where nobody knows one. */
export function languageName(locale: string, reader: string): string {
  try {
    return new Intl.DisplayNames(reader, { type: 'language' }).of(locale) ?? locale
  } catch {
    return locale
  }
}
