/** What `DATABASE_URL` says of where the data lie. The relay keeps them in SQLite in a folder, and names no other database. */
import { basename, dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The file of the data folder; `storage/database.ts` opens it. */
export const databaseName = 'docent.db'

export type DatabaseFolder =
  | { readonly ok: true; readonly dataDir: string }
  /** Never the address itself: it may hold a password. */
  | { readonly ok: false; readonly message: string }

const forms = `sqlite:./data or file:///srv/docent/data for a folder, or such a path with /${databaseName} at its end`

export function folderOf(databaseUrl: string): DatabaseFolder {
  const [, scheme = '', rest = ''] = /^([a-z][a-z0-9+.-]*):(.*)$/is.exec(databaseUrl.trim()) ?? []
  if (!/^(?:file|sqlite)$/i.test(scheme)) {
    const named = scheme === '' ? 'something else' : `a database of the kind "${scheme.toLowerCase()}"`
    return bad(
      `names ${named}: the relay keeps its data in SQLite. Take it out and use DOCENT_DATA, or write ${forms}.`,
    )
  }
  const path = pathOf(rest)
  if (path === null) return bad(`takes ${forms}.`)
  const name = basename(path)
  if (name === databaseName) return { ok: true, dataDir: dirname(path) }
  return /\.(?:db3?|sqlite3?)$/i.test(name)
    ? bad(`names the file ${name}: the relay's is called ${databaseName}. Write ${forms}.`)
    : { ok: true, dataDir: path }
}

/** Null: it is none. */
function pathOf(rest: string): string | null {
  // A host, options, or a database that is forgotten: nothing of it would be done.
  if (/^\/\/[^/.]/.test(rest) || /[?#\0]/.test(rest) || rest.startsWith(':')) return null
  try {
    const path = rest.startsWith('///')
      ? fileURLToPath(`file:${rest}`)
      : decodeURIComponent(rest.replace(/^\/\//, ''))
    return path === '' || path.includes('\0') ? null : path
  } catch {
    return null
  }
}

const bad = (rest: string): DatabaseFolder => ({ ok: false, message: `DATABASE_URL ${rest}` })
