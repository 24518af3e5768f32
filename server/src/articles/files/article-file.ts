/**
 * One translation as a Markdown file with front matter [HLP7]: read with the line of each fault, and written so that it reads
 * back the same. Pure; knows neither folders nor the database.
 */
import { ArticleKey, ArticleTitle, articleLimits, Locale, PathPattern, Slug, Tag } from '@docent/protocol'
import * as v from 'valibot'
import { stringify } from 'yaml'
import { slugOf } from '../slugs.ts'
import { createFrontMatter, type FileFault, splitFile } from './front-matter.ts'
import type { ImportedTranslation } from './imported-translation.ts'

export interface ArticleFile {
  readonly article: ImportedTranslation
  /**
   * Where a field stands, or the text as `body`, a line of it as `body.LINE` from 0: what is refused later can still be pointed
   * at. Counted from 1.
   */
  lineOf(field: string): number
  /** Names in the front matter that mean nothing here. */
  readonly unknown: readonly string[]
}

export type ReadArticle =
  | { readonly ok: true; readonly file: ArticleFile }
  | { readonly ok: false; readonly faults: readonly FileFault[] }

/** In the order in which they are written. */
const fields = ['title', 'slug', 'locale', 'collection', 'tags', 'key', 'tour', 'suggestOn', 'draft'] as const

/** @param defaultLocale of a file that names none */
export function readArticleFile(text: string, defaultLocale: string): ReadArticle {
  const parts = splitFile(text)
  if (!parts.ok) return { ok: false, faults: [parts.fault] }
  const { body, bodyLine } = parts
  const front = createFrontMatter(parts.front, parts.frontLine)
  const title = front.one('title', fitting(ArticleTitle, titleWanted)) ?? ''
  if (front.faults.length === 0 && !front.has('title'))
    front.fault('title', 'There is no title. Add "title: …".')
  const slug = front.one('slug', fitting(Slug, slugWanted)) ?? slugOf(title)
  const article: ImportedTranslation = {
    title,
    slug,
    key: front.one('key', keyOf) ?? slug,
    locale: front.one('locale', localeOf) ?? defaultLocale,
    body,
    collection: front.one('collection', fitting(ArticleTitle, collectionWanted)),
    tags: front.list(
      'tags',
      fitting(Tag, () => 'A tag has 1 to 60 characters.'),
      articleLimits.tags,
    ),
    tour: front.one('tour', (name) => ({ ok: true, value: name.trim() })),
    ...(front.has('suggestOn') && {
      suggestOn: front.list('suggestOn', fitting(PathPattern, patternWanted), articleLimits.suggestOn),
    }),
    draft: front.one('draft', switchOf) ?? false,
  }
  if (front.faults.length > 0) return { ok: false, faults: front.faults }
  return {
    ok: true,
    file: {
      article,
      lineOf(field) {
        const [name = '', line = '0'] = field.split('.')
        return name === 'body' ? bodyLine + Number(line) : front.lineOf(name)
      },
      unknown: front.names.filter((name) => !(fields as readonly string[]).includes(name)),
    },
  }
}

/** @returns the text of a file, from which `readArticleFile` reads the same */
export function writeArticleFile({ body, draft, ...article }: ImportedTranslation): string {
  const all: Readonly<Record<string, unknown>> = { ...article, ...(draft && { draft }) }
  const front = Object.fromEntries(
    fields.map((name) => [name, all[name]]).filter(([, value]) => !isNothing(value)),
  )
  // On one line each, however they are quoted: no text of a field can be taken for the end of the front matter.
  const yaml = stringify(front, { lineWidth: 0, blockQuote: false })
  return `---\n${yaml}---\n\n${body}\n`
}

const isNothing = (value: unknown): boolean =>
  value === undefined || value === null || (Array.isArray(value) && value.length === 0)

type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: string }

const fitting =
  (schema: v.GenericSchema<string, string>, wanted: (text: string) => string) =>
  (text: string): Read<string> => {
    const parsed = v.safeParse(schema, text)
    return parsed.success ? { ok: true, value: parsed.output } : { ok: false, message: wanted(text) }
  }

const lengthWanted = (what: string, text: string): string =>
  text.trim() === ''
    ? `The ${what} is empty.`
    : text.length > articleLimits.titleLength
      ? `The ${what} has ${text.length} characters; it takes ${articleLimits.titleLength}.`
      : `The ${what} holds half of a character.`
const titleWanted = (text: string) => lengthWanted('title', text)
const collectionWanted = (text: string) => lengthWanted('collection', text)
const slugWanted = (text: string) =>
  `"${text}" is no slug: it takes lower-case words joined by hyphens, ${articleLimits.slugLength} characters at most, such as "${slugOf(text)}".`
const patternWanted = (text: string) => `"${text}" is no path: it begins with "/", such as "/pricing*".`

/** Names that other programs give, such as `Getting_Started`, join translations as well as those that articles have here. */
function keyOf(text: string): Read<string> {
  if (v.is(ArticleKey, text)) return { ok: true, value: text }
  if (!/[\p{L}\p{N}]/u.test(text))
    return { ok: false, message: `The key "${text}" holds no letter or digit.` }
  return { ok: true, value: slugOf(text) }
}

export function localeOf(text: string): Read<string> {
  const message = `"${text}" is no locale: write a language such as "en", or with its region such as "pt-BR".`
  try {
    const [locale] = Intl.getCanonicalLocales(text.trim().replaceAll('_', '-'))
    return v.is(Locale, locale) ? { ok: true, value: locale } : { ok: false, message }
  } catch {
    return { ok: false, message }
  }
}

function switchOf(text: string): Read<boolean> {
  const word = text.trim().toLowerCase()
  if (['true', 'yes', 'on'].includes(word)) return { ok: true, value: true }
  if (['false', 'no', 'off'].includes(word)) return { ok: true, value: false }
  return { ok: false, message: `draft is "${text}"; it takes true or false.` }
}
