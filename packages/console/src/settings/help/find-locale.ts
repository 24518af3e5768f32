/** Finds the language that somebody means by its name or by its tag. */
import { Locale } from '@docent/protocol'
import * as v from 'valibot'
import { languageName } from '../../visitor-panel/places.ts'

/** Offered by name; any other can be written as a tag. */
export const usualLanguages: readonly string[] = (
  'ar bg bn bs ca cs cy da de el en en-GB en-US es es-MX et eu fa fi fr fr-CA ga gl he hi hr hu hy id is it ja ka kk ko ' +
  'lt lv mk ms mt nb nl nn pl pt pt-BR ro ru sk sl sq sr sv sw ta te th tr uk ur uz vi zh-Hans zh-Hant'
).split(' ')

/** @example findLocale('Estonian', 'en') // "et"; findLocale('pt-br', 'en') // "pt-BR" */
export function findLocale(text: string, inLocale: string): string | null {
  const wanted = text.trim()
  const lower = wanted.toLocaleLowerCase(inLocale)
  const named = usualLanguages.find(
    (one) => languageName(one, inLocale).toLocaleLowerCase(inLocale) === lower,
  )
  return named ?? tagOf(wanted)
}

function tagOf(text: string): string | null {
  try {
    const [tag = ''] = Intl.getCanonicalLocales(text)
    return v.is(Locale, tag) ? tag : null
  } catch {
    return null
  }
}
