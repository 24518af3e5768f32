/**
 * Finds a Chromium for the journeys, and brings one where none is there and it may.
 * Knows nothing of tests; the machine is passed in, so that every kind of machine can be tried.
 */

export interface Machine {
  /** `CHROMIUM_PATH`, where somebody said it. */
  readonly chosenPath: string | undefined
  /** True when the program there starts and says its version. */
  starts(path: string): Promise<boolean>
  /** Where playwright keeps its own, whether it is there or not. */
  readonly playwrightPath: string
  readonly isRoot: boolean
  /** True where there is an apt-get. */
  readonly isDebian: boolean
  installWithApt(): Promise<boolean>
  installWithPlaywright(): Promise<boolean>
  say(line: string): void
}

export type FoundChromium =
  | { readonly found: true; readonly path: string }
  | { readonly found: false; readonly why: string }

/** In the order in which they are tried, after the chosen one. */
export const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
] as const

export async function findChromium(machine: Machine): Promise<FoundChromium> {
  if (machine.chosenPath !== undefined && machine.chosenPath !== '') {
    return (await machine.starts(machine.chosenPath))
      ? { found: true, path: machine.chosenPath }
      : { found: false, why: `CHROMIUM_PATH is ${machine.chosenPath}, which does not start` }
  }
  const present = await firstThatStarts(machine)
  if (present !== null) return { found: true, path: present }

  if (machine.isDebian && machine.isRoot) {
    machine.say('No Chromium here: installing Debian’s with apt-get.')
    if (!(await machine.installWithApt())) machine.say('apt-get could not install it.')
    const installed = await firstThatStarts(machine)
    if (installed !== null) return { found: true, path: installed }
  }
  machine.say('No Chromium here: installing the one that playwright brings.')
  if (!(await machine.installWithPlaywright())) machine.say('playwright could not install it.')
  const installed = await firstThatStarts(machine)
  if (installed !== null) return { found: true, path: installed }
  return {
    found: false,
    why: 'no Chromium starts on this machine and none could be installed; set CHROMIUM_PATH to one',
  }
}

async function firstThatStarts(machine: Machine): Promise<string | null> {
  for (const path of [...usualPlaces, machine.playwrightPath]) {
    if (await machine.starts(path)) return path
  }
  return null
}
