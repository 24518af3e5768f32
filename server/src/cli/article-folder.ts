/**
 * A folder of articles as a disk has it: which files are in it, what they hold, and that nothing outside of it is read.
 * Knows no front matter.
 */
import { lstat, opendir, readFile, realpath, stat } from 'node:fs/promises'
import { dirname, extname, join, relative, resolve, sep } from 'node:path'
import { collectionsFile } from '../articles/files/collections-file.ts'

/** The folder itself cannot be used; the sentence says how it is. */
export class FolderFault extends Error {}

export interface Listed {
  /** Markdown files, by their paths below the folder with slashes, in the order of these. */
  readonly files: readonly string[]
  /** What cannot be read, or leads elsewhere. */
  readonly faults: readonly { readonly path: string; readonly message: string }[]
  /** Whether a file of this name lies at the top; see `collections-file.ts`. */
  readonly hasCollections: boolean
  /** Neither Markdown nor a picture. */
  readonly others: number
}

export type Content =
  | { readonly ok: true; readonly bytes: Buffer }
  | { readonly ok: false; readonly message: string }

export interface ArticleFolder {
  list(): Promise<Listed>
  /** @param most bytes; a longer file is not read */
  read(path: string, most: number): Promise<Content>
  /** The file that a text names, by its path below the folder; null where the address is none of a file beside it. */
  find(
    from: string,
    address: string,
  ): Promise<{ readonly path: string } | { readonly message: string } | null>
}

const markdown = new Set(['.md', '.markdown'])
const pictures = new Set(['.png', '.jpg', '.jpeg', '.gif', '.webp', '.avif', '.svg'])

/** @throws FolderFault */
export async function openArticleFolder(dir: string): Promise<ArticleFolder> {
  const root = await rootOf(dir)
  const isInside = (path: string) => path === root || path.startsWith(root.endsWith(sep) ? root : root + sep)
  const named = (path: string) => relative(root, path).split(sep).join('/')

  async function list(): Promise<Listed> {
    const files: string[] = []
    const faults: { path: string; message: string }[] = []
    let others = 0
    let hasCollections = false
    const waiting = [root]
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      try {
        for await (const entry of await opendir(at)) {
          const path = join(at, entry.name)
          // Those of other programs: .git, .obsidian.
          if (entry.name.startsWith('.') || entry.name === 'node_modules') continue
          if (entry.isDirectory()) waiting.push(path)
          else if (entry.isSymbolicLink()) {
            const message = await linkFault(path)
            if (message !== null) faults.push({ path: named(path), message })
            else others++
          } else if (entry.isFile() && markdown.has(extname(entry.name).toLowerCase()))
            files.push(named(path))
          else if (entry.isFile() && named(path) === collectionsFile) hasCollections = true
          else if (!pictures.has(extname(entry.name).toLowerCase())) others++
        }
      } catch (error) {
        faults.push({ path: named(at) || '.', message: `This folder cannot be read (${codeOf(error)}).` })
      }
    }
    return {
      files: files.sort(),
      hasCollections,
      faults: faults.sort((a, b) => (a.path < b.path ? -1 : 1)),
      others,
    }
  }

  /** What a link inside of the folder leads to is read where it lies. */
  async function linkFault(path: string): Promise<string | null> {
    const target = await realpath(path).catch(() => null)
    if (target === null) return 'This link leads nowhere.'
    return isInside(target) ? null : 'This link leads out of the folder, so it is not followed.'
  }

  return {
    list,
    async read(path, most) {
      try {
        const full = join(root, path)
        const { size } = await lstat(full)
        if (size > most)
          return { ok: false, message: `The file has ${kib(size)}; ${kib(most)} are the most.` }
        return { ok: true, bytes: await readFile(full) }
      } catch (error) {
        return { ok: false, message: `The file cannot be read (${codeOf(error)}).` }
      }
    },
    async find(from, address) {
      const wanted = pathOf(address)
      if (wanted === null) return null
      const full = resolve(root, dirname(from), wanted)
      const target = await realpath(full).catch(() => null)
      const isFile = target !== null && (await stat(target).catch(() => null))?.isFile() === true
      if (!isInside(target ?? full))
        return { message: `The picture ${address} lies outside of the folder, so it is not read.` }
      return target !== null && isFile
        ? { path: named(target) }
        : { message: `The picture ${address} is not there.` }
    },
  }
}

async function rootOf(dir: string): Promise<string> {
  try {
    const root = await realpath(dir)
    if (!(await stat(root)).isDirectory())
      throw new FolderFault(`${dir} is a file; name the folder that it lies in.`)
    return root
  } catch (error) {
    if (error instanceof FolderFault) throw error
    throw new FolderFault(
      codeOf(error) === 'ENOENT'
        ? `There is no folder ${dir}.`
        : `The folder ${dir} cannot be read (${codeOf(error)}).`,
    )
  }
}

/** Null: an address of the web or of the relay, not of a file. */
function pathOf(address: string): string | null {
  if (/^(?:[a-z][a-z0-9+.-]*:|[/\\#?])/i.test(address)) return null
  const path = address.replace(/[?#].*$/s, '')
  try {
    return decodeURIComponent(path).replaceAll('\0', '\uFFFD')
  } catch {
    return path
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error)

const kib = (bytes: number): string => `${Math.ceil(bytes / 1024).toLocaleString('en')} KiB`
