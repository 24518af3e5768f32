/**
 * `articles import`: a folder of Markdown files goes into a site [HLP7], some files at a time. Bad ones are named with their
 * line, the others go in. Knows the folder and the screen; what is done is asked of the relay, or of the tool's own services.
 */
import { articleLimits, type Reply } from '@docent/protocol'
import { pictureAddresses } from '@docent/protocol/article-pictures'
import { type ArticleFile, type ReadArticle, readArticleFile } from '../articles/files/article-file.ts'
import { importBatch } from '../articles/files/article-import.ts'
import {
  type CollectionEntry,
  collectionsFile,
  readCollectionsFile,
} from '../articles/files/collections-file.ts'
import type { ImportedTranslation, ImportOutcome } from '../articles/files/imported-translation.ts'
import { createArticleClaims } from './article-claims.ts'
import { type ArticleFolder, openArticleFolder } from './article-folder.ts'
import type { Ask } from './doer.ts'
import type { Screen } from './screen.ts'
import { createSentPictures } from './sent-pictures.ts'

export interface Carried {
  readonly ask: Ask
  readonly site: string
  readonly dir: string
  readonly screen: Screen
}

/** The largest text, and what stands before it. */
const fileBytes = articleLimits.bodyBytes + 32 * 1024
/** As many collections as a site takes, each with all it can say in all languages. */
const collectionsBytes = articleLimits.collections * articleLimits.locales * articleLimits.titleLength * 8
/** Characters of one message to the relay, so that it stays free for others. */
const batchLength = 512 * 1024

interface Item {
  readonly path: string
  readonly file: ArticleFile
  readonly article: ImportedTranslation
}

/**
 * Resolves with the exit code: 1 where anything was bad.
 * @throws FolderFault where the folder itself cannot be used
 */
export async function importArticles({ ask, site, dir, screen }: Carried): Promise<number> {
  const folder = await openArticleFolder(dir)
  const { files, hasCollections, faults, others } = await folder.list()
  const report = createReport(screen)
  for (const { path, message } of faults) report.bad(path, null, message)
  if (files.length === 0) report.bad(dir, null, 'There is no Markdown file (.md) in this folder.')
  if (files.length === 0) return 1
  const begun = await ask('articles begin', { site, make: true })
  if (!begun.ok) return refused(screen, begun)
  const { defaultLocale, made } = begun.data
  if (made) screen.line(`The site "${site}" did not exist: it is made.`)

  const collections = hasCollections ? await readCollections(folder, report) : []
  const claims = createArticleClaims(collections.map(({ collection }) => collection))
  for (const path of files) {
    const read = await readOne(folder, path, defaultLocale)
    if (read.ok) claims.learn(path, read.file.article)
  }
  const pictures = createSentPictures({ ask, site, folder })
  const sender = createSender({ ask, site, report })
  try {
    await sendCollections({ ask, site, report }, collections)
    for (const [at, path] of files.entries()) {
      screen.progress(at, files.length)
      const read = await readOne(folder, path, defaultLocale)
      if (!read.ok) {
        report.file(path, read.faults)
        continue
      }
      const { file } = read
      report.unknown(file.unknown)
      const taken = claims.faultOf(path, file.article)
      if (taken) {
        report.file(path, [{ line: file.lineOf(taken.field), message: taken.message }])
        continue
      }
      const { body, faults: missing } = await pictures.named(path, file.article.body)
      const all = [
        ...missing.map(({ line, message }) => ({ line: file.lineOf('body') + line, message })),
        ...textFaults(file, body),
      ]
      if (all.length > 0) report.file(path, all)
      else await sender.put({ path, file, article: { ...claims.whole(file.article), body } })
    }
    await sender.flush()
    screen.progress(files.length, files.length)
  } finally {
    // Also where something failed: what is stored by then is told to open pages.
    const ended = await ask('articles end', { site, locales: sender.locales() })
    if (!ended.ok) report.bad(site, null, ended.error.message)
  }
  return report.end({ site, pictures: pictures.count(), others })
}

/** What is known of a text before the relay looks at it, with the lines of the file. */
function textFaults(file: ArticleFile, body: string): readonly { line: number; message: string }[] {
  const bytes = Buffer.byteLength(body)
  if (bytes > articleLimits.bodyBytes || body.length > articleLimits.bodyLength)
    return [
      {
        line: file.lineOf('body'),
        message: `The text has ${(bytes / 1024).toFixed(1)} KiB in ${body.length.toLocaleString('en')} characters; an article takes ${articleLimits.bodyBytes / 1024} KiB and ${articleLimits.bodyLength.toLocaleString('en')} characters. Make two of it.`,
      },
    ]
  if (file.article.draft) return []
  return pictureAddresses(file.article.body)
    .filter(({ bare }) => bare)
    .map(({ from }) => ({
      line: file.lineOf('body') + file.article.body.slice(0, from).split('\n').length - 1,
      message: 'A picture has no alternative text. Say what it shows: ![what it shows](address).',
    }))
}

async function readOne(folder: ArticleFolder, path: string, defaultLocale: string): Promise<ReadArticle> {
  const read = await textOf(folder, path, fileBytes)
  return read.ok ? readArticleFile(read.text, defaultLocale) : { ok: false, faults: [read.fault] }
}

async function readCollections(folder: ArticleFolder, report: Report): Promise<readonly CollectionEntry[]> {
  const read = await textOf(folder, collectionsFile, collectionsBytes)
  const { entries, faults } = read.ok ? readCollectionsFile(read.text) : { entries: [], faults: [read.fault] }
  if (faults.length > 0) report.file(collectionsFile, faults)
  return entries
}

/** Before the articles, which name them by their titles. */
async function sendCollections(
  { ask, site, report }: SenderOptions,
  entries: readonly CollectionEntry[],
): Promise<void> {
  if (entries.length === 0) return
  const collections = entries.map(({ collection: { titles, descriptions } }) => ({
    titles: { ...titles },
    descriptions: { ...descriptions },
  }))
  const put = await ask('collections put', { site, collections })
  if (!put.ok) return report.file(collectionsFile, [{ line: 1, message: put.error.message }])
  const faults = put.data.flatMap((result, at) =>
    result.outcome === 'bad' ? [{ line: entries[at]?.line ?? 1, message: result.message }] : [],
  )
  if (faults.length > 0) report.file(collectionsFile, faults)
  report.collections(put.data.map(({ outcome }) => outcome))
}

type ReadText =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly fault: { readonly line: number; readonly message: string } }

async function textOf(folder: ArticleFolder, path: string, most: number): Promise<ReadText> {
  const content = await folder.read(path, most)
  if (!content.ok) return { ok: false, fault: { line: 1, message: content.message } }
  try {
    return { ok: true, text: new TextDecoder('utf-8', { fatal: true }).decode(content.bytes) }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    const message = 'The file is not UTF-8. Save it anew with that encoding.'
    return { ok: false, fault: { line: lineOfBadByte(content.bytes), message } }
  }
}

function lineOfBadByte(bytes: Buffer): number {
  let line = 1
  for (let from = 0; from < bytes.length; line++) {
    const next = bytes.indexOf('\n', from)
    const end = next < 0 ? bytes.length : next
    if (bytes.subarray(from, end).toString('utf8').includes('\uFFFD')) return line
    from = end + 1
  }
  return 1
}

interface SenderOptions extends Pick<Carried, 'ask' | 'site'> {
  readonly report: Report
}

/** Some articles at a time, in few messages of a bounded size. */
function createSender({ ask, site, report }: SenderOptions) {
  const locales = new Set<string>()
  let batch: Item[] = []
  let length = 0

  async function flush(): Promise<void> {
    const items = batch
    batch = []
    length = 0
    if (items.length === 0) return
    const put = await ask('articles put', { site, articles: items.map(({ article }) => sentOf(article)) })
    for (const [at, { path, file, article }] of items.entries()) {
      const result = put.ok ? put.data[at] : null
      if (result && result.outcome !== 'bad') {
        report.stored(result.outcome)
        locales.add(article.locale)
      } else {
        const message =
          result?.message ?? (put.ok ? 'The relay says nothing of this file.' : put.error.message)
        report.file(path, [{ line: file.lineOf(result?.path ?? 'title'), message }])
      }
    }
  }

  return {
    async put(item: Item): Promise<void> {
      if (batch.length === importBatch || length + item.article.body.length > batchLength) await flush()
      batch.push(item)
      length += item.article.body.length
    },
    flush,
    locales: () => [...locales],
  }
}

/** As the relay's table of what it takes has it. */
const sentOf = ({ tags, suggestOn, ...article }: ImportedTranslation) => ({
  ...article,
  tags: [...tags],
  ...(suggestOn && { suggestOn: [...suggestOn] }),
})

type Report = ReturnType<typeof createReport>

/** Names what is bad at once, and counts the rest for the last line. */
function createReport(screen: Screen) {
  const stored = { created: 0, changed: 0, unchanged: 0 }
  const collections = { created: 0, changed: 0, unchanged: 0, bad: 0 }
  const unknown = new Map<string, number>()
  let badFiles = 0
  let isBad = false

  function bad(path: string, line: number | null, message: string): void {
    isBad = true
    screen.fault(`${path}${line === null ? '' : `:${line}`}: ${message}`)
  }

  return {
    bad,
    file(path: string, faults: readonly { readonly line: number; readonly message: string }[]): void {
      badFiles++
      for (const { line, message } of faults) bad(path, line, message)
    },
    stored: (outcome: keyof typeof stored) => void stored[outcome]++,
    collections(outcomes: readonly (ImportOutcome | 'bad')[]): void {
      for (const outcome of outcomes) collections[outcome]++
    },
    unknown(names: readonly string[]): void {
      for (const name of names) unknown.set(name, (unknown.get(name) ?? 0) + 1)
    },
    end(of: { readonly site: string; readonly pictures: number; readonly others: number }): number {
      const number = (count: number) => count.toLocaleString('en')
      if (unknown.size > 0)
        screen.line(
          `Not known here, and left out: ${[...unknown].map(([name, files]) => `${name} (files: ${number(files)})`).join(', ')}.`,
        )
      if (of.others > 0) screen.line(`Passed over, being no Markdown: ${number(of.others)}.`)
      if (of.pictures > 0) screen.line(`Pictures: ${number(of.pictures)}.`)
      if (Object.values(collections).some((count) => count > 0))
        screen.line(
          `Collections: ${number(collections.created)} new, ${number(collections.changed)} changed, ${number(collections.unchanged)} as before.`,
        )
      screen.line(
        `Imported into "${of.site}": ${number(stored.created)} new, ${number(stored.changed)} changed, ${number(stored.unchanged)} as before, ${number(badFiles)} bad.`,
      )
      return isBad ? 1 : 0
    },
  }
}

export function refused(screen: Screen, { error }: Extract<Reply<unknown>, { ok: false }>): number {
  screen.fault(error.message)
  return 1
}
