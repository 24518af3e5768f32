/**
 * How many bytes each door costs a page, compressed with brotli at 11, from the real build. `npm run size` prints them;
 * a test holds them to their budgets [EMB10].
 */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type BootDocument, defaultSettings, protocolVersion, publicSettings } from '@docent/protocol'
import { smallestBrotli } from './compressed.ts'

export interface DoorSize {
  readonly door: string
  readonly bytes: number
  readonly budget: number
  readonly files: readonly string[]
}

const dist = fileURLToPath(new URL('./dist/', import.meta.url))

const brotliBytes = (content: Buffer | string): number => smallestBrotli(content).length

interface ManifestRow {
  readonly file: string
  readonly name?: string
  readonly src?: string
  readonly isEntry?: boolean
  readonly imports?: readonly string[]
}

/** The document that a relay sends first, as it is for a new site. */
const bootDocument: BootDocument = {
  protocol: protocolVersion,
  site: 'demo',
  settingsVersion: 1,
  settings: publicSettings(defaultSettings),
  mail: false,
}

/** @throws when the browser build is not there */
export function doorSizes(folder: string = dist): readonly DoorSize[] {
  const manifest = JSON.parse(readFileSync(`${folder}manifest.json`, 'utf8')) as Record<string, ManifestRow>
  const sizes = new Map<string, number>()
  for (const file of ['embed.js', ...Object.values(manifest).map((row) => row.file)])
    if (file.endsWith('.js')) sizes.set(file, brotliBytes(readFileSync(folder + file)))

  /** A chunk and all that it imports without asking. */
  const closure = (key: string, seen = new Set<string>()): Set<string> => {
    const row = manifest[key]
    if (!row || seen.has(row.file)) return seen
    seen.add(row.file)
    for (const next of row.imports ?? []) closure(next, seen)
    return seen
  }
  const keyOf = (match: (row: ManifestRow) => boolean): string => {
    const found = Object.entries(manifest).find(([, row]) => match(row))
    if (!found) throw new Error('The build has no such chunk; run: vite build --mode embed')
    return found[0]
  }
  const sum = (files: Iterable<string>): number =>
    [...files].reduce((total, file) => total + (sizes.get(file) ?? 0), 0)

  const app = closure(keyOf((row) => row.isEntry === true))
  const engine = closure(keyOf((row) => row.name === 'engine'))
  const messenger = closure(keyOf((row) => row.name === 'messenger'))
  const flows = closure(keyOf((row) => row.name === 'flows'))
  const stage = closure(keyOf((row) => row.name === 'stage'))
  const rooms = closure(keyOf((row) => row.name === 'rooms'))
  const tours = closure(keyOf((row) => row.name === 'tours'))
  const player = closure(keyOf((row) => row.name === 'tour-player'))
  const finder = closure(keyOf((row) => row.name === 'finder'))
  const targets = closure(keyOf((row) => row.name === 'targets'))
  const help = closure(keyOf((row) => row.name === 'help'))
  const begun = closure(keyOf((row) => row.name === 'help-begun'))
  const article = closure(keyOf((row) => row.name === 'article-screen'))
  const inBrowser = closure(keyOf((row) => row.name === 'in-browser'))
  const inChat = closure(keyOf((row) => row.name === 'in-chat'))
  const boot = brotliBytes(JSON.stringify(bootDocument))
  const beyond = (files: ReadonlySet<string>, ...there: readonly ReadonlySet<string>[]): readonly string[] =>
    [...files].filter((file) => !there.some((one) => one.has(file)))
  const engineOnly = beyond(engine, app)
  const flowsOnly = beyond(flows, app, engine)
  const shown = beyond(stage, app, engine, flows)
  const found = beyond(new Set([...finder, ...targets]), app, engine, flows)
  /** What onboarding costs a page that has the chat: Preact, texts, icons and colours are the chat's as well. */
  const own = beyond(new Set([...flows, ...found, ...stage]), app, engine, messenger)
  const tour = beyond(new Set([...player, ...tours]), app, engine, flows, stage, finder)
  const more = beyond(rooms, app, engine, flows, messenger, stage)
  const helped = beyond(help, app, engine, messenger, rooms)
  const atIdle = beyond(begun, app, engine)
  const read = beyond(article, app, engine, messenger, rooms, help)
  const searched = beyond(inBrowser, app, engine, messenger, rooms, help)
  const chatted = beyond(inChat, app, engine, messenger, rooms, help)
  const page = ['embed.js', ...app]
  const opened = new Set([...page, ...engine, ...messenger])
  return [
    { door: 'loader', bytes: sum(['embed.js']), budget: 1_536, files: ['embed.js'] },
    {
      door: 'page until the launcher is usable',
      bytes: sum(page) + boot,
      budget: 6_144,
      files: [...page, 'boot document'],
    },
    { door: 'engine, at idle', bytes: sum(engineOnly), budget: 20_480, files: engineOnly },
    {
      door: 'opened chat, all included',
      bytes: sum(opened) + boot,
      budget: 43_008,
      files: [...opened, 'boot document'],
    },
    // What follows is paid by pages of sites that have published flows, each step only where it comes to it [FLO3].
    { door: 'with flows, at idle', bytes: sum(flowsOnly), budget: 10_240, files: flowsOnly },
    {
      door: 'what finds elements, with the first hint or tour',
      bytes: sum(found),
      budget: 5_120,
      files: found,
    },
    {
      door: 'a checklist, hint or banner on screen, Preact included',
      bytes: sum(shown),
      budget: 13_824,
      files: shown,
    },
    {
      door: 'of these three, what the chat does not share',
      bytes: sum(own),
      budget: 19_968,
      files: own,
    },
    { door: 'a tour on screen, Shepherd included', bytes: sum(tour), budget: 16_076, files: tour },
    { door: 'Home and Tasks in the messenger', bytes: sum(more), budget: 3_584, files: more },
    // And this by pages of sites that have articles, all but the first once the messenger is open [HLP4].
    { door: 'with articles, at idle', bytes: sum(atIdle), budget: 1_024, files: atIdle },
    { door: 'Help in the messenger', bytes: sum(helped), budget: 8_192, files: helped },
    { door: 'an article on screen', bytes: sum(read), budget: 3_584, files: read },
    { door: 'what searches in the browser', bytes: sum(searched), budget: 6_656, files: searched },
    { door: 'cards and offers of articles in the chat', bytes: sum(chatted), budget: 1_536, files: chatted },
  ]
}

/** Prints the table where this file is run by itself. */
if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const { door, bytes, budget, files } of doorSizes())
    process.stdout.write(
      `${door.padEnd(56)} ${String(bytes).padStart(6)} B of ${String(budget).padStart(6)}   ${files.join(' ')}\n`,
    )
