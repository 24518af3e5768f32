/** What the pages of the help centre are made of. They know neither store nor index, only these questions. */
import type { ArticleShown, HelpDocument, SearchResult, SiteSettings } from '@docent/protocol'
import type { PageAddress } from '../reading/article-documents.ts'
import type { PageReader } from './page-sessions.ts'

export interface HelpSite {
  readonly id: string
  readonly key: string
  readonly name: string
  readonly settings: Pick<SiteSettings, 'theme' | 'teamName' | 'help'>
}

export interface Searched {
  readonly locale: string
  readonly query: string
  readonly results: number
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
  /** A person looked for something. */
  searched(site: HelpSite, reader: PageReader, search: Searched): Promise<void>
  /** A person opened the page of an article; `query`: from the page of what was found for it. */
  opened(site: HelpSite, reader: PageReader, article: ArticleShown, query: string | null): Promise<void>
  /** A reader without script said whether the article helped. */
  vote(site: HelpSite, article: ArticleShown, helpful: boolean): Promise<void>
}
