/**
 * What the widget's build puts in the place of modules, for a visitor's bytes: a lean client for Socket.IO's stock one,
 * and nothing for what is never used: WebTransport, which no relay of ours offers, and the decoding of binary packets.
 * Engine.IO is built for a page without `addEventListener`: what it listens to from its load on, nobody could take back.
 */
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

/** Ends of the names of the modules that are replaced, and what stands in their place. */
const replaced: Readonly<Record<string, string>> = {
  'engine.io-client/build/esm/transports/webtransport.js': 'export class WT {}',
  'engine.io-parser/build/esm/contrib/base64-arraybuffer.js':
    'export const decode = () => { throw new Error("binary packets are not read") }',
}

/** Where Engine.IO listens to the page: two calls as its modules load, which then stay whatever becomes of the widget [EMB4]. */
const listening = /engine\.io-client\/build\/esm\/(?:socket|transports\/polling-xhr)\.js$/

/** Its own checks for such a function then find none, and the minifier drops what they guard. */
const deaf = 'const addEventListener = undefined, removeEventListener = undefined, attachEvent = undefined;\n'

const leanClient = fileURLToPath(new URL('./src/lean-socket/io.ts', import.meta.url))

export const leanModules: Plugin = {
  name: 'docent:lean-modules',
  enforce: 'pre',
  resolveId: (id) => (id === 'socket.io-client' ? leanClient : null),
  load: (id) => {
    const path = id.split('?')[0]?.replaceAll('\\', '/') ?? ''
    const name = Object.keys(replaced).find((end) => path.endsWith(end))
    return name === undefined ? null : (replaced[name] ?? null)
  },
  transform: (code, id) => (listening.test(id) ? deaf + code : null),
}
