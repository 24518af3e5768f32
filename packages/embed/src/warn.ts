/** Tells whoever builds the page what is wrong and what to do. Never the visitor, and never by throwing. */
export type Warn = (sentence: string, ...cause: unknown[]) => void

export const createWarn =
  (out: Pick<Console, 'warn'>): Warn =>
  (sentence, ...cause) =>
    out.warn(`Docent: ${sentence}`, ...cause)

/** A name that a page got wrong, and those that there are. */
export const nameIsWrong = (warn: Warn, kind: string, name: unknown, all: readonly string[]): void =>
  warn(`there is no ${kind} "${name}". There are: ${all.join(', ')}.`)
