/**
 * Reads what the documents point at: links to files and headings, and paths in code marks. Knows the ways in which paths
 * are written (from the root, or without `packages/` and `src/`, or the end of one), not what stands in the files.
 */
import { posix } from 'node:path'
import type { HouseFile } from './house-files.ts'

/** Links that lead to no file, or to no heading of it; each a sentence. Addresses outside of the house are not followed. */
export function brokenLinks(documents: readonly HouseFile[], files: ReadonlySet<string>): readonly string[] {
  const headings = new Map(documents.map(({ file, text }) => [file, headingsIn(text)]))
  return documents.flatMap(({ file, text }) =>
    [...prose(text).matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, link = '']) => {
      if (/^[a-z]+:/.test(link)) return []
      const [path = '', heading] = link.split('#')
      const target = path === '' ? file : posix.join(posix.dirname(file), path)
      if (!isThere(target, files)) return [`${file} links to ${link}, which is not there`]
      return heading === undefined || headings.get(target)?.has(heading)
        ? []
        : [`${file} links to ${link}, which has no such heading`]
    }),
  )
}

/** Paths in code marks that no file of the house has. `x.store.ts` stands for every name, `DIR/a.yaml` is the reader's. */
export function unknownPaths(documents: readonly HouseFile[], files: ReadonlySet<string>): readonly string[] {
  const short = [...files].map((file) => `/${file}`.replace('/packages/', '/').replace('/src/', '/'))
  const ends = new Set(
    [...files]
      .map((file) => `/${file}`)
      .concat(short)
      .flatMap(endsOf),
  )
  return documents.flatMap(({ file, text }) =>
    [...prose(text).matchAll(/`([\w./-]+\.(?:tsx?|mjs|css|html|ya?ml|json|md))`/g)]
      .map(([, path = '']) => path)
      .filter((path) => !/^(x\.|DIR\/)/.test(path) && !ends.has(path))
      .map((path) => `${file} names ${path}, which is not there`),
  )
}

/** `/a/b/c.ts` is also known as `b/c.ts` and `c.ts`. */
function endsOf(path: string): readonly string[] {
  const parts = path.split('/').slice(1)
  return parts.map((_, index) => parts.slice(index).join('/'))
}

const isThere = (target: string, files: ReadonlySet<string>): boolean => {
  const path = target.replace(/\/$/, '')
  return files.has(path) || [...files].some((file) => file.startsWith(`${path}/`))
}

/** What stands in fences is an example, and names what a reader has, not what the house has. */
const prose = (text: string): string => text.replace(/^```[\s\S]*?^```/gm, '')

/** The names by which headings are linked to, as GitHub makes them. */
const headingsIn = (text: string): ReadonlySet<string> =>
  new Set(
    [...prose(text).matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
      title
        .toLowerCase()
        .replace(/[^\p{L}\p{N}_\- ]/gu, '')
        .replaceAll(' ', '-'),
    ),
  )
