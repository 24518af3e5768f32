/** What an address of the help centre names: a site whose pages are shown, one of its languages, and where its other pages are. */
import type { OwnAddress } from '../../http/own-address.ts'
import type { HelpPagesSource, HelpSite } from './help-pages-source.ts'
import type { HelpStyle } from './help-style.ts'
import { type HelpTranslator, helpWordsFor } from './help-words.ts'
import type { HelpAddresses } from './page.ts'

export interface HelpPlace {
  readonly site: HelpSite
  readonly locale: string
  readonly to: HelpAddresses
  readonly t: HelpTranslator
}

export interface HelpPlaces {
  /** Null where there is no such site, or it shows no pages. */
  siteOf(key: string): HelpSite | null
  /** The site and one of its languages; null for an address that leads nowhere. */
  placeOf(params: { readonly site: string; readonly locale: string }): HelpPlace | null
  addressesOf(site: HelpSite): HelpAddresses
}

interface Options {
  readonly source: Pick<HelpPagesSource, 'site'>
  readonly own: Pick<OwnAddress, 'basePath' | 'url'>
  readonly styleOf: (site: HelpSite) => Pick<HelpStyle, 'hash'>
}

export function createHelpPlaces({ source, own, styleOf }: Options): HelpPlaces {
  const addressesOf = (site: HelpSite): HelpAddresses => {
    const root = `${own.basePath}/help/${encodeURIComponent(site.key)}`
    return {
      origin: new URL(own.url()).origin,
      root: `${root}/`,
      home: (locale) => `${root}/${locale}/`,
      article: (locale, slug) => `${root}/${locale}/${encodeURIComponent(slug)}`,
      style: `${root}/style-${styleOf(site).hash}.css`,
      sitemapPart: (number) => `${root}/sitemap-${number}.xml`,
    }
  }
  const siteOf = (key: string): HelpSite | null => {
    const site = source.site(key)
    return site?.settings.help.pages ? site : null
  }
  return {
    siteOf,
    placeOf({ site: key, locale }) {
      const site = siteOf(key)
      return site?.settings.help.locales.includes(locale)
        ? { site, locale, to: addressesOf(site), t: helpWordsFor(locale) }
        : null
    },
    addressesOf,
  }
}
