/** The first name that nobody has: the wanted one, or the same with a number behind it. Does not know what it names. */
import { articleLimits } from '@docent/protocol'
import { numbered } from '../slugs.ts'

/** Numbers that are tried one by one: each is a question at the write door, where everybody waits. */
const triedFirst = 9

interface Names {
  readonly isTaken: (name: string) => Promise<boolean>
  /** How many begin like this. */
  readonly alike: (beginning: string) => Promise<number>
}

/** The name, or the same with the first number that makes it free; behind all others where there are many. */
export async function freeName(name: string, { isTaken, alike }: Names): Promise<string> {
  if (!(await isTaken(name))) return name
  for (let number = 2; number <= triedFirst; number++) {
    const chosen = numbered(name, number)
    if (!(await isTaken(chosen))) return chosen
  }
  // Room for the longest number: a name that was cut for it begins the same.
  for (let number = 1 + (await alike(name.slice(0, articleLimits.slugLength - 6))); ; number++) {
    const chosen = numbered(name, number)
    if (!(await isTaken(chosen))) return chosen
  }
}
