/** One translation of an article as a file brings it, and as it is written into one. */
export interface ImportedTranslation {
  /** What all translations of the article share; the article is made where the site has none of it. */
  readonly key: string
  readonly locale: string
  readonly title: string
  readonly slug: string
  /** Markdown. */
  readonly body: string
  /**
   * The title of a collection in this locale, made where it is absent; null: in none. Collection, tags, tour and pages are
   * of the whole article: whoever brings several translations brings the same with each.
   */
  readonly collection: string | null
  /** What it is called in all languages, where that is known; see `imported-collections.ts`. */
  readonly collectionTitles?: Readonly<Record<string, string>>
  readonly tags: readonly string[]
  /** The id of a tour of the site. */
  readonly tour: string | null
  readonly suggestOn?: readonly string[]
  /** Kept as a draft; where the translation is live, that stays as it is. */
  readonly draft: boolean
}

/** What became of it. */
export type ImportOutcome = 'created' | 'changed' | 'unchanged'
