/**
 * The two browser builds of the front door. `embed` makes hashed ES-module chunks, `loader` the small stable script
 * that knows the name of the chunk to begin with; so `embed` is built first.
 */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { UserConfig } from 'vite'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** What every browser that has constructable style sheets and `import()` understands. */
const target = ['chrome105', 'firefox110', 'safari16.4']

export function embedBuild(mode: 'loader' | 'embed'): UserConfig {
  return mode === 'embed' ? chunks() : loader()
}

function chunks(): UserConfig {
  return {
    base: './',
    publicDir: false,
    build: {
      target,
      outDir: here('./dist'),
      emptyOutDir: true,
      manifest: 'manifest.json',
      // Preloading would add <link> elements to a page that is not ours.
      modulePreload: false,
      reportCompressedSize: false,
      rolldownOptions: {
        input: { app: here('./src/app.ts') },
        preserveEntrySignatures: 'strict',
        output: {
          format: 'es',
          entryFileNames: 'chunks/[name]-[hash].js',
          chunkFileNames: 'chunks/[name]-[hash].js',
          assetFileNames: 'chunks/[name]-[hash][extname]',
        },
      },
    },
  }
}

function loader(): UserConfig {
  return {
    publicDir: false,
    define: { __DOCENT_APP__: JSON.stringify(appChunk()) },
    build: {
      target,
      outDir: here('./dist'),
      emptyOutDir: false,
      reportCompressedSize: false,
      rolldownOptions: {
        input: here('./src/loader.ts'),
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
