/** Light or dark. Small: every page loads it. */
export type Scheme = 'light' | 'dark'

/** Which scheme is to be shown, where `auto` follows the reader's system. */
export const schemeOf = (wanted: 'auto' | Scheme, prefersDark: boolean): Scheme =>
  wanted === 'auto' ? (prefersDark ? 'dark' : 'light') : wanted
