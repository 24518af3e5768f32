/**
 * Words for people come out of typed tables, one per language; a sentence is never glued together.
 * Knows neither which tables there are nor how they are loaded.
 */

/** Forms by Intl's plural categories; `other` is the one that every language has. */
export type PluralForms = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string }
export type Message = string | PluralForms
export type Words = Readonly<Record<string, Message>>

/** What another language must give for the table `Table`: the same keys, a plural where there is one. */
export type TranslationOf<Table extends Words> = {
  readonly [Key in keyof Table]: Table[Key] extends string ? string : PluralForms
}

type Names<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never
type Texts<M> = M extends string ? M : M extends PluralForms ? Extract<M[keyof M], string> : never
/** The gaps of a message: `{name}` in a text, and always `count` in a plural. */
type Gaps<M extends Message> = M extends string ? Names<M> : Names<Texts<M>> | 'count'
type Values<M extends Message> = {
  readonly [Name in Gaps<M>]: Name extends 'count' ? number : string | number
}
type Rest<M extends Message> = [Gaps<M>] extends [never] ? [] : [values: Values<M>]

export interface Translator<Table extends Words> {
  /** The words for `key`, its gaps filled. */
  <Key extends keyof Table & string>(key: Key, ...values: Rest<Table[Key]>): string
  readonly locale: string
  readonly direction: 'ltr' | 'rtl'
}

const rightToLeft = /^(?:ar|arc|ckb|dv|fa|he|ks|ps|sd|ug|ur|yi)(?:-|$)|-(?:arab|hebr|thaa|nkoo)(?:-|$)/i

/** The direction in which a language is written. */
export const directionOf = (locale: string): 'ltr' | 'rtl' => (rightToLeft.test(locale) ? 'rtl' : 'ltr')

/**
 * @example
 * const t = createTranslator({ locale: 'en', words: { unread: { one: '{count} message', other: '{count} messages' } } as const })
 * t('unread', { count: 3 }) // "3 messages"
 */
export function createTranslator<const Table extends Words>(options: {
  readonly locale: string
  readonly words: TranslationOf<Table> | Table
}): Translator<Table> {
  const locale = languageTag(options.locale)
  const words: Words = options.words
  // Made when first needed: on a cold page each costs tens of milliseconds of a slow phone's only thread.
  let plural: Intl.PluralRules | undefined
  let number: Intl.NumberFormat | undefined

  const inForm = (message: PluralForms, count: number): string => {
    plural ??= new Intl.PluralRules(locale)
    return message[plural.select(count)] ?? message.other
  }
  const translate = (key: string, values: Readonly<Record<string, string | number>> = {}): string => {
    const message = words[key] ?? key
    const text = typeof message === 'string' ? message : inForm(message, Number(values.count))
    return text.replace(/\{(\w+)\}/g, (gap, name: string) => {
      const value = Object.hasOwn(values, name) ? values[name] : undefined
      if (value === undefined) return gap
      if (typeof value !== 'number') return value
      number ??= new Intl.NumberFormat(locale)
      return number.format(value)
    })
  }
  return Object.assign(translate, {
    locale,
    direction: directionOf(locale),
  }) as Translator<Table>
}

/** What pages say, such as "en_US", as `Intl` takes it: it throws at what is no tag, and a page must not lose its chat by that. */
export function languageTag(said: string): string {
  try {
    return Intl.getCanonicalLocales(said.replace(/_/g, '-'))[0] as string
  } catch {
    return 'en'
  }
}

/** The first of `wanted` that `available` has, by the full tag or by its language; `fallback` where none is. */
export function chooseLocale(
  wanted: readonly string[],
  available: readonly string[],
  fallback = 'en',
): string {
  for (const tag of wanted) {
    const language = tag.split('-')[0]
    const found =
      available.find((one) => one.toLowerCase() === tag.toLowerCase()) ??
      available.find((one) => one.toLowerCase() === language?.toLowerCase())
    if (found) return found
  }
  return fallback
}
