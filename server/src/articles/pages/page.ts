/** The frame of every page of the help centre: head, the site's name with search and languages, and what is around the content. */

import { directionOf } from '@docent/ui/i18n'
import { type ComponentChildren, h, type VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import type { HelpSite } from './help-pages-source.ts'
import { type HelpTranslator, languageName } from './help-words.ts'

/** Where everything of one site's help centre lies. */
export interface HelpAddresses {
  /** The relay's own address, without a slash at its end. */
  readonly origin: string
  /** The path above all of them. */
  readonly root: string
  readonly home: (locale: string) => string
  readonly article: (locale: string, slug: string) => string
  readonly style: string
  /** Of a sitemap that does not fit into one file, counted from 1. */
  readonly sitemapPart: (number: number) => string
}

export interface PageOptions {
  readonly site: HelpSite
  readonly locale: string
  readonly t: HelpTranslator
  readonly to: HelpAddresses
  readonly title: string
  readonly description?: string | undefined
  /** The address under which search engines keep the page; absent: they are asked not to keep it. */
  readonly canonical?: string | undefined
  /** The same page in each language, as paths. */
  readonly languages: readonly { readonly locale: string; readonly path: string }[]
  /** For readers of none of these languages; absent: the page in the site's default locale. */
  readonly anyLanguage?: string
  /** Structured data in the words of schema.org. */
  readonly data?: readonly object[] | undefined
  readonly query?: string | undefined
  /** A large search on the first page, a small one above the others. */
  readonly hero?: boolean
  readonly content: ComponentChildren
}

export function renderPage(options: PageOptions): string {
  const { site, locale, t, to, title, description, canonical, languages } = options
  const name = t('helpCentre', { name: site.name })
  const wholeTitle = title === name ? name : `${title} · ${name}`
  const alternates = languages.length > 1 ? languages : []
  const unspoken = alternates.length > 0 && (options.anyLanguage ?? defaultPage(alternates, site)?.path)
  const page = h('html', { lang: locale, dir: directionOf(locale) }, [
    h('head', null, [
      h('meta', { charset: 'utf-8' }),
      h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
      h('title', null, wholeTitle),
      description && h('meta', { name: 'description', content: description }),
      canonical
        ? h('link', { rel: 'canonical', href: to.origin + canonical })
        : h('meta', { name: 'robots', content: 'noindex' }),
      alternates.map((one) =>
        h('link', { rel: 'alternate', hreflang: one.locale, href: to.origin + one.path }),
      ),
      unspoken && h('link', { rel: 'alternate', hreflang: 'x-default', href: to.origin + unspoken }),
      h('meta', { property: 'og:title', content: title }),
      description && h('meta', { property: 'og:description', content: description }),
      h('meta', { property: 'og:site_name', content: name }),
      h('meta', { name: 'color-scheme', content: schemeOf(site) }),
      h('link', { rel: 'icon', href: 'data:,' }),
      h('link', { rel: 'stylesheet', href: to.style }),
    ]),
    h('body', { class: 'd-root' }, [
      h('a', { class: 'skip', href: '#page_content' }, t('skip')),
      header(options, name),
      h('main', { id: 'page_content', tabIndex: -1 }, options.content),
      footer(options, alternates),
    ]),
  ])
  const data = (options.data ?? []).map(structured).join('')
  // What the pages hold is escaped, so the first end of a head is the head's own.
  return `<!doctype html>${renderToString(page).replace('</head>', () => `${data}</head>`)}`
}

/** Which of a page's languages is for readers of none of them. */
export const defaultPage = <Page extends { readonly locale: string }>(
  pages: readonly Page[],
  { settings }: HelpSite,
): Page | undefined => pages.find(({ locale }) => locale === settings.help.defaultLocale) ?? pages[0]

const schemeOf = ({ settings }: HelpSite): string =>
  settings.theme.scheme === 'auto' ? 'light dark' : settings.theme.scheme

function header(options: PageOptions, name: string): VNode {
  const { to, locale, hero } = options
  return h('header', { class: hero ? 'top top-hero' : 'top' }, [
    h('div', { class: 'top-line' }, h('a', { class: 'top-name', href: to.home(locale) }, name)),
    // Words that are not translated so far stand in a page of the other direction.
    hero && h('h1', { dir: 'auto' }, options.t('greeting')),
    searchForm(options),
  ]) as VNode
}

function searchForm({ to, locale, t, query }: PageOptions): VNode {
  return h('form', { class: 'search', role: 'search', action: to.home(locale), method: 'get' }, [
    h('input', {
      type: 'search',
      name: 'q',
      'aria-label': t('search'),
      placeholder: t('search'),
      value: query,
      maxLength: 200,
      autocomplete: 'off',
      required: true,
      dir: 'auto',
    }),
    h('button', { type: 'submit' }, t('searchButton')),
  ]) as VNode
}

function footer({ t, locale, site }: PageOptions, languages: PageOptions['languages']): VNode {
  return h('footer', { class: 'foot' }, [
    h('span', null, site.name),
    languages.length > 1 &&
      h(
        'nav',
        { 'aria-label': t('languages') },
        h(
          'ul',
          null,
          languages.map((one) =>
            h('li', null, [
              one.locale === locale
                ? h('span', { 'aria-current': 'true', lang: one.locale }, languageName(one.locale))
                : h(
                    'a',
                    { href: one.path, lang: one.locale, hreflang: one.locale },
                    languageName(one.locale),
                  ),
            ]),
          ),
        ),
      ),
  ]) as VNode
}

/** A block of data runs nothing; `<` is escaped so that no title can end it. */
const structured = (data: object): string =>
  `<script type="application/ld+json">${JSON.stringify(data).replaceAll('<', '\\u003c')}</script>`
