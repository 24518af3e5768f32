/** The machine that the tests run on, as the search for a Chromium sees it. */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { chromium } from 'playwright-core'
import type { Machine } from './find-chromium.ts'
import { runCommand } from './run-command.ts'

/** A download of about 150 MB on a slow line. */
const installLimit = 5 * 60_000

export function thisMachine(root: string, say: (line: string) => void): Machine {
  const install = async (command: string, args: readonly string[]) => {
    const result = await runCommand(command, args, { cwd: root, timeLimit: installLimit, live: true })
    return result.exitCode === 0
  }
  const playwrightCli = join(dirname(createRequire(import.meta.url).resolve('playwright-core')), 'cli.js')
  return {
    chosenPath: process.env.CHROMIUM_PATH,
    // Asked for its version, since a path alone may be a stub that only says how to install it.
    starts: (path) =>
      existsSync(path)
        ? new Promise((resolve) =>
            execFile(path, ['--version'], { timeout: 20_000 }, (error) => resolve(!error)),
          )
        : Promise.resolve(false),
    playwrightPath: chromium.executablePath(),
    isRoot: process.getuid?.() === 0,
    isDebian: existsSync('/usr/bin/apt-get'),
    installWithApt: async () =>
      (await install('apt-get', ['update'])) &&
      install('apt-get', ['install', '--yes', '--no-install-recommends', 'chromium']),
    installWithPlaywright: () => install(process.execPath, [playwrightCli, 'install', 'chromium']),
    say,
  }
}
