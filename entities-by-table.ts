/** For the browser builds that read Markdown: it is read without writing markup. */
import type { Plugin } from 'vite'

/**
 * Of two ways to read `&copy;`, browsers are usually given the one that writes it as markup and reads it back: a page's policy
 * may forbid that, and workers have no document. The other one brings a table along.
 */
export const entitiesByTable = (): Plugin => ({
  name: 'docent-entities-by-table',
  enforce: 'pre',
  async resolveId(source, importer) {
    if (source !== 'decode-named-character-reference') return null
    const found = await this.resolve(source, importer, { skipSelf: true })
    return found && { ...found, id: found.id.replace(/index\.dom\.js$/, 'index.js') }
  },
})
