/**
 * What the widget's build puts in the place of modules, for a visitor's bytes: lean ones for Socket.IO's stock
 * client, its emitter and `uuid`, and little or nothing for what is never used: WebTransport, binary packets, old browsers.
 * Engine.IO is built for a page without `addEventListener`: what it listens to from its load on, nobody could take back.
 */
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

/** Ends of the names of the modules that are replaced, and what stands in their place. */
const replaced: Readonly<Record<string, string>> = {
  'engine.io-client/build/esm/transports/webtransport.js': 'export class WT {}',
  // Polling over `fetch`: a third of Engine.IO's own, which is over `XMLHttpRequest` for the sake of old browsers.
  'engine.io-client/build/esm/transports/polling-xhr.js': `
    import { Polling } from './polling.js'
    export class XHR extends Polling {
      doPoll() {
        this.ask().then((text) => this.onData(text)).catch((cause) => this.onError('poll failed', cause))
      }
      doWrite(body, done) {
        this.ask({ method: 'POST', body }).then(done).catch((cause) => this.onError('post failed', cause))
      }
      async ask(more) {
        const response = await fetch(this.uri(), { ...more, credentials: 'omit' })
        if (!response.ok) throw new Error(response.status)
        return response.text()
      }
    }`,
  // Packets are texts: what a relay of ours never sends is no packet.
  'engine.io-parser/build/esm/encodePacket.browser.js': `
    import { PACKET_TYPES } from './commons.js'
    export const encodePacket = ({ type, data }, _binary, done) => done(PACKET_TYPES[type] + (data || ''))
    export const encodePacketToBinary = null`,
  'engine.io-parser/build/esm/decodePacket.browser.js': `
    import { ERROR_PACKET, PACKET_TYPES_REVERSE } from './commons.js'
    export const decodePacket = (packet) => {
      const text = String(packet)
      const type = PACKET_TYPES_REVERSE[text[0]]
      return type ? { type, data: text.slice(1) } : ERROR_PACKET
    }`,
  // For browsers without `URL`, which cannot read the app anyway.
  'engine.io-client/build/esm/contrib/parseuri.js': `
    export const parse = (address) => {
      const { protocol, hostname, port } = new URL(address)
      return { protocol: protocol.slice(0, -1), host: hostname.replace(/[[\\]]/g, ''), port }
    }`,
}

/** Where Engine.IO listens to the page: as its module loads, which then stays whatever becomes of the widget [EMB4]. */
const listening = /engine\.io-client\/build\/esm\/socket\.js$/

/** Its own checks for such a function then find none, and the minifier drops what they guard. */
const deaf = 'const addEventListener = undefined, removeEventListener = undefined, attachEvent = undefined;\n'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** Packages, and files of ours that do what the widget uses of them. */
const packages: Readonly<Record<string, string>> = {
  'socket.io-client': here('./src/lean-socket/io.ts'),
  '@socket.io/component-emitter': here('./src/lean-socket/emitter.ts'),
  uuid: here('./src/lean-ids.ts'),
}

export const leanModules: Plugin = {
  name: 'docent:lean-modules',
  enforce: 'pre',
  resolveId: (id) => (Object.hasOwn(packages, id) ? (packages[id] ?? null) : null),
  load: (id) => {
    const path = id.split('?')[0]?.replaceAll('\\', '/') ?? ''
    const name = Object.keys(replaced).find((end) => path.endsWith(end))
    return name === undefined ? null : (replaced[name] ?? null)
  },
  transform: (code, id) => (listening.test(id) ? deaf + code : null),
}
