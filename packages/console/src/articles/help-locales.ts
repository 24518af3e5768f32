/** The languages that a site writes in, as its settings say, and what they are called. */
import type { Desk } from '../desk/desk.ts'

export interface HelpLocales {
  readonly all: readonly string[]
  readonly own: string
}

/** English alone until the settings are known. */
export function helpLocalesOf(desk: Desk): HelpLocales {
  const help = desk.client.settings.current.value?.settings.help
  const own = help?.defaultLocale ?? 'en'
  const others = (help?.locales ?? []).filter((locale) => locale !== own)
  return { all: [own, ...others], own }
}

/** Of an article: the site's, and those that it was written in before the settings changed. */
export const localesOf = (
  site: HelpLocales,
  translations: readonly { readonly locale: string }[],
): readonly string[] => [...new Set([...site.all, ...translations.map(({ locale }) => locale)])]

/** A collection in the reader's words: in this language, else in any that it has. */
export function collectionTitle(titles: Readonly<Record<string, string>>, locale: string): string {
  return titles[locale] || Object.values(titles).find((title) => title !== '') || ''
}
