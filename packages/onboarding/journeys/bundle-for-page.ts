/** Bundles one module of this package for a page of a test, as the builds of the widget do; nothing is written. */
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { leanShepherd } from '../lean-shepherd.ts'

/** @param entry path of the module beside this file @param minify as it leaves for a customer's page */
export async function bundleForPage(entry: string, minify = false): Promise<string> {
  const made = await build({
    configFile: false,
    logLevel: 'silent',
    plugins: [leanShepherd],
    resolve: { conditions: ['source', 'module', 'browser', 'development|production'] },
    build: {
      write: false,
      minify,
      target: ['chrome120', 'firefox121', 'safari17.4'],
      rolldownOptions: { input: fileURLToPath(new URL(entry, import.meta.url)), output: { format: 'iife' } },
    },
  })
  const output = (Array.isArray(made) ? made : [made]).flatMap((one) => ('output' in one ? one.output : []))
  const chunk = output.find((file) => file.type === 'chunk')
  if (!chunk) throw new Error(`Nothing came of ${entry}.`)
  return chunk.code
}
