/**
 * Which word stands in which article, how often and in which field; words and articles by their numbers.
 * Knows nothing of questions and of ranking.
 */
import { createVocabulary, type Vocabulary } from './vocabulary.ts'

/** What is counted of each article, in words. */
export interface FieldCounts {
  readonly title: number
  readonly headings: number
  readonly text: number
}

/**
 * One number per word and article, small enough to be stored as one by every engine (30 bits): the article's place,
 * then how often the word stands in the text, in headings, and in the title.
 */
const bitsOfText = 7
const bitsOfHeadings = 3
const bitsOfTitle = 2
const bitsOfCounts = bitsOfText + bitsOfHeadings + bitsOfTitle
const most = { title: 2 ** bitsOfTitle - 1, headings: 2 ** bitsOfHeadings - 1, text: 2 ** bitsOfText - 1 }
const mostArticles = 2 ** (30 - bitsOfCounts)

export const placeOf = (posting: number) => posting >>> bitsOfCounts
export const countsOf = (posting: number) => posting & (2 ** bitsOfCounts - 1)
export const textCountOf = (posting: number) => posting & most.text
export const headingsCountOf = (posting: number) => (posting >>> bitsOfText) & most.headings
export const titleCountOf = (posting: number) => (posting >>> (bitsOfText + bitsOfHeadings)) & most.title

export function packCounts(counts: FieldCounts): number {
  const title = Math.min(counts.title, most.title)
  const headings = Math.min(counts.headings, most.headings)
  return (((title << bitsOfHeadings) | headings) << bitsOfText) | Math.min(counts.text, most.text)
}

export function createPostings() {
  const lists: number[][] = []
  const vocabulary: Vocabulary = createVocabulary()
  const places = new Map<string, number>()
  const ids: (string | null)[] = []
  const free: number[] = []
  const lengths: FieldCounts[] = []
  /** The words of each article, so that it can be taken out without looking at all others. */
  const wordsOf: number[][] = []
  const total = { title: 0, headings: 0, text: 0 }

  /** @throws RangeError when there are more articles than places */
  function addArticle(id: string, length: FieldCounts): number {
    const place = free.pop() ?? ids.length
    if (place >= mostArticles) throw new RangeError(`An index holds ${mostArticles} articles at most`)
    places.set(id, place)
    ids[place] = id
    lengths[place] = length
    wordsOf[place] = []
    sum(length, 1)
    return place
  }

  function addWord(place: number, word: number, counts: number): void {
    const posting = place * 2 ** bitsOfCounts + counts
    const list = lists[word]
    if (list) list.push(posting)
    else lists[word] = [posting]
    vocabulary.use(word, true)
    wordsOf[place]?.push(word)
  }

  function removeArticle(id: string): void {
    const place = places.get(id)
    const length = place === undefined ? undefined : lengths[place]
    if (place === undefined || length === undefined) return
    for (const word of wordsOf[place] ?? []) {
      const list = lists[word] ?? []
      const at = list.findIndex((posting) => placeOf(posting) === place)
      const last = list.pop()
      if (last !== undefined && at < list.length) list[at] = last
      if (list.length === 0) vocabulary.use(word, false)
    }
    places.delete(id)
    ids[place] = null
    wordsOf[place] = []
    free.push(place)
    sum(length, -1)
  }

  function sum(length: FieldCounts, sign: 1 | -1): void {
    total.title += sign * length.title
    total.headings += sign * length.headings
    total.text += sign * length.text
  }

  return {
    vocabulary,
    addArticle,
    addWord,
    removeArticle,
    /** In no order that would mean anything. */
    postingsOf: (word: number): readonly number[] => lists[word] ?? [],
    idAt: (place: number): string => ids[place] ?? '',
    lengthAt: (place: number): FieldCounts => lengths[place] ?? { title: 0, headings: 0, text: 0 },
    /** All that is known, by id. */
    articles: (): ReadonlyMap<string, number> => places,
    total: (): FieldCounts => total,
    /** One more than the highest place. */
    placesUsed: () => ids.length,
  }
}

export type Postings = ReturnType<typeof createPostings>
