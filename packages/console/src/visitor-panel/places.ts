/** Languages and time zones in words; a name that the browser does not know comes back as it is. */

/** @example languageName('de-AT', 'en') // "Austrian German" */
export function languageName(tag: string, locale: string): string {
  try {
    return new Intl.DisplayNames(locale, { type: 'language' }).of(tag) ?? tag
  } catch {
    return tag
  }
}

/** The clock at a place; null where its zone is not known. */
export function timeIn(timeZone: string, at: number, locale: string): string | null {
  if (timeZone === '') return null
  try {
    return new Intl.DateTimeFormat(locale, { timeZone, hour: 'numeric', minute: '2-digit' }).format(at)
  } catch {
    return null
  }
}
