/**
 * An index as bytes, to be sent, kept and opened again. Articles and words are sorted, so that the same articles make the same bytes
 * however they came in; numbers take as many bytes as they need, and words say only how they differ from the one before.
 */
import { countsOf, createPostings, type Postings, placeOf } from './postings.ts'

/** Raised with each change of the form, and of what the analysis makes of a text. */
const format = 1
/** So much is read between two pauses: a few milliseconds on a slow telephone. */
const postingsPerSlice = 200
const articlesPerSlice = 50

export function savePostings(postings: Postings): Uint8Array<ArrayBuffer> {
  const out = createWriter()
  out.number(format)
  const articles = [...postings.articles()].sort(byText)
  const renumbered = new Map(articles.map(([, place], at) => [place, at]))
  out.number(articles.length)
  for (const [id, place] of articles) {
    const { title, headings, text } = postings.lengthAt(place)
    out.text(id)
    for (const length of [title, headings, text]) out.number(length)
  }
  const words = Array.from(
    { length: postings.vocabulary.size() },
    (_, word) => [postings.vocabulary.wordOf(word), word] as const,
  )
    .filter(([, word]) => postings.postingsOf(word).length > 0)
    .sort(byText)
  out.number(words.length)
  let before = ''
  for (const [word, number] of words) {
    const shared = sharedBeginning(before, word)
    out.number(shared)
    out.text(word.slice(shared))
    const list = postings
      .postingsOf(number)
      .map((posting) => ({ at: renumbered.get(placeOf(posting)) ?? 0, counts: countsOf(posting) }))
      .sort((one, other) => one.at - other.at)
    out.number(list.length)
    let last = 0
    for (const { at, counts } of list) {
      out.number(at - last)
      out.number(counts)
      last = at
    }
    before = word
  }
  return out.bytes()
}

/** Each step reads one slice and says which share is done; the last one returns the postings, or null for bytes that are not ours. */
export function* loadPostings(bytes: Uint8Array): Generator<number, Postings | null> {
  const read = createReader(bytes)
  if (read.number() !== format) return null
  const postings = createPostings()
  const places: number[] = []
  for (let left = read.number(); left > 0; left -= 1) {
    if (read.isBroken()) return null
    const id = read.text()
    const [title, headings, text] = [read.number(), read.number(), read.number()]
    places.push(postings.addArticle(id, { title, headings, text }))
    if (places.length % articlesPerSlice === 0) yield read.share()
  }
  let before = ''
  let sinceYield = 0
  for (let left = read.number(); left > 0; left -= 1) {
    if (read.isBroken()) return null
    const word = before.slice(0, read.number()) + read.text()
    const number = postings.vocabulary.add(word)
    let at = 0
    for (let more = read.number(); more > 0; more -= 1) {
      if (read.isBroken()) return null
      at += read.number()
      const place = places[at]
      if (place === undefined) return null
      postings.addWord(place, number, countsOf(read.number()))
      sinceYield += 1
    }
    sinceYield += 5
    before = word
    if (sinceYield < postingsPerSlice) continue
    sinceYield = 0
    yield read.share()
  }
  return read.isBroken() ? null : postings
}

const byText = ([one]: readonly [string, number], [other]: readonly [string, number]) =>
  one === other ? 0 : one < other ? -1 : 1

function sharedBeginning(one: string, other: string): number {
  let at = 0
  while (at < one.length && one.charCodeAt(at) === other.charCodeAt(at)) at += 1
  // The rest has to be text of its own: not the second half of a character.
  return /[\udc00-\udfff]/.test(other.charAt(at)) ? at - 1 : at
}

function createWriter() {
  const encoder = new TextEncoder()
  let buffer = new Uint8Array(4096)
  let length = 0
  const reserve = (more: number) => {
    if (length + more <= buffer.length) return
    const larger = new Uint8Array(Math.max(buffer.length * 2, length + more))
    larger.set(buffer)
    buffer = larger
  }
  const number = (value: number) => {
    reserve(5)
    let rest = value
    for (; rest > 127; rest >>>= 7) {
      buffer[length] = (rest & 127) | 128
      length += 1
    }
    buffer[length] = rest
    length += 1
  }
  const text = (value: string) => {
    const encoded = encoder.encode(value)
    number(encoded.length)
    reserve(encoded.length)
    buffer.set(encoded, length)
    length += encoded.length
  }
  return { number, text, bytes: () => buffer.slice(0, length) }
}

function createReader(bytes: Uint8Array) {
  const decoder = new TextDecoder()
  let at = 0
  const number = (): number => {
    let value = 0
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = bytes[at] ?? 0
      at += 1
      value += (byte & 127) * 2 ** shift
      if (byte < 128) break
    }
    return value
  }
  const text = (): string => {
    const length = number()
    at += length
    return decoder.decode(bytes.subarray(at - length, at))
  }
  return { number, text, isBroken: () => at > bytes.length, share: () => at / bytes.length }
}
