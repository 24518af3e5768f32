// `npm run build`: builds what browsers load, stale or not. Any Node from 18 on runs this file.
import { fileURLToPath } from 'node:url'
import { build } from './launch/build.mjs'
import { install } from './launch/install.mjs'
import { checkNode } from './launch/say.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))

checkNode()
install(root)
build(root, { force: true })
