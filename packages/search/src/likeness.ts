/**
 * How likely one word stands for another: another ending, a typo, half a word, a part of a compound. Takes the place of a stemmer,
 * which most languages do not have. Knows two folded words, and nothing of how often they occur.
 */

/** Likeness is a whole number up to this, so that sums come out the same in whatever order they are made. */
export const same = 64

/** What a wrong letter costs in letters of another ending: a typo is rarer than an inflection. */
const costOfEdit = 2
/** Below this share two words have nothing to do with each other. */
const leastShare = 0.5
/** A word that begins with what was typed so far, though it may go on in many ways. */
const unfinished = 0.8
/** `kaart` in `pangakaart`. */
const withinCompound = 0.55
const shortestPart = 4
const shortestForEdit = 4
const shortestForTwoEdits = 8
/** More than any edits that are allowed. */
const tooFar = 99
/** Three rows of a comparison, one cell more than there are lanes; filled anew for each, since hundreds of thousands are made. */
const keptRows = [new Uint8Array(6), new Uint8Array(6), new Uint8Array(6)] as const
const digit = /\p{N}/u

/**
 * @param unfinishedWord the asked word is still being typed, so that `known` may go on behind it at no cost
 * @param spelledRight the asked word occurs as it is, so that a typo in it is unlikely
 */
export function likeness(
  asked: string,
  known: string,
  unfinishedWord: boolean,
  spelledRight = false,
): number {
  if (asked === known) return same
  if (unfinishedWord && known.startsWith(asked)) return scaled(prefixShare(asked.length, known.length))
  // Another number is another thing, however alike it looks: error 404 is not error 403.
  if (asked.length < 3 || known.length < 3 || digit.test(asked) || digit.test(known)) return 0
  const share = Math.max(
    spelledRight ? shareOfBeginning(asked, known) : shareOfAlignment(asked, known, unfinishedWord),
    shareOfCompound(asked, known),
  )
  return share < leastShare ? 0 : scaled(share ** 2)
}

const prefixShare = (asked: number, known: number) => unfinished * (0.75 + (0.25 * asked) / known)

const scaled = (share: number) => Math.round(same * Math.min(1, share))

function shareOfCompound(asked: string, known: string): number {
  const [part, whole] = asked.length < known.length ? [asked, known] : [known, asked]
  return part.length >= shortestPart && whole.includes(part) ? withinCompound : 0
}

/** Only the endings differ. */
function shareOfBeginning(asked: string, known: string): number {
  let at = 0
  while (at < asked.length && asked.charCodeAt(at) === known.charCodeAt(at)) at += 1
  return at < 3 ? 0 : at / Math.max(asked.length, known.length)
}

/**
 * Both words from their beginnings, with typos on the way, until only their endings differ.
 * The endings cost a letter each; of an unfinished word only its own letters count.
 */
function shareOfAlignment(asked: string, known: string, unfinishedWord: boolean): number {
  const rows = asked.length
  const columns = known.length
  const edits = editsAllowed(Math.min(rows, columns))
  const longest = unfinishedWord ? rows : Math.max(rows, columns)
  // What one has more of is an ending, whatever the rest is.
  if (!unfinishedWord && Math.min(rows, columns) / longest < leastShare) return 0
  if (!beginsAlike(asked, known, edits)) return 0
  // What lies further from the diagonal than typos may lead is never looked at: lane `edits` of each row is the diagonal.
  const lanes = 2 * edits + 1
  let best = 0
  let lowestBefore = 0
  let [beforeLast, last, line] = keptRows
  for (const kept of keptRows) kept.fill(tooFar)
  for (let lane = edits; lane < lanes; lane += 1) last[lane] = lane - edits
  for (let row = 1; row <= rows; row += 1) {
    let lowest = row
    let cost = tooFar
    for (let lane = 0; lane < lanes; lane += 1) {
      const column = row + lane - edits
      if (column < 1 || column > columns) {
        cost = column === 0 ? row : tooFar
        line[lane] = cost
        continue
      }
      const isSame = asked.charCodeAt(row - 1) === known.charCodeAt(column - 1)
      cost = Math.min((last[lane] ?? 0) + (isSame ? 0 : 1), (last[lane + 1] ?? 0) + 1, cost + 1)
      if (
        row > 1 &&
        column > 1 &&
        asked.charCodeAt(row - 1) === known.charCodeAt(column - 2) &&
        asked.charCodeAt(row - 2) === known.charCodeAt(column - 1)
      )
        cost = Math.min(cost, (beforeLast[lane] ?? 0) + 1)
      line[lane] = cost
      if (cost < lowest) lowest = cost
      if (cost <= edits && row >= 3 && column >= 3) {
        const tails = unfinishedWord ? rows - row : Math.max(rows - row, columns - column)
        best = Math.max(best, 1 - (cost * costOfEdit + tails) / longest)
      }
    }
    // Two such lines, since swapped letters reach back over one.
    if (lowest > edits && lowestBefore > edits) break
    lowestBefore = lowest
    const free = beforeLast
    beforeLast = last
    last = line
    line = free
  }
  return best
}

/** Of the first letters, one more than may be wrong, one at least is right: most words are told apart by this. */
function beginsAlike(asked: string, known: string, edits: number): boolean {
  for (let one = 0; one <= edits; one += 1)
    for (let other = 0; other <= edits; other += 1)
      if (asked.charCodeAt(one) === known.charCodeAt(other)) return true
  return false
}

function editsAllowed(length: number): number {
  if (length >= shortestForTwoEdits) return 2
  return length >= shortestForEdit ? 1 : 0
}
