/** What a person can mend about the data folder, in a sentence. Knows the codes of the system and of SQLite. */
import { resolve } from 'node:path'

/** The data folder or its database cannot be used as it is; the sentence says what to do. */
export class DataFault extends Error {}

const unusable = [
  'ENOENT',
  'EACCES',
  'EPERM',
  'EROFS',
  'EEXIST',
  'ENOTDIR',
  'SQLITE_CANTOPEN',
  'SQLITE_READONLY',
]
const full = ['ENOSPC', 'EDQUOT', 'SQLITE_FULL']
const damaged = ['SQLITE_NOTADB', 'SQLITE_CORRUPT']

/** The same error where it is a fault of ours, or one that has its sentence already. */
export function dataFault(error: unknown, dataDir: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const isOneOf = (codes: readonly string[]) =>
    codes.some((one) => code === one || code.startsWith(`${one}_`))
  const say = (sentence: string) => new DataFault(sentence, { cause: error })
  const folder = resolve(dataDir)
  if (isOneOf(unusable))
    return say(
      `This user cannot keep data in ${folder} (${code}). Mend that, or name another folder with DOCENT_DATA.`,
    )
  if (isOneOf(full)) return say(`The disk of ${folder} is full. Make room, then start again.`)
  if (isOneOf(damaged))
    return say(
      `The database in ${folder} is damaged, or none. Put a backup in its place: npm run docent -- restore FILE`,
    )
  return error
}
