// `npm start`: from a fresh checkout to a running relay with its demonstration. Any Node from 18 on runs this file;
// it installs, builds what is stale, and starts `src/main.ts` on the workspace's own Node.
import { fileURLToPath } from 'node:url'
import { build } from './launch/build.mjs'
import { install } from './launch/install.mjs'
import { run } from './launch/run.mjs'
import { checkNode, giveUp } from './launch/say.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const { HOST: host = '', PUBLIC_URL: publicUrl = '', DOCENT_SEED: seed = '' } = process.env

const isHere = (/** @type {string} */ name) =>
  ['', 'localhost', '::1', '[::1]'].includes(name) || /^127\.\d+\.\d+\.\d+$/.test(name)

/** @param {string} address */
function hostnameOf(address) {
  try {
    return new URL(address).hostname
  } catch {
    return ''
  }
}

checkNode()
if (seed === '' && !(isHere(host) && isHere(hostnameOf(publicUrl))))
  giveUp(
    'The demo accounts have a public password, and this relay would be reachable from elsewhere. ' +
      'Say DOCENT_SEED=demo aloud if that is meant, or start without the demo: npm run docent -- serve',
  )
install(root)
build(root)
run(root, 'server/src/main.ts', { env: { DOCENT_SEED: seed || 'demo' } })
