/**
 * Makes the bundler's own helper copy own names only: on a page whose old library adds to `Object.prototype`, it would
 * take that for an export, and the chunk would throw before its first line [EMB6].
 */
import type { Plugin } from 'vite'

/** The loop of the helper that makes a module's namespace, minified or not; loops of libraries may be given nothing at all. */
const loop = /for\s*\(\s*(?:var|let|const) (\w+) in (\w+)\s*\)(?=[^;]{0,60}\{\s*get:)/g

export const ownNames: Plugin = {
  name: 'docent:own-names',
  enforce: 'post',
  generateBundle(_options, bundle) {
    for (const chunk of Object.values(bundle))
      if (chunk.type === 'chunk' && chunk.code.includes('Symbol.toStringTag'))
        chunk.code = chunk.code.replace(loop, 'for(var $1 of Object.keys($2))')
  },
}
