/**
 * `articles export`: the articles of a site go out as a folder of Markdown files [HLP7], by language, with their pictures beside.
 * Files of the same names are written over; no other file of the folder is touched.
 */
import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Reply } from '@docent/protocol'
import { pictureAddresses, withPictureAddresses } from '@docent/protocol/article-pictures'
import type { ExportPage, ExportPlace } from '../articles/files/article-export.ts'
import { writeArticleFile } from '../articles/files/article-file.ts'
import { collectionsFile, writeCollectionsFile } from '../articles/files/collections-file.ts'
import type { ImportedTranslation } from '../articles/files/imported-translation.ts'
import { pictureIdOf } from '../articles/pictures/pictures.ts'
import { makeFolder } from '../storage/make-folder.ts'
import { FolderFault } from './article-folder.ts'
import { type Carried, refused } from './articles-import.ts'
import type { Ask } from './doer.ts'

/**
 * Resolves with the exit code.
 * @throws FolderFault where the folder cannot be written to
 */
export async function exportArticles({ ask, site, dir, screen }: Carried): Promise<number> {
  const begun = await ask('articles begin', { site, make: false })
  if (!begun.ok) return refused(screen, begun)
  const names = createFileNames()
  const pictures = createBroughtPictures({ ask, site, dir })
  const total = begun.data.translations
  await write(dir, '.', null)
  const collections = await ask('collections list', { site })
  if (!collections.ok) return refused(screen, collections)
  if (collections.data.length > 0) await write(dir, collectionsFile, writeCollectionsFile(collections.data))
  let written = 0
  let unpublished = 0
  let after: ExportPlace | null = null
  do {
    const page: Reply<ExportPage> = await ask('articles page', { site, after })
    if (!page.ok) return refused(screen, page)
    for (const { article, hasUnpublished } of page.data.translations) {
      screen.progress(written, Math.max(total, written + 1))
      const body = await pictures.named(article.body)
      await write(dir, names.of(article), writeArticleFile({ ...article, body }))
      written++
      if (hasUnpublished) unpublished++
    }
    after = page.data.next
  } while (after !== null)
  screen.progress(written, written)
  if (unpublished > 0)
    screen.line(
      `${unpublished.toLocaleString('en')} of them were written on since they were published: they are exported as visitors read them.`,
    )
  for (const url of pictures.missing()) screen.fault(`The picture ${url} is gone; the texts name it still.`)
  screen.line(
    `Exported from "${site}" to ${dir}: ${written.toLocaleString('en')} files, ${pictures.count().toLocaleString('en')} pictures.`,
  )
  return 0
}

/** @param content null makes the folder alone */
async function write(dir: string, path: string, content: string | Buffer | null): Promise<void> {
  const file = join(dir, path)
  try {
    makeFolder(content === null ? file : dirname(file))
    if (content !== null) await writeFile(file, content)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    throw new FolderFault(`${file} cannot be written (${code}).`)
  }
}

/** Bytes of a file's name: file systems take 255, and a copy adds some. */
const longestName = 150
/** Names that Windows keeps to itself. */
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)$/

/** A file is called as the article's address is, where every file system can hold that. */
function createFileNames() {
  const taken = new Set<string>()

  return {
    of({ locale, slug }: ImportedTranslation): string {
      const plain = slug.normalize('NFC')
      const isShort = Buffer.byteLength(plain) <= longestName
      const stem = isShort && !reserved.test(plain) ? plain : `${plain.slice(0, 30)}-${digest(slug)}`
      // Some file systems tell two ways of writing one letter apart, some do not.
      const name = taken.has(`${locale}/${stem}`) ? `${stem}-${digest(slug)}` : stem
      taken.add(`${locale}/${name}`)
      return `${locale}/${name}.md`
    },
  }
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 8)

const endings: Readonly<Record<string, string>> = { 'image/jpeg': 'jpg' }

/** The relay's pictures as files beside the texts that name them, each once. */
function createBroughtPictures({ ask, site, dir }: { readonly ask: Ask } & Pick<Carried, 'site' | 'dir'>) {
  const byUrl = new Map<string, string | null>()

  async function bring(id: string): Promise<string | null> {
    const got = await ask('picture get', { site, id })
    if (!got.ok || got.data === null) return null
    const { mediaType, base64 } = got.data
    const path = `pictures/${id.slice(0, 16)}.${endings[mediaType] ?? mediaType.slice('image/'.length)}`
    await write(dir, path, Buffer.from(base64, 'base64'))
    // As a file in a language's folder names it.
    return `../${path}`
  }

  return {
    async named(body: string): Promise<string> {
      for (const { address } of pictureAddresses(body)) {
        const id = pictureIdOf(address)
        if (id !== null && !byUrl.has(address)) byUrl.set(address, await bring(id))
      }
      return withPictureAddresses(body, (address) => byUrl.get(address) ?? null)
    },
    count: () => [...byUrl.values()].filter((path) => path !== null).length,
    missing: () => [...byUrl].filter(([, path]) => path === null).map(([url]) => url),
  }
}
