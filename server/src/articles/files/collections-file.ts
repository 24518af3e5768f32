/**
 * The file `collections.yaml` at the top of a folder of articles [HLP7]: the site's collections in their order, with titles and
 * descriptions in each language. Read with the line of each fault, and written so that it reads back the same. Pure.
 */
import { ArticleTitle, articleLimits } from '@docent/protocol'
import * as v from 'valibot'
import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, stringify } from 'yaml'
import { localeOf } from './article-file.ts'
import { type FileFault, firstSentence } from './front-matter.ts'

export const collectionsFile = 'collections.yaml'

export interface ImportedCollection {
  /** Per locale, one at least. */
  readonly titles: Readonly<Record<string, string>>
  readonly descriptions: Readonly<Record<string, string>>
}

export interface CollectionEntry {
  readonly collection: ImportedCollection
  /** Counted from 1. */
  readonly line: number
}

export interface CollectionsFile {
  readonly entries: readonly CollectionEntry[]
  readonly faults: readonly FileFault[]
}

type Texts = Readonly<Record<string, string>>
type Field = 'titles' | 'descriptions'

const form = 'write "- titles:" and below it a line for each language, such as "    en: Basics"'

export function readCollectionsFile(text: string): CollectionsFile {
  const counter = new LineCounter()
  // Texts stay what they are, as in front matter.
  const document = parseDocument(text.replace(/^\uFEFF/, ''), {
    schema: 'failsafe',
    lineCounter: counter,
    logLevel: 'silent',
  })
  const faults: FileFault[] = []
  const entries: CollectionEntry[] = []
  const taken = new Set<string>()
  const lineOf = (node: Node | null | undefined) => Math.max(1, counter.linePos(node?.range?.[0] ?? 0).line)
  const fault = (node: Node | null | undefined, message: string) =>
    void faults.push({ line: lineOf(node), message })

  function textsOf(field: Field, node: Node | null): Texts {
    const texts: Record<string, string> = {}
    if (node === null || (isScalar(node) && !node.value)) return texts
    if (!isMap<Node, Node | null>(node)) {
      fault(node, `${field} are no list of languages: ${form}.`)
      return texts
    }
    for (const { key, value } of node.items) {
      const locale = localeOf(isScalar(key) ? String(key.value) : '')
      const words = isScalar(value) && typeof value.value === 'string' ? value.value.trim() : null
      if (!locale.ok) fault(key, locale.message)
      else if (words === null) fault(value ?? key, 'Here belongs a text, in one piece.')
      // Of a title nothing is none; of a description it is one that is not wanted any more.
      else if (words === '' ? field === 'titles' : !v.is(ArticleTitle, words))
        fault(value, `A text has 1 to ${articleLimits.titleLength} characters.`)
      else texts[locale.value] = words
    }
    return texts
  }

  /** What is wrong with the whole of it; null where it was taken, or where a part of it is a fault already. */
  function entryFault(node: Node): string | null {
    const before = faults.length
    if (!isMap<Node, Node | null>(node)) return `This is no collection: ${form}.`
    const fields: Record<Field, Texts> = { titles: {}, descriptions: {} }
    for (const { key, value } of node.items) {
      const name = isScalar(key) ? String(key.value) : ''
      if (name === 'titles' || name === 'descriptions') fields[name] = textsOf(name, value)
      else fault(key, `"${name}" means nothing here: a collection has titles and descriptions.`)
    }
    if (faults.length > before) return null
    const names = Object.entries(fields.titles)
    const twice = names.find((name) => taken.has(name.join(' ')))
    if (names.length === 0) return `This collection has no titles: ${form}.`
    if (twice) return `Another collection has the title "${twice[1]}" in ${twice[0]} already.`
    for (const name of names) taken.add(name.join(' '))
    entries.push({ collection: fields, line: lineOf(node) })
    return null
  }

  function take(node: Node): void {
    const message = entryFault(node)
    if (message !== null) fault(node, message)
  }

  for (const { message, pos } of document.errors.slice(0, 1))
    faults.push({ line: counter.linePos(pos[0]).line, message: `This is no YAML: ${firstSentence(message)}` })
  if (faults.length > 0 || document.contents === null) return { entries, faults }
  if (isSeq<Node>(document.contents)) for (const node of document.contents.items) take(node)
  else fault(document.contents, `This is no list of collections: ${form}.`)
  return { entries, faults }
}

/** @returns the text of a file, from which `readCollectionsFile` reads the same */
export const writeCollectionsFile = (collections: readonly ImportedCollection[]): string =>
  stringify(
    collections.map(({ titles, descriptions }) => ({
      titles,
      ...(Object.keys(descriptions).length > 0 && { descriptions }),
    })),
    { lineWidth: 0, blockQuote: false, aliasDuplicateObjects: false },
  )
