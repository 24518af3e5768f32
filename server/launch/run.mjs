// Runs a program of the relay on the workspace's own Node, passes signals on, and ends as it ends.
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { join } from 'node:path'
import { ownNode } from './install.mjs'
import { giveUp } from './say.mjs'

/**
 * @param {string} root
 * @param {string} program relative to the root
 * @param {{ args?: readonly string[], nodeArgs?: readonly string[], env?: Record<string, string> }} [options]
 */
export function run(root, program, { args = [], nodeArgs = [], env = {} } = {}) {
  // In the folder in which it was called: DOCENT_DATA and files of backups are named from there.
  const child = spawn(ownNode(root), ['--conditions=source', ...nodeArgs, join(root, program), ...args], {
    stdio: 'inherit',
    env: { ...process.env, ...env },
  })
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => {
      // Ctrl+C in a terminal reaches the whole group, the child included; a second one would cut its goodbye short.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
    })
  }
  child.on('error', (error) => giveUp(`The program could not be started: ${error.message}`))
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + (signal ? constants.signals[signal] : 0)
  })
}
