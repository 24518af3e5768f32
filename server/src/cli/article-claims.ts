/**
 * What the files of one folder have between them: each address and each translation belongs to one file alone, and what is of the
 * whole article holds for all of its translations, whichever of them says it. Learns all files before it answers.
 */
import { articleLimits } from '@docent/protocol'
import type { ImportedCollection } from '../articles/files/collections-file.ts'
import type { ImportedTranslation } from '../articles/files/imported-translation.ts'

type Shared = Pick<ImportedTranslation, 'tags' | 'tour' | 'suggestOn'>
/** One collection by its titles, the one that was read first at their beginning. */
type Titles = Record<string, string>

export interface ArticleClaims {
  learn(path: string, article: ImportedTranslation): void
  /** Where an earlier file has the same address, or is the same translation. */
  faultOf(
    path: string,
    article: ImportedTranslation,
  ): { readonly field: string; readonly message: string } | null
  /** The article with what its other translations say of all of them. */
  whole(article: ImportedTranslation): ImportedTranslation
}

/** @param told the folder's own list of collections: what stands in it is called as it says, whatever articles say */
export function createArticleClaims(told: readonly ImportedCollection[] = []): ArticleClaims {
  const bySlug = new Map<string, string>()
  const byTranslation = new Map<string, string>()
  const byKey = new Map<string, Shared>()
  const collections = new Map<string, Titles>()
  const collectionOf = new Map<string, Titles>()
  const toldTitles = told.map(({ titles }) => titles)

  /** By its title in this language; a file that was not translated so far may name it in another. */
  const toldAs = (locale: string, title: string): Titles | undefined =>
    toldTitles.find((titles) => titles[locale] === title) ??
    toldTitles.find((titles) => Object.values(titles).includes(title))

  /** Another translation may call the collection of its article by a title of its own language, if no other is called so. */
  function learnCollection({ key, locale, collection: title }: ImportedTranslation): void {
    if (title === null) return
    const name = `${locale} ${title}`
    const own = collectionOf.get(key)
    const listed = toldAs(locale, title)
    if (listed) {
      if (!own) collectionOf.set(key, listed)
      return
    }
    const named = collections.get(name)
    if (!own) {
      const titles = named ?? { [locale]: title }
      collectionOf.set(key, titles)
      collections.set(name, titles)
    } else if (!named && own[locale] === undefined && !toldTitles.includes(own)) {
      own[locale] = title
      collections.set(name, own)
    }
  }

  return {
    learn(path, article) {
      const { key, locale, slug } = article
      const other = byTranslation.get(`${locale} ${key}`) ?? bySlug.get(`${locale} ${slug}`)
      // What is refused says nothing of others.
      if (other !== undefined) return
      byTranslation.set(`${locale} ${key}`, path)
      bySlug.set(`${locale} ${slug}`, path)
      byKey.set(key, joined(byKey.get(key), article))
      learnCollection(article)
    },
    faultOf(path, { key, locale, slug }) {
      // Where no key is written it is the slug: then the slug is what its author can change.
      const holder = bySlug.get(`${locale} ${slug}`)
      if (holder !== undefined && holder !== path)
        return { field: 'slug', message: `${holder} has the slug "${slug}" in ${locale} already.` }
      const same = byTranslation.get(`${locale} ${key}`)
      return same !== undefined && same !== path
        ? { field: 'key', message: `${same} is the article "${key}" in ${locale} already.` }
        : null
    },
    whole(article) {
      const titles = collectionOf.get(article.key)
      const whole = { ...article, ...byKey.get(article.key) }
      if (!titles) return whole
      const collection = titles[article.locale] ?? Object.values(titles)[0] ?? null
      return { ...whole, collection, collectionTitles: titles }
    },
  }
}

function joined(before: Shared | undefined, { tags, tour, suggestOn }: Shared): Shared {
  if (!before) return { tags, tour, ...(suggestOn && { suggestOn }) }
  const patterns = [...new Set([...(before.suggestOn ?? []), ...(suggestOn ?? [])])]
  return {
    tags: [...new Set([...before.tags, ...tags])].slice(0, articleLimits.tags),
    tour: before.tour ?? tour,
    ...(patterns.length > 0 && { suggestOn: patterns.slice(0, articleLimits.suggestOn) }),
  }
}
