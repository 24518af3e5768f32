/** What the pages of the help centre are made of. They know neither store nor index, only these questions. */
import type { ArticleShown, HelpDocument, SearchResult, SiteSettings } from '@docent/protocol'
import type { PageAddress } from '../reading/article-documents.ts'

export interface HelpSite {
  readonly id: string
  readonly key: string
  readonly name: string
  readonly settings: Pick<SiteSettings, 'theme' | 'teamName' | 'help'>
}

/** What stands at an address. */
export type AtSlug =
  | { readonly kind: 'article'; readonly article: ArticleShown }
  /** The article is called otherwise now, or its address names another language. */
  | { readonly kind: 'moved'; readonly locale: string; readonly slug: string }

export interface HelpPagesSource {
  site(key: string): HelpSite | null
  /** All published articles as a reader of `locale` finds them [HLP3]. */
  overview(site: HelpSite, locale: string): Promise<HelpDocument>
  /** An article published in exactly this locale; null where nothing was ever there. */
  at(site: HelpSite, locale: string, slug: string): Promise<AtSlug | null>
  /** The addresses of one article in all of its languages: what `hreflang` and the sitemap name. */
  addresses(site: HelpSite, articleId: string): Promise<readonly PageAddress[]>
  /** Each published article with its addresses, in slices, for the sitemap. */
  everyAddress(site: HelpSite): AsyncIterable<readonly (readonly PageAddress[])[]>
  /** Null where the search cannot answer at the moment. */
  search(site: HelpSite, locale: string, query: string): Promise<readonly SearchResult[] | null>
  /** A person opened the page of an article. */
  opened(site: HelpSite, article: ArticleShown): Promise<void>
  /** A reader without script said whether the article helped. */
  vote(site: HelpSite, article: ArticleShown, helpful: boolean): Promise<void>
}
