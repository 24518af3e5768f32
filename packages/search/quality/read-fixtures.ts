/** Reads the judged articles and queries of one language, and the distractors that hide them. Knows files, not search. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { type DistractorMaterial, distractors } from '../fixtures/distractors.ts'
import type { SearchDocument } from '../src/index.ts'

export const languages = ['en', 'et', 'lv', 'lt', 'ru'] as const
export type Language = (typeof languages)[number]

export interface JudgedQuery {
  readonly query: string
  /** How it was meant to be hard: a typo, half a word, another ending. */
  readonly kind: string
  /** By key of the article: 3 is the answer, 2 answers most, 1 is related. */
  readonly judged: Readonly<Record<string, number>>
}

export interface Fixture {
  readonly language: Language
  readonly articles: readonly SearchDocument[]
  readonly hidingAmong: readonly SearchDocument[]
  readonly queries: readonly JudgedQuery[]
}

const distractorsPerLanguage = 320
const seed = 4

export async function readFixture(language: Language): Promise<Fixture> {
  const folder = join(import.meta.dirname, '../fixtures', language)
  const articles = readdirSync(join(folder, 'articles'))
    .filter((file) => file.endsWith('.md'))
    .map((file) => articleOf(readFileSync(join(folder, 'articles', file), 'utf8')))
  const queries = JSON.parse(readFileSync(join(folder, 'queries.json'), 'utf8')) as JudgedQuery[]
  const { material } = (await import(`../fixtures/${language}/distractors.ts`)) as {
    material: DistractorMaterial
  }
  const hidingAmong = distractors(language, material, distractorsPerLanguage, seed).map(
    ({ key, title, markdown }) => documentOf(key, title, markdown),
  )
  return { language, articles, hidingAmong, queries }
}

/**
 * Half of the queries are for choosing the weights, the other half for seeing whether the choice holds for queries it was not made by.
 * A hash decides, so that nobody does.
 */
export function isForTuning({ query }: JudgedQuery): boolean {
  let hash = 2166136261
  for (const character of query) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16777619)
  return ((hash >>> 15) & 1) === 0
}

function articleOf(file: string): SearchDocument {
  const [, head = '', body = ''] = /^---\r?\n([\s\S]*?)\r?\n---\r?\n([\s\S]*)$/.exec(file) ?? []
  const front = parse(head) as { key: string; title: string }
  return documentOf(front.key, front.title, body)
}

/** As the relay takes it from the node tree, near enough. */
function documentOf(id: string, title: string, markdown: string): SearchDocument {
  const lines = markdown.split('\n')
  const isHeading = (line: string) => /^#{1,6} /.test(line)
  return {
    id,
    title,
    headings: lines.filter(isHeading).map((line) => line.replace(/^#+ /, '')),
    text: lines
      .filter((line) => !isHeading(line) && !/^[|\s:-]*$/.test(line))
      .map((line) => line.replace(/\]\([^)]*\)/g, ']').replace(/[*_`>|#[\]]+/g, ' '))
      .join('\n'),
  }
}
