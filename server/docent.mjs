// `npm run docent -- …`: the command line, and `serve`, the relay without its demonstration. Any Node from 18 on runs this file.
import { fileURLToPath } from 'node:url'
import { build } from './launch/build.mjs'
import { install } from './launch/install.mjs'
import { run } from './launch/run.mjs'
import { checkNode } from './launch/say.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const args = process.argv.slice(2)

checkNode()
install(root)
if (args[0] === 'serve') {
  build(root)
  run(root, 'server/src/main.ts', { env: { DOCENT_SEED: process.env.DOCENT_SEED || 'none' } })
} else {
  run(root, 'server/src/cli/docent.ts', { args })
}
