/** What the relay would say of a believable site's help: articles that are found, what is wanted, the figures. */
import type { ArticleShown, HelpFigures, SearchResult, WantedArticle } from '@docent/protocol'
import type { ArticleReader } from '../outside/article-reader.ts'
import { idOf, seeded } from './seeded-conversations.ts'

const hour = 3_600_000
const day = 24 * hour
const ref = (id: string, title: string, locale = 'en') => ({
  id,
  key: id,
  slug: id,
  locale,
  title,
})

const found: readonly SearchResult[] = [
  {
    ...ref('a-refund', 'Get your money back'),
    snippet: 'A refund reaches your account within five working days.',
    highlights: [[2, 8]],
    score: 9,
  },
  {
    ...ref('a-invoice', 'Change the address on an invoice'),
    snippet: 'An invoice that was sent already is refunded and written again.',
    highlights: [[36, 44]],
    score: 5,
  },
  {
    ...ref('a-raha', 'Raha tagasi saamine', 'et'),
    snippet: 'Raha jõuab kontole viie tööpäeva jooksul.',
    highlights: [[0, 4]],
    score: 3,
  },
]
export const seededFound = (query: string): readonly SearchResult[] =>
  query.includes('zzz') ? [] : found.filter(({ title }) => query !== 'invoice' || /invoice/.test(title))

const article = (id: string): ArticleShown => {
  const hit = found.find((one) => one.id === id)
  return {
    ...ref(id, hit?.title ?? 'An article', hit?.locale),
    nodes: [
      { type: 'paragraph', children: [{ type: 'text', text: hit?.snippet ?? '' }] },
      { type: 'heading', level: 2, id: 'how', children: [{ type: 'text', text: 'How to ask for it' }] },
      {
        type: 'list',
        ordered: true,
        start: 1,
        items: ['Open Orders.', 'Choose the order.', 'Press “Send it back”.'].map((text) => [
          { type: 'paragraph', children: [{ type: 'text', text }] },
        ]),
      },
      {
        type: 'callout',
        tone: 'tip',
        children: [
          { type: 'paragraph', children: [{ type: 'text', text: 'Keep the label of the parcel.' }] },
        ],
      },
    ],
    collection: null,
    related: [],
    locales: ['en'],
    updatedAt: Date.UTC(2026, 2, 1),
    path: '',
  }
}

/** One that is called `gone` cannot be read any more. */
export const seededReader: ArticleReader = {
  read: async (_site, id) =>
    id.includes('gone') ? { kind: 'gone' } : { kind: 'ready', article: article(id) },
}

export const seededWanted = (now: number): readonly WantedArticle[] => [
  {
    id: 'w-1',
    locale: 'en',
    query: 'change the delivery address',
    alike: ['delivery adress change', 'new address for my parcel', 'wrong address'],
    searches: 41,
    withoutResult: 37,
    withoutClick: 3,
    asked: 12,
    lastAt: now - 2 * hour,
    conversationId: idOf(4),
    answer:
      'You can change it until the parcel leaves us: open the order, press “Address”, and write the new one. After that the carrier can still send it elsewhere, with the link in their mail.',
    articleId: null,
  },
  {
    id: 'w-2',
    locale: 'et',
    query: 'kuidas lisada teine kasutaja',
    alike: ['lisa kasutaja'],
    searches: 18,
    withoutResult: 18,
    withoutClick: 0,
    asked: 0,
    lastAt: now - 26 * hour,
    conversationId: null,
    answer: null,
    articleId: null,
  },
  {
    id: 'w-3',
    locale: 'en',
    query: 'gift wrapping',
    alike: [],
    searches: 9,
    withoutResult: 0,
    withoutClick: 9,
    asked: 2,
    lastAt: now - 5 * day,
    conversationId: idOf(7),
    answer: null,
    articleId: 'a-gift',
  },
]

export function seededHelpFigures(now: number, days: number): HelpFigures {
  const list = Array.from({ length: days === 0 ? 0 : days + 1 }, (_, index) => {
    const random = seeded(index + 7)
    const searches = Math.round(20 + 40 * random() * (index % 7 > 4 ? 0.4 : 1))
    return {
      day: new Date(now - (days - index) * day).toISOString().slice(0, 10),
      searches,
      withoutResult: Math.round(searches * 0.25 * random()),
      asked: Math.round(searches * 0.1 * random()),
    }
  })
  const sum = (key: 'searches' | 'withoutResult' | 'asked'): number =>
    list.reduce((all, one) => all + one[key], 0)
  const searches = sum('searches')
  return {
    searches,
    withoutResult: sum('withoutResult'),
    withoutClick: Math.round(searches * 0.14),
    sessions: Math.round(searches * 0.6),
    deflected: Math.round(searches * 0.39),
    asked: sum('asked'),
    days: list,
    articles:
      days === 0
        ? []
        : [
            {
              articleId: 'a-refund',
              locale: 'en',
              title: 'Get your money back',
              views: 412,
              helpful: 96,
              unhelpful: 14,
              reasons: [
                { at: now - 3 * hour, text: 'It does not say what happens with the shipping costs.' },
                { at: now - 2 * day, text: 'I paid with a gift card' },
              ],
            },
            {
              articleId: 'a-invoice',
              locale: 'en',
              title: 'Change the address on an invoice',
              views: 120,
              helpful: 7,
              unhelpful: 11,
              reasons: [],
            },
            {
              articleId: 'a-raha',
              locale: 'et',
              title: 'Raha tagasi saamine',
              views: 31,
              helpful: 0,
              unhelpful: 0,
              reasons: [],
            },
          ],
  }
}
