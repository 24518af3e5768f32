/**
 * What the widget's build puts in the place of modules, for a visitor's bytes: a lean client for Socket.IO's stock one,
 * and nothing for what is never used: WebTransport, which no relay of ours offers, and the decoding of binary packets.
 */
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

/** Ends of the names of the modules that are replaced, and what stands in their place. */
const replaced: Readonly<Record<string, string>> = {
  'engine.io-client/build/esm/transports/webtransport.js': 'export class WT {}',
  'engine.io-parser/build/esm/contrib/base64-arraybuffer.js':
    'export const decode = () => { throw new Error("binary packets are not read") }',
}

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
}
