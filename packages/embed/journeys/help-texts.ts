/** Five hundred articles and what is asked of them, for measuring Help in a page. Knows no relay and no browser. */

import { articleLimits } from '@docent/protocol/limits'
import { languages, readFixture } from '@docent/search/fixtures'
import { madeUpArticles } from '@docent/search/made-up-articles'

export interface HelpTexts {
  readonly name: string
  readonly articles: readonly { readonly locale: string; readonly title: string; readonly body: string }[]
  readonly queries: readonly string[]
}

interface Document {
  readonly title: string
  readonly headings: readonly string[]
  readonly text: string
}

const most = articleLimits.searchHere

/** What people wrote and asked, a hundred articles in each of five languages: one reader's index has them all. */
export async function textsOfFiveLanguages(): Promise<HelpTexts> {
  const fixtures = await Promise.all(languages.map(readFixture))
  return {
    name: 'five languages, as people write',
    articles: fixtures.flatMap(({ language, articles, hidingAmong }) =>
      [...articles, ...hidingAmong].slice(0, most / languages.length).map((one) => articleOf(language, one)),
    ),
    queries: fixtures.flatMap(({ queries }) => queries.map(({ query }) => query)),
  }
}

/** Three hundred words each and as many different words as in large help centres: the most that an index of 500 has to hold. */
export async function madeUpTexts(): Promise<HelpTexts> {
  const { articles } = await readFixture('et')
  const sample = articles.flatMap(({ text }) => text.match(/\p{L}+/gu) ?? [])
  const { documents, queries } = madeUpArticles(sample, most, 300)
  return {
    name: 'made-up words, 300 an article',
    articles: documents.map((one) => articleOf('en', one)),
    queries,
  }
}

/** Its text in as many pieces as it has headings, each below one. */
function articleOf(locale: string, { title, headings, text }: Document) {
  const words = text.split(/\s+/)
  const share = Math.ceil(words.length / Math.max(1, headings.length))
  const pieces = headings.map(
    (heading, at) => `## ${heading}\n\n${words.slice(at * share, (at + 1) * share).join(' ')}\n`,
  )
  return { locale, title, body: pieces.length > 0 ? pieces.join('\n') : words.join(' ') }
}
