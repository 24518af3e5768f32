/** Wildcard patterns of paths and of what is written into fields, judged by the same code as rules. */
import { type Facts, matches } from '@docent/protocol/rule'

export const fits = (pattern: string, text: string, facts: Facts): boolean =>
  matches({ fact: 'path', op: 'matches', value: pattern }, { ...facts, path: text })
