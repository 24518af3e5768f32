/**
 * What the bundler puts around `import()`, made smaller: calls of a function that only calls what it is given, and for each
 * chunk that is fetched a namespace that a chunk of its own had to help with. Getters, as they were: names may come later.
 */
import type { Plugin, Rolldown } from 'vite'

/** Named parts of a chunk, taken out and put together again. */
const parts =
  /__vitePreload\(async \(\) => \{\s*const \{[^{}]*\} = await (import\("[^"]+"\));\s*return \{[^{}]*\};\s*\}, __VITE_PRELOAD__, import\.meta\.url\)/g
/** What the wrapper would preload is nothing: the page is not ours. */
const preloads = /,\s*__VITE_PRELOAD__,\s*import\.meta\.url\)/g
const wrapped = /__vitePreload\(\(\) => (import\("[^"]+"\)(?:\.then\(\((\w+)\) => \2\.\w+\))?)\)/g
const namespace = /__exportAll\(\{([^{}]*)\}\)/g
const getter = /([\w$]+): \(\) => ([\w$]+)/g
const helper = /import \{ \w+ as __exportAll \} from "[^"]+";?/g

/** What wrapped them, once nothing is wrapped any more. */
const wrapper =
  /\b(?:var|let|const) __vitePreload = [^;\n]+;?|, __vitePreload as \w+|__vitePreload as \w+,? ?/g

export const leanImports: Plugin = {
  name: 'docent:lean-imports',
  enforce: 'post',
  renderChunk(code) {
    /** A function is there before the chunk's first line runs; of anything else the value may come later. */
    const named = (_all: string, name: string, from: string): string =>
      new RegExp(`^(?:async )?function ${from.replaceAll('$', '\\$')}\\(`, 'm').test(code)
        ? `${name}: ${from}`
        : `get ${name}() { return ${from} }`
    const lean = code
      .replace(parts, '$1')
      .replace(preloads, ')')
      .replace(wrapped, '$1')
      .replace(namespace, (_all, names: string) => `({${names.replace(getter, named)}})`)
      .replace(helper, '')
    if (lean.includes('__vitePreload('))
      this.error('An import() is wrapped in a way that nothing here unwraps.')
    return { code: lean.replace(wrapper, ''), map: null }
  },
  generateBundle(_options, bundle) {
    const chunks = Object.values(bundle).filter((one): one is Rolldown.OutputChunk => one.type === 'chunk')
    const runtime = chunks.find(({ name }) => name === 'rolldown-runtime')
    const name = runtime?.fileName.split('/').at(-1)
    if (!runtime || !name || chunks.some(({ code }) => code.includes(name))) return
    // Nobody asks for it any more.
    delete bundle[runtime.fileName]
    for (const chunk of chunks) chunk.imports = chunk.imports.filter((file) => file !== runtime.fileName)
  },
}
