/** What this browser keeps of something until it is saved, so that it survives a reload. Knows neither what it is nor where it lies. */

export interface KeptText {
  /** Empty where nothing is kept. */
  read(): Promise<string>
  /** An empty text forgets it. */
  write(text: string): void
}

/** Null for what is no JSON: to be checked like anything from outside. */
export function jsonOf(text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text)
  } catch {
    return null
  }
}
