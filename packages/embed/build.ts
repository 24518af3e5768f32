/**
 * The browser builds of the front door. `embed` makes hashed ES-module chunks, `loader` the small stable script
 * that knows the name of the chunk to begin with; so `embed` is built first. `builder` makes one file for authors.
 */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { leanShepherd } from '@docent/onboarding/lean-shepherd'
import { minify } from 'terser'
import type { Plugin, UserConfig } from 'vite'
import { entitiesByTable } from '../../entities-by-table.ts'
import { compressed } from './compressed.ts'
import { leanImports } from './lean-imports.ts'
import { leanModules } from './lean-modules.ts'
import { ownNames } from './own-names.ts'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** Browsers of the last two years and more; older ones fail to parse the app and stay without a widget. */
const target = ['chrome120', 'firefox121', 'safari17.4']

/** A second minifier behind the built-in one: slower, and 600 bytes less on every page that opens the messenger. */
const smallest: Plugin = {
  name: 'docent:smallest',
  enforce: 'post',
  async generateBundle(_options, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type !== 'chunk') continue
      const { code } = await minify(chunk.code, {
        ecma: 2020,
        module: true,
        compress: {
          passes: 3,
          pure_getters: true,
          unsafe_arrows: true,
          keep_fargs: false,
          // Turned comparisons compress worse than those that were written.
          lhs_constants: false,
        },
      })
      if (code) chunk.code = code
    }
  },
}

export function embedBuild(mode: 'loader' | 'embed' | 'builder'): UserConfig {
  if (mode === 'builder') return builder()
  return mode === 'embed' ? chunks() : loader()
}

/**
 * Vite wraps each `import()` into a helper that adds <link> elements; the page is not ours, and the helper is larger
 * than the launcher. What is left of it calls what it is given.
 */
const noPreload: Plugin = {
  name: 'docent:no-preload',
  enforce: 'pre',
  resolveId: (id) => (id.includes('vite/preload-helper') ? '\0docent/preload' : null),
  load: (id) => (id === '\0docent/preload' ? 'export const __vitePreload = (load) => load()' : null),
}

/** Parts of the room that are fetched when they are shown; what only they need goes with them. */
const later =
  /\/(?:conversation-list|list-words|preview|waiting-notice|waiting-words|contact-form|tour-card|tour-card-words|consent-screen|fallen-storage)\./

/** What belongs to a chunk, by the ends of the names of its modules. What two chunks share lies with the one that is always there. */
const belongs =
  (...places: readonly RegExp[]) =>
  (id: string): boolean =>
    !later.test(id) && places.some((place) => place.test(id))

const isOfEngine = belongs(
  /\/node_modules\/(?:.*\/)?(?!preact\/)(?:@preact\/signals-core|engine\.io-\w+|@socket\.io|idb-keyval|uuid)\//,
  /\/client\/src\/(?!visitor\/(?:page-facts|flows\/|help\/|interruptions))/,
  /\/protocol\/src\/(?:conversation|limits|reply|version)\./,
  /\/embed\/src\/(?:engine|room-later|builder-later|announce-messages)\./,
  /\/builder\/src\/kept-session\./,
  /\/embed\/src\/lean-(?:socket\/|ids)/,
  // With what tells colours out of a site's brand, and where the focus is: less than a request of its own costs.
  /\/ui\/src\/(?:i18n|messenger-theme|colour|safe-href|focus)\./,
  /rolldown\/runtime/,
)
/** Packing small takes its seconds, and who starts Docent for the first time is not to read a warning about it. */
const checks = { bundlerTimings: false }

/** What every surface is drawn with, be it the messenger, a checklist or a beacon: whichever comes first fetches it. */
const isOfLook = belongs(
  /\/node_modules\/preact\//,
  /\/ui\/src\/(?:text-nodes|inline-nodes|icons?|icon-paths|use-value|foundation)\./,
  /\/embed\/src\/jsx\./,
)
/** What decides over checklists, hints, banners, and who comes first; what draws them, and tours, come when something shows. */
const isOfFlows = belongs(
  /\/client\/src\/visitor\/(?:flows\/|interruptions)/,
  /\/protocol\/src\/flow-run\./,
  /\/onboarding\/src\/(?:attention|on-screen|onboarding\.|page-acts|path-pattern|showings|tab-memory)/,
  /\/onboarding\/src\/(?:banner\/banners|survey\/surveys|checklist\/(?:checklists|progress))\./,
  /\/embed\/src\/(?:flows|fragment|theme-tokens)\./,
)
/** What finds elements of the page: for tours, hints, and items that a click completes. */
const isOfFinder = belongs(
  /\/onboarding\/src\/finder\/(?!describe-target)/,
  /\/onboarding\/src\/tours\/target-patience\./,
)
/** What beacons, rings and a tour's card follow a place on the page with. */
const isOfPlaces = belongs(/\/onboarding\/src\/tours\/(?:follow-rectangle|page-geometry|rectangle)\./)
/** Search, articles and what they are drawn with; the index and its code come when somebody is about to search. */
const isOfHelp = belongs(
  /\/client\/src\/visitor\/help\/(?!in-browser)/,
  /\/packages\/help\/src\/(?!in-browser|in-chat|offers|card|article-card|article-screen|article-words|feedback)/,
  /\/ui\/src\/help-icon-paths\./,
  /\/embed\/src\/help\./,
)
const isOfMessenger = belongs(
  /\/chat\/src\//,
  /\/ui\/src\/(?:avatar|spinner|time)\./,
  /\/embed\/src\/(?:messenger|frame|page-outside|keyboard-room)\./,
)

/** Preact's runtime for JSX builds its nodes a second time by itself; here `createElement` does, which is there anyway. */
const leanJsx: Plugin = {
  name: 'docent:lean-jsx',
  enforce: 'pre',
  resolveId: (id) => (id === 'preact/jsx-runtime' ? here('./src/jsx.ts') : null),
}

function chunks(): UserConfig {
  return {
    plugins: [noPreload, leanModules, leanShepherd, leanJsx, ownNames, leanImports, smallest, compressed],
    base: './',
    publicDir: false,
    build: {
      target,
      reportCompressedSize: false,
      outDir: here('./dist'),
      emptyOutDir: true,
      manifest: 'manifest.json',
      modulePreload: false,
      rolldownOptions: {
        input: { app: here('./src/start.ts') },
        checks,
        preserveEntrySignatures: 'allow-extension',
        output: {
          format: 'es',
          // Six letters tell versions of one file apart; each further one is paid for in every file that names it.
          entryFileNames: 'chunks/[name]-[hash:6].js',
          chunkFileNames: 'chunks/[name]-[hash:6].js',
          assetFileNames: 'chunks/[name]-[hash:6][extname]',
          // One file for each step: what a later step shares with it stays there, or it would be one more round trip.
          codeSplitting: {
            groups: [
              { name: 'engine', test: isOfEngine },
              { name: 'flows', test: isOfFlows },
              { name: 'finder', test: isOfFinder },
              { name: 'places', test: isOfPlaces },
              { name: 'look', test: isOfLook },
              { name: 'help', test: isOfHelp },
              { name: 'messenger', test: isOfMessenger },
            ],
            includeDependenciesRecursively: false,
          },
        },
      },
    },
  }
}

/**
 * The no-code builder, with everything that it stands on in one file: were it built with the chunks, what it shares with
 * them would move, and visitors would pay for what only authors load.
 */
function builder(): UserConfig {
  return {
    plugins: [entitiesByTable(), noPreload, leanShepherd, leanJsx, ownNames, compressed],
    base: './',
    publicDir: false,
    build: {
      target,
      reportCompressedSize: false,
      outDir: here('./dist'),
      emptyOutDir: false,
      modulePreload: false,
      rolldownOptions: {
        input: here('./src/builder.ts'),
        checks,
        preserveEntrySignatures: 'exports-only',
        output: { format: 'es', entryFileNames: 'builder.js', codeSplitting: false },
      },
    },
  }
}

function loader(): UserConfig {
  return {
    plugins: [compressed],
    publicDir: false,
    define: { __DOCENT_APP__: JSON.stringify(appChunk()) },
    build: {
      target,
      reportCompressedSize: false,
      outDir: here('./dist'),
      emptyOutDir: false,
      rolldownOptions: {
        input: here('./src/loader.ts'),
        checks,
        output: { format: 'iife', entryFileNames: 'embed.js' },
      },
    },
  }
}

interface ManifestRow {
  readonly file: string
  readonly isEntry?: boolean
}

/** The path of the first chunk, as the relay serves it below the loader's own folder. */
function appChunk(): string {
  const manifest = JSON.parse(readFileSync(here('./dist/manifest.json'), 'utf8')) as Record<
    string,
    ManifestRow
  >
  const entry = Object.values(manifest).find((row) => row.isEntry)
  if (!entry) throw new Error('Build the chunks first: vite build --mode embed')
  return `embed/${entry.file}`
}
