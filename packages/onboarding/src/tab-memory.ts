/**
 * What a tab keeps over a change of page: a click on a link leaves no time to tell the relay, or even to write into the
 * browser's database. Forgotten when the room closes.
 */
const prefix = 'docent:onboarding:'

/** Storage may be closed to the page, as in a sandboxed frame: then nothing was kept. */
export function readTab<T>(view: Window, key: string): T | null {
  try {
    return JSON.parse(view.sessionStorage.getItem(prefix + key) ?? 'null') as T | null
  } catch {
    return null
  }
}

/** @param value null takes it out */
export function writeTab(view: Window, key: string, value: object | string | null): void {
  try {
    if (value === null) view.sessionStorage.removeItem(prefix + key)
    else view.sessionStorage.setItem(prefix + key, JSON.stringify(value))
  } catch {
    // As above.
  }
}
