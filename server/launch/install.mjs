// Installs the workspace when it is not installed as the lockfile says. Knows pnpm and its folder, nothing of the relay.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { giveUp, say } from './say.mjs'

const windows = process.platform === 'win32'

/**
 * The Node that the relay and the builds run on, brought by the workspace itself.
 * @param {string} root
 */
export const ownNode = (root) => join(root, 'node_modules/node/bin', windows ? 'node.exe' : 'node')

/** @param {string} root */
export function install(root) {
  if (isInstalled(root)) return
  say('Installing what the workspace needs (only after a change of the lockfile) …')
  const { status, error } = spawnSync('npx', ['--yes', 'pnpm@12', 'install', '--frozen-lockfile'], {
    cwd: root,
    stdio: 'inherit',
    shell: windows,
  })
  if (error || status !== 0)
    giveUp(
      'The install did not succeed; what went wrong stands above. Check the network and the registry, then try again.',
    )
  if (!existsSync(ownNode(root)))
    giveUp('The install brought no Node of its own. Remove the folder node_modules and try again.')
}

/**
 * pnpm keeps a copy of the lockfile that it installed last.
 * @param {string} root
 */
function isInstalled(root) {
  const installed = join(root, 'node_modules/.pnpm/lock.yaml')
  if (!existsSync(installed) || !existsSync(ownNode(root))) return false
  return readFileSync(installed).equals(readFileSync(join(root, 'pnpm-lock.yaml')))
}
