/**
 * The index of one site's articles in one language: what is put in is found until it is removed.
 * It joins postings, questions and ranking; it knows no language, no clock, no storage and no DOM.
 */
import { wordsIn } from './analyse.ts'
import { createPostings, type FieldCounts, type Postings, packCounts } from './postings.ts'
import { createQuestions, type Synonyms } from './question.ts'
import { createRanking, type SearchHit } from './ranking.ts'
import { savePostings } from './saved-index.ts'

/** What an article is found by; the caller takes it from the article's nodes. */
export interface SearchDocument {
  readonly id: string
  readonly title: string
  readonly headings: readonly string[]
  /** All that is neither title nor heading. */
  readonly text: string
}

export interface ArticleIndexOptions {
  readonly synonyms?: Synonyms
}

export interface ArticleIndex {
  /** Also in the place of an earlier article with this id. */
  put(document: SearchDocument): void
  remove(id: string): void
  /** The best first. Nothing is found for a question without words. */
  search(query: string, options: { readonly limit: number }): readonly SearchHit[]
  size(): number
  /** The same bytes for the same articles; synonyms are not among them. */
  save(): Uint8Array<ArrayBuffer>
}

export function createArticleIndex(options: ArticleIndexOptions = {}): ArticleIndex {
  return indexOf(createPostings(), options)
}

export function indexOf(postings: Postings, { synonyms = [] }: ArticleIndexOptions): ArticleIndex {
  const questions = createQuestions(synonyms)
  const ranking = createRanking(postings)

  function put(document: SearchDocument): void {
    postings.removeArticle(document.id)
    const counts = new Map<string, { title: number; headings: number; text: number }>()
    const count = (field: keyof FieldCounts, text: string): number => {
      let length = 0
      for (const { word, joined } of wordsIn(text)) {
        if (!joined) length += 1
        const known = counts.get(word)
        if (known) known[field] += 1
        else counts.set(word, { title: 0, headings: 0, text: 0, [field]: 1 })
      }
      return length
    }
    const place = postings.addArticle(document.id, {
      title: count('title', document.title),
      headings: count('headings', document.headings.join('\n')),
      text: count('text', document.text),
    })
    for (const [word, counted] of counts)
      postings.addWord(place, postings.vocabulary.add(word), packCounts(counted))
  }

  return {
    put,
    remove: postings.removeArticle,
    search: (query, { limit }) => ranking.rank(questions.questionOf(query), limit),
    size: () => postings.articles().size,
    save: () => savePostings(postings),
  }
}
