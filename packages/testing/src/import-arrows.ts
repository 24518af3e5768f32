/**
 * Reads who imports whom in the house, and says where an arrow points the wrong way or closes a circle.
 * Knows the table of allowed arrows and the text of the sources; runs nothing.
 */
import { dirname, join, sep } from 'node:path'
import { listFiles, readFiles } from './house-files.ts'

/** An import as it stands in a file; `typeOnly` ones are erased and exist for the compiler alone. */
export interface Import {
  readonly from: string
  readonly specifier: string
  readonly typeOnly: boolean
}

/**
 * Which of our packages a room may import; `name/entry` allows that one entry.
 * Rooms never import each other, and nobody imports a room that stands on it.
 */
export const allowedArrows: Readonly<Record<string, readonly string[]>> = {
  protocol: [],
  search: ['protocol'],
  client: ['protocol'],
  ui: ['protocol'],
  chat: ['protocol', 'client', 'ui'],
  onboarding: ['protocol', 'client', 'ui'],
  help: ['protocol', 'client', 'ui', 'search'],
  // Stands on the room that it writes for: what an author plays is what a visitor gets.
  builder: ['protocol', 'client', 'ui', 'onboarding'],
  embed: ['protocol', 'client', 'ui', 'chat', 'onboarding', 'help', 'builder', 'search'],
  react: ['embed'],
  console: ['protocol', 'client/agent', 'client/agent/types', 'ui', 'chat/view', 'onboarding/view'],
  testing: ['protocol', 'client'],
  server: ['protocol', 'search', 'ui'],
  examples: ['embed', 'react', 'testing', 'protocol'],
}

/** What tests, benches and builds may import on top: they stand outside of the program. */
const allowedToTests = ['testing', 'client', 'protocol']
const isOutsideOfProgram = (file: string) =>
  /\.test\.tsx?$|\/(testing|faults|bench|journeys)\/|\/build\.ts$/.test(file.replaceAll(sep, '/'))

/** The room of a file given relative to the root: `packages/chat/src/view.ts` is in `chat`. */
export function roomOf(file: string): string | null {
  const [top, second] = file.replaceAll(sep, '/').split('/')
  if (top === 'packages') return second ?? null
  return top === 'server' || top === 'examples' ? top : null
}

export function forbiddenArrows(imports: readonly Import[]): readonly string[] {
  return imports.flatMap(({ from, specifier }) => {
    const room = roomOf(from)
    if (room === null) return []
    const target = specifier.startsWith('.')
      ? roomOf(join(dirname(from), specifier))
      : /^@docent\/(.+)$/.exec(specifier)?.[1]
    if (target === undefined || target === null || target.split('/')[0] === room) return []
    if (specifier.startsWith('.')) {
      return [`${from} reaches into ${target} by the path ${specifier}: import the package`]
    }
    const allowed = allowedArrows[room]
    if (allowed === undefined) return [`${from}: no arrows are declared for the new room ${room}`]
    const granted = isOutsideOfProgram(from) ? [...allowed, ...allowedToTests] : allowed
    const [name = ''] = target.split('/')
    return granted.includes(name) || granted.includes(target)
      ? []
      : [`${from} imports ${specifier}, which ${room} must not know`]
  })
}

/** The circles among files that import each other at run time, each once, as a readable path. */
export function circlesOf(arrows: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const finished = new Set<string>()
  const circles: string[] = []
  const visit = (file: string, path: readonly string[]) => {
    const begins = path.indexOf(file)
    if (begins >= 0) {
      circles.push([...path.slice(begins), file].join(' → '))
      return
    }
    if (finished.has(file)) return
    for (const next of arrows.get(file) ?? []) visit(next, [...path, file])
    finished.add(file)
  }
  for (const file of arrows.keys()) visit(file, [])
  return circles
}

/** File to file, at run time only; imports of packages from outside lead nowhere here. */
export function runTimeArrows(imports: readonly Import[]): ReadonlyMap<string, readonly string[]> {
  const arrows = new Map<string, string[]>()
  for (const { from, specifier, typeOnly } of imports) {
    if (typeOnly || !specifier.startsWith('.')) continue
    const to = join(dirname(from), specifier)
    arrows.set(from, [...(arrows.get(from) ?? []), to])
  }
  return arrows
}

/** Package to package, by any import of their programs: even a type that closes a circle makes two rooms one. */
export function packageArrows(imports: readonly Import[]): ReadonlyMap<string, readonly string[]> {
  const arrows = new Map<string, string[]>()
  for (const { from, specifier } of imports) {
    const room = roomOf(from)
    const target = /^@docent\/([^/]+)/.exec(specifier)?.[1]
    if (room === null || target === undefined || target === room || isOutsideOfProgram(from)) continue
    const known = arrows.get(room) ?? []
    if (!known.includes(target)) arrows.set(room, [...known, target])
  }
  return arrows
}

const comments = /\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/[^\n]*/g
const statements =
  /\b(?:import|export)\s+(type\s+)?(?:[\w$*{},\s]+?\sfrom\s*)?['"]([^'"\n]+)['"]|\bimport\(\s*['"]([^'"\n]+)['"]\s*\)/g

/** The imports that stand in a source text. An `import('…')` within a type counts as one at run time: it is rare, and strict. */
export function importsIn(from: string, source: string): readonly Import[] {
  return [...source.replace(comments, '').matchAll(statements)].map((match) => ({
    from,
    specifier: match[2] ?? match[3] ?? '',
    typeOnly: match[1] !== undefined,
  }))
}

/** All imports of the house's own sources. */
export function readImports(root: string): readonly Import[] {
  const sources = listFiles(root, ['packages', 'server', 'examples']).filter((file) => /\.tsx?$/.test(file))
  return readFiles(root, sources).flatMap(({ file, text }) => importsIn(file, text))
}
