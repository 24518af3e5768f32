/**
 * What the widget's build puts in the place of packages, for a visitor's bytes: files of ours that do what the widget
 * uses of Socket.IO's stock client and of `uuid`.
 */
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

const packages: Readonly<Record<string, string>> = {
  'socket.io-client': here('./src/lean-socket/io.ts'),
  uuid: here('./src/lean-ids.ts'),
}

export const leanModules: Plugin = {
  name: 'docent:lean-modules',
  enforce: 'pre',
  resolveId: (id) => (Object.hasOwn(packages, id) ? (packages[id] ?? null) : null),
}
