/** Which articles of a long list are shown, and how each stands in the language that is looked at. Pure. */
import type { ArticleRow, TranslationRow } from '@docent/protocol'

export const standings = ['live', 'changed', 'planned', 'draft', 'missing'] as const
export type Standing = (typeof standings)[number]

export interface ArticleFilter {
  readonly query: string
  /** A collection's id; `none`: in no collection. */
  readonly collection: 'any' | 'none' | (string & {})
  /** A language, or any: then each article stands as in the site's own. */
  readonly locale: 'any' | (string & {})
  readonly standing: 'any' | 'archived' | Standing
}

export const allArticles: ArticleFilter = { query: '', collection: 'any', locale: 'any', standing: 'any' }

/** The translation that a row is about: in the wanted language alone, else in the site's own, else in the first. */
export function shownTranslation(
  { translations }: ArticleRow,
  locale: ArticleFilter['locale'],
  defaultLocale: string,
): TranslationRow | null {
  if (locale !== 'any') return translations.find((one) => one.locale === locale) ?? null
  return translations.find((one) => one.locale === defaultLocale) ?? translations[0] ?? null
}

/** What a row is called: where the wanted language lacks it, as in the site's own. */
export const titleOf = (row: ArticleRow, locale: ArticleFilter['locale'], defaultLocale: string): string =>
  (shownTranslation(row, locale, defaultLocale) ?? shownTranslation(row, 'any', defaultLocale))?.title ?? ''

export function standingOf(translation: TranslationRow | null): Standing {
  if (!translation) return 'missing'
  if (translation.publishAt !== null) return 'planned'
  if (translation.liveVersion === null) return 'draft'
  return translation.changed ? 'changed' : 'live'
}

/** Those that the filter lets through, the latest change first. */
export function findArticles(
  rows: readonly ArticleRow[],
  filter: ArticleFilter,
  defaultLocale: string,
): readonly ArticleRow[] {
  const words = folded(filter.query).split(/\s+/).filter(Boolean)
  return rows
    .filter((row) => {
      const { collection, standing } = filter
      if (collection !== 'any' && (row.collectionId ?? 'none') !== collection) return false
      const translation = shownTranslation(row, filter.locale, defaultLocale)
      if (standing !== 'any' && standing !== 'archived' && standingOf(translation) !== standing) return false
      if (words.length === 0) return true
      const text = folded(
        [row.key, ...row.tags, ...row.translations.flatMap(({ title, slug }) => [title, slug])].join(' '),
      )
      return words.every((word) => text.includes(word))
    })
    .toSorted((one, other) => latest(other) - latest(one))
}

export const latest = ({ translations }: ArticleRow): number =>
  Math.max(0, ...translations.map(({ updatedAt }) => updatedAt))

/** Of those who said whether it helped, the share that it helped; null where nobody did. */
export const helpfulShare = ({ helpful, unhelpful }: ArticleRow): number | null =>
  helpful + unhelpful === 0 ? null : helpful / (helpful + unhelpful)

/** Letters without their marks, so that a name is found as it is typed. */
const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
