/** Tells whoever builds the page what is wrong and what to do. Never the visitor, and never by throwing. */
export type Warn = (sentence: string, ...cause: unknown[]) => void

export const createWarn =
  (out: Pick<Console, 'warn'>): Warn =>
  (sentence, ...cause) =>
    out.warn(`Docent: ${sentence}`, ...cause)
