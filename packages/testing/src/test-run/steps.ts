/** THE list of what a test run does, in order, derived from what is in the house. Knows how to do none of it. */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

export type Step =
  /** A command that holds or does not: one count. */
  | {
      readonly kind: 'check'
      readonly name: string
      readonly command: string
      readonly args: readonly string[]
      /** Milliseconds. */
      readonly timeLimit: number
    }
  /** A vitest project: as many counts as it has tests. */
  | {
      readonly kind: 'tests'
      readonly name: string
      readonly project: string
      readonly needsBrowser: boolean
      /** It waits more than it works: the steps behind it run at the same time. */
      readonly beside?: true
      readonly timeLimit: number
    }

const minutes = 60_000

export function stepsOf(root: string): readonly Step[] {
  return [
    {
      kind: 'check',
      name: 'lint and format',
      command: 'biome',
      args: ['ci', '--colors=off', '.'],
      timeLimit: 2 * minutes,
    },
    ...typeChecks(root),
    ...builds(root),
    {
      kind: 'tests',
      name: 'fault tests',
      project: 'faults',
      needsBrowser: false,
      beside: true,
      timeLimit: 8 * minutes,
    },
    { kind: 'tests', name: 'unit tests', project: 'unit', needsBrowser: false, timeLimit: 8 * minutes },
    { kind: 'tests', name: 'dom tests', project: 'dom', needsBrowser: false, timeLimit: 5 * minutes },
    { kind: 'tests', name: 'journeys', project: 'journeys', needsBrowser: true, timeLimit: 11 * minutes },
  ]
}

/** One check for each folder that has a compiler configuration. */
function typeChecks(root: string): readonly Step[] {
  return [...foldersIn(root, 'packages'), 'server', 'examples', ...foldersIn(root, 'examples')]
    .filter((folder) => existsSync(join(root, folder, 'tsconfig.json')))
    .map((folder) => ({
      kind: 'check',
      name: `types of ${folder}`,
      command: 'tsc',
      args: ['-p', folder, '--noEmit'],
      timeLimit: 3 * minutes,
    }))
}

/** In this order: the loader learns the name of the app's chunk from the build of the embed. */
const browserBuilds = [
  { mode: 'embed', describedIn: 'packages/embed/build.ts' },
  { mode: 'loader', describedIn: 'packages/embed/build.ts' },
  { mode: 'builder', describedIn: 'packages/embed/build.ts' },
  { mode: 'console', describedIn: 'packages/console/build.ts' },
] as const

function builds(root: string): readonly Step[] {
  return browserBuilds
    .filter(({ describedIn }) => existsSync(join(root, describedIn)))
    .map(({ mode }) => ({
      kind: 'check',
      name: `build of ${mode}`,
      command: 'vite',
      args: ['build', '--mode', mode, '--logLevel', 'warn'],
      timeLimit: 3 * minutes,
    }))
}

const foldersIn = (root: string, parent: string): readonly string[] =>
  existsSync(join(root, parent))
    ? readdirSync(join(root, parent), { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => `${parent}/${entry.name}`)
        .sort()
    : []
