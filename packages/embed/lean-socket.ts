/**
 * Leaves out of Engine.IO's client what a visitor's page never uses, for its bytes: WebTransport, which no relay of
 * ours offers, and the decoding of binary packets, of which there are none.
 */
import type { Plugin } from 'vite'

/** Ends of the names of the modules that are replaced, and what stands in their place. */
const replaced: Readonly<Record<string, string>> = {
  'engine.io-client/build/esm/transports/webtransport.js': 'export class WT {}',
  'engine.io-parser/build/esm/contrib/base64-arraybuffer.js':
    'export const decode = () => { throw new Error("binary packets are not read") }',
}

export const leanSocket: Plugin = {
  name: 'docent:lean-socket',
  enforce: 'pre',
  load: (id) => {
    const path = id.split('?')[0]?.replaceAll('\\', '/') ?? ''
    const name = Object.keys(replaced).find((end) => path.endsWith(end))
    return name === undefined ? null : (replaced[name] ?? null)
  },
}
