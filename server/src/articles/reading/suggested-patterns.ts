/** On which pages which articles are offered: all patterns of a site, the most exact first. Pure. */
import type { HelpDocument } from '@docent/protocol'
import type { PublishedArticle } from './published-articles.ts'

type Suggested = HelpDocument['suggested'][number]

export const suggestedOf = (articles: Iterable<PublishedArticle>): readonly Suggested[] =>
  [...articles]
    .flatMap(({ id, suggestOn }) => suggestOn.map((path): Suggested => ({ path, articleId: id })))
    .sort((one, other) => byExactness(one.path, other.path) || (one.articleId < other.articleId ? -1 : 1))

/** A path without a star fits one page; of the others, the one that says more of it is the more exact. */
export function byExactness(one: string, other: string): number {
  return (
    Number(one.includes('*')) - Number(other.includes('*')) ||
    letters(other) - letters(one) ||
    stars(one) - stars(other) ||
    (one < other ? -1 : Number(one > other))
  )
}

const stars = (path: string): number => path.split('*').length - 1
const letters = (path: string): number => path.length - stars(path)
