/** The files of the house, for checks that read them as text: not what is installed, built or stored. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

export interface HouseFile {
  /** From the root, with slashes. */
  readonly file: string
  readonly text: string
}

/** The house's own files below these folders, by their paths from the root. */
export const listFiles = (root: string, folders: readonly string[]): readonly string[] =>
  folders
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((file) => !/\/(node_modules|dist|data)\//.test(file))

export const readFiles = (root: string, files: readonly string[]): readonly HouseFile[] =>
  files.map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }))
