/**
 * Reads which rules the specification has, and which ids the titles of tests carry.
 * Knows the form of both texts, and nothing of what a rule says or a test does.
 */
export interface Rules {
  /** What the house must do now; each is carried by a test. */
  readonly built: readonly string[]
  /** Decided and reserved, with the reason in the text: they stand under "Not built yet" alone, and no test carries them. */
  readonly later: readonly string[]
  /** `MSG` is the family of `MSG1`: a title may name the whole family, which carries none of its rules. */
  readonly families: readonly string[]
}

const notBuiltYet = /^## Not built yet$/m
const ruleAtLineStart = /^- \*\*\[([A-Z]{3}\d+)\]\*\*/gm
const familyInHeading = /^## .+ \[([A-Z]{3})\]$/gm
const idInText = /\[([A-Z]{3}\d*)\]/g

export function rulesIn(specification: string): Rules {
  const [now = '', then = ''] = specification.split(notBuiltYet)
  const built = captured(now, ruleAtLineStart)
  return {
    built,
    later: captured(then, ruleAtLineStart).filter((id) => !built.includes(id)),
    families: captured(now, familyInHeading),
  }
}

/** Every id in brackets, wherever it stands. */
export const idsIn = (text: string): readonly string[] => captured(text, idInText)

/**
 * The first argument of `it`, `test` and `describe`, also after `.each(…)`. Not those of tests that are skipped or still
 * to be written, nor of lines that are commented out: they hold nothing.
 */
export function titlesIn(testSource: string): readonly string[] {
  const code = testSource
    .split('\n')
    .filter((line) => !/^\s*(\/\/|\*|\/\*)/.test(line))
    .join('\n')
  return [...code.matchAll(titleOfTest)].map((match) => match[2] ?? '')
}

const titleOfTest =
  /(?:(?<![\w.])(?:it|test|describe)(?:\.(?!skip|todo)\w+)*|\))\(\s*(['"`])((?:\\.|(?!\1)[^\\])*)\1\s*,/g

const captured = (text: string, form: RegExp): readonly string[] => [
  ...new Set([...text.matchAll(form)].map((match) => match[1] ?? '')),
]
