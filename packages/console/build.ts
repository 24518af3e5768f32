/** The browser build of the console: one page, hashed assets, one sheet of styles, relative to wherever it is mounted. */
import { fileURLToPath } from 'node:url'
import type { UserConfig } from 'vite'
import { entitiesByTable } from '../../entities-by-table.ts'

const root = fileURLToPath(new URL('.', import.meta.url))

export function consoleBuild(): UserConfig {
  return {
    root,
    base: './',
    publicDir: false,
    plugins: [entitiesByTable()],
    worker: { plugins: () => [entitiesByTable()] },
    build: {
      outDir: 'dist',
      emptyOutDir: true,
      target: 'es2024',
      // Lower targets would have `:dir()` rewritten into a list of languages, which says nothing of a page's direction.
      cssTarget: ['chrome120', 'firefox121', 'safari17'],
      cssCodeSplit: false,
      // Inlined assets and the polyfill's own requests would need more than the page's policy allows.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: {
        // As in the widget's builds: seconds are no reason for a warning at somebody's first start.
        checks: { bundlerTimings: false },
        output: {
          entryFileNames: 'assets/[name]-[hash].js',
          chunkFileNames: 'assets/[name]-[hash].js',
          assetFileNames: 'assets/[name]-[hash][extname]',
        },
      },
    },
  }
}
