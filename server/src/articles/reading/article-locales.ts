/** In which language a reader gets an article [HLP3]: the one place that decides it, for documents, pages and search. Pure. */

/** What of a site's settings decides it. */
export interface HelpLocales {
  readonly locales: readonly string[]
  readonly defaultLocale: string
}

/**
 * All published locales, the one that suits best first; an article comes in the first of them that it is published in.
 * Visitors ask for any mix of languages: whatever they ask for, there are no more answers than orders of what is published.
 * @param wanted the reader's languages, the best first
 * @example localeOrder(['et-EE'], ['en', 'et'], { locales: ['en', 'et'], defaultLocale: 'en' }) // ['et', 'en']
 */
export function localeOrder(
  wanted: readonly string[],
  published: readonly string[],
  { locales, defaultLocale }: HelpLocales,
): readonly string[] {
  const place = (locale: string): number => {
    const at = locales.indexOf(locale)
    return at < 0 ? locales.length : at
  }
  const rest = [...published].sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1))
  const order = new Set<string>()
  for (const tag of wanted) {
    const exact = rest.find((known) => isSame(known, tag))
    const language = rest.find((known) => isSame(known, languageOf(tag)))
    for (const found of [
      exact,
      language,
      ...rest.filter((known) => isSame(languageOf(known), languageOf(tag))),
    ])
      if (found !== undefined) order.add(found)
  }
  if (rest.includes(defaultLocale)) order.add(defaultLocale)
  for (const locale of rest) order.add(locale)
  return [...order]
}

const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase()
const languageOf = (tag: string): string => tag.split('-')[0] ?? tag

/** The first locale of the order that is there. */
export const firstOf = (order: readonly string[], has: (locale: string) => boolean): string | undefined =>
  order.find(has)
