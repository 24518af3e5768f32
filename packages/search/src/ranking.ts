/**
 * Ranks the articles for a question: how rare each word is, how often and where it stands, and how alike it is to what was asked for.
 * The order depends on nothing but the articles and the question: not on the order in which they came, not on the machine.
 */
import { same } from './likeness.ts'
import {
  type FieldCounts,
  headingsCountOf,
  type Postings,
  placeOf,
  textCountOf,
  titleCountOf,
} from './postings.ts'
import type { Asked } from './question.ts'

export interface SearchHit {
  readonly id: string
  /** From 0 to 1: how much of what was asked for the article has. Comparable between indexes. */
  readonly score: number
}

/** Postings of what may be meant. */
interface Evidence {
  readonly found: readonly number[]
  readonly likeness: number
}

/** A word of the title says more of what an article is about than one of its text. */
const weights = { title: 4, headings: 2, text: 1 }
/** How far a field that is longer than usual is held against it: from 0, not at all, to 1. */
const lengthCounts = { title: 0.5, headings: 0.5, text: 0.7 }
/** How soon more of the same word stops to matter. */
const saturation = 1.5
const synonymCounts = 0.8
/** Two words that an article has count as the one that was asked for, though they need not stand side by side. */
const apartCounts = Math.round(0.6 * same)
/** `login` is `log in`: the little word stands behind. */
const shortestBefore = 3
const shortestBehind = 2
/** A word of so many letters counts half of a very long one. */
const lettersOfHalf = 3
/** Less than this share of what was asked for is nothing found. */
const leastScore = 0.1
/** Scores are rounded to this, so that two that are equal but for the last bit are ordered by id. */
const steps = 1e6

export function createRanking(postings: Postings) {
  let room = createRoom(0)

  function rank(question: readonly Asked[], limit: number): readonly SearchHit[] {
    const articles = postings.articles().size
    if (articles === 0 || question.length === 0) return []
    if (room.size < postings.placesUsed()) room = createRoom(postings.placesUsed() * 2)
    const { scores } = room
    const total = postings.total()
    const usual = {
      title: Math.max(1, total.title / articles),
      headings: Math.max(1, total.headings / articles),
      text: Math.max(1, total.text / articles),
    }
    const touched: number[] = []
    let best = 0
    for (const asked of question) {
      const places = gather([...evidenceOf(asked), ...writtenApart(asked.word)])
      let found = 0
      for (const place of places) found += room.likeness[place] ?? 0
      const rarity = rarityOf(found / same, articles) * shareOfLength(asked.word)
      best += rarity
      for (const place of places) {
        if (scores[place] === 0) touched.push(place)
        const often = oftenAt(place, usual)
        scores[place] = (scores[place] ?? 0) + (rarity * often) / (often + saturation * same)
      }
      clear(places)
    }
    const hits = bestOf(touched, best, limit)
    for (const place of touched) scores[place] = 0
    return hits
  }

  /** How often the gathered words stand in an article, each field by its weight and its length. */
  function oftenAt(place: number, usual: FieldCounts): number {
    const length = postings.lengthAt(place)
    return (
      inField(room.title[place] ?? 0, weights.title, lengthCounts.title * (length.title / usual.title - 1)) +
      inField(
        room.headings[place] ?? 0,
        weights.headings,
        lengthCounts.headings * (length.headings / usual.headings - 1),
      ) +
      inField(room.text[place] ?? 0, weights.text, lengthCounts.text * (length.text / usual.text - 1))
    )
  }

  /** Thousands are touched and ten are shown: only what is better than the last of these is put in its place. */
  function bestOf(touched: readonly number[], best: number, limit: number): readonly SearchHit[] {
    const hits: SearchHit[] = []
    for (const place of touched) {
      const score = Math.round((steps * (room.scores[place] ?? 0)) / best) / steps
      if (score < leastScore) continue
      const last = hits.length < limit ? undefined : hits.at(-1)
      if (last && score < last.score) continue
      const hit = { id: postings.idAt(place), score }
      const at = hits.findIndex((other) => isBefore(hit, other))
      hits.splice(at < 0 ? hits.length : at, 0, hit)
      if (hits.length > limit) hits.pop()
    }
    return hits
  }

  /** All words that may be meant, each once, with the best that speaks for it. */
  function evidenceOf(asked: Asked): readonly Evidence[] {
    const { vocabulary } = postings
    const found = new Map<number, number>()
    const take = (word: number | undefined, likeness: number) => {
      if (word !== undefined) found.set(word, Math.max(likeness, found.get(word) ?? 0))
    }
    for (const { word, likeness } of vocabulary.candidates(asked.word, asked.unfinished)) take(word, likeness)
    for (const word of asked.joined) take(vocabulary.numberOf(word), same)
    const takeNearly = (meant: string, unfinished: boolean) => {
      for (const { word, likeness } of vocabulary.candidates(meant, unfinished))
        take(word, Math.round(synonymCounts * likeness))
    }
    for (const synonym of asked.synonyms) takeNearly(synonym, false)
    for (const meant of asked.otherLetters) takeNearly(meant, asked.unfinished)
    return [...found].map(([word, likeness]) => ({ found: postings.postingsOf(word), likeness }))
  }

  /** `login` where a text says `log in`: what has both parts. */
  function writtenApart(word: string): readonly Evidence[] {
    const evidence: Evidence[] = []
    for (let cut = shortestBefore; cut <= word.length - shortestBehind; cut += 1) {
      const [one = [], other = []] = [word.slice(0, cut), word.slice(cut)].map(foundOf)
      if (one.length > 0) evidence.push({ found: inBoth(one, other), likeness: apartCounts })
    }
    return evidence
  }

  function foundOf(word: string): readonly number[] {
    return postings.postingsOf(postings.vocabulary.numberOf(word) ?? -1)
  }

  /** Sums up, in whole numbers, how often any of the words stands where; the places that have one. */
  function gather(evidence: readonly Evidence[]): readonly number[] {
    const places: number[] = []
    for (const { found, likeness } of evidence) {
      for (const posting of found) {
        const place = placeOf(posting)
        const known = room.likeness[place] ?? 0
        if (known === 0) places.push(place)
        if (likeness > known) room.likeness[place] = likeness
        room.title[place] = (room.title[place] ?? 0) + likeness * titleCountOf(posting)
        room.headings[place] = (room.headings[place] ?? 0) + likeness * headingsCountOf(posting)
        room.text[place] = (room.text[place] ?? 0) + likeness * textCountOf(posting)
      }
    }
    return places
  }

  function clear(places: readonly number[]): void {
    for (const place of places) {
      room.likeness[place] = 0
      room.title[place] = 0
      room.headings[place] = 0
      room.text[place] = 0
    }
  }

  return { rank }
}

/** Of the rarer word what stands in articles that have the other as well. */
function inBoth(one: readonly number[], other: readonly number[]): readonly number[] {
  const [few, many] = one.length < other.length ? [one, other] : [other, one]
  const places = new Set(many.map(placeOf))
  return few.filter((posting) => places.has(placeOf(posting)))
}

/** What is counted while a question is answered, one cell per article; all zero in between. */
function createRoom(size: number) {
  return {
    size,
    scores: new Float64Array(size),
    likeness: new Int32Array(size),
    title: new Int32Array(size),
    headings: new Int32Array(size),
    text: new Int32Array(size),
  }
}

/** @param longer by which share the field is longer than usual, as far as that counts against it; negative where it is shorter */
const inField = (often: number, weight: number, longer: number) =>
  often === 0 ? 0 : (weight * often) / (1 + longer)

/** What stands in every article tells them apart least. */
const rarityOf = (found: number, articles: number) => Math.log(1 + (articles - found + 0.5) / (found + 0.5))

/**
 * The words that only hold a sentence together are short in every language, so that "how do I …" asks for what follows.
 * A number says as much with two digits as with ten.
 */
const shareOfLength = (word: string) =>
  /\p{N}/u.test(word) ? 1 : word.length / (word.length + lettersOfHalf)

const isBefore = (one: SearchHit, other: SearchHit) =>
  one.score > other.score || (one.score === other.score && one.id < other.id)
