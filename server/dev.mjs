// `npm run dev`: the demonstration, rebuilt and restarted at each change of a source. Any Node from 18 on runs this file.
import { spawn } from 'node:child_process'
import { watch } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from './launch/build.mjs'
import { install, ownNode } from './launch/install.mjs'
import { checkNode, say } from './launch/say.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Editors write a file in several steps, and a checkout writes many. Milliseconds. */
const settles = 200

checkNode()
install(root)
build(root)

let relay = startRelay()
let ending = false
/** @type {NodeJS.Timeout | null} */
let timer = null
let mustBuild = false

watchSources('packages', true)
watchSources('server/src', false)
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
  process.on(signal, () => {
    ending = true
    relay.kill('SIGTERM')
    relay.once('exit', () => process.exit(0))
  })

function startRelay() {
  return spawn(ownNode(root), ['--conditions=source', join(root, 'server/src/main.ts')], {
    stdio: 'inherit',
    env: { ...process.env, DOCENT_SEED: process.env.DOCENT_SEED || 'demo' },
  })
}

/** @param {string} folder @param {boolean} isBuilt whether browsers load what is made of it */
function watchSources(folder, isBuilt) {
  watch(join(root, folder), { recursive: true }, (_event, file) => {
    if (file === null || /(^|[\\/])(node_modules|dist)([\\/]|$)|\.test\.tsx?$/.test(file)) return
    mustBuild ||= isBuilt
    if (timer) clearTimeout(timer)
    timer = setTimeout(renew, settles)
  })
}

function renew() {
  timer = null
  if (!mustBuild) return restart()
  mustBuild = false
  // In a process of its own: a build that fails must not end this one, and the old relay serves meanwhile.
  const builder = spawn(process.execPath, [join(root, 'server/build.mjs')], { stdio: 'inherit' })
  builder.once('exit', (code) => (code === 0 ? restart() : say('Waiting for the next change …')))
}

function restart() {
  if (ending) return
  const start = () => {
    if (!ending) relay = startRelay()
  }
  if (relay.exitCode !== null || relay.signalCode !== null) return start()
  relay.once('exit', start)
  relay.kill('SIGTERM')
}
