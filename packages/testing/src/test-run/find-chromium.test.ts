import { describe, expect, it } from 'vitest'
import { findChromium, type Machine } from './find-chromium.ts'

function machineWith(working: readonly string[], more: Partial<Machine> = {}) {
  const present = new Set(working)
  const said: string[] = []
  const machine: Machine = {
    chosenPath: undefined,
    starts: async (path) => present.has(path),
    playwrightPath: '/cache/chrome',
    isRoot: false,
    isDebian: false,
    installWithApt: async () => Boolean(present.add('/usr/bin/chromium')),
    installWithPlaywright: async () => Boolean(present.add('/cache/chrome')),
    say: (line) => said.push(line),
    ...more,
  }
  return { machine, said }
}

describe('finding a Chromium', () => {
  it('takes the one that was chosen', async () => {
    const { machine } = machineWith(['/opt/mine', '/usr/bin/chromium'], { chosenPath: '/opt/mine' })
    expect(await findChromium(machine)).toEqual({ found: true, path: '/opt/mine' })
  })

  it('does not silently take another than the chosen one', async () => {
    const { machine } = machineWith(['/usr/bin/chromium'], { chosenPath: '/opt/mine' })
    const answer = await findChromium(machine)
    expect(answer).toMatchObject({ found: false, why: expect.stringContaining('/opt/mine') })
  })

  it('looks in the usual places before it installs anything', async () => {
    const { machine, said } = machineWith(['/usr/bin/google-chrome'])
    expect(await findChromium(machine)).toEqual({ found: true, path: '/usr/bin/google-chrome' })
    expect(said).toEqual([])
  })

  it('installs Debian’s as root on Debian', async () => {
    const { machine } = machineWith([], { isRoot: true, isDebian: true })
    expect(await findChromium(machine)).toEqual({ found: true, path: '/usr/bin/chromium' })
  })

  it('asks playwright where apt-get may not or fails', async () => {
    const user = machineWith([], { isDebian: true })
    expect(await findChromium(user.machine)).toEqual({ found: true, path: '/cache/chrome' })
    const root = machineWith([], { isDebian: true, isRoot: true, installWithApt: async () => false })
    expect(await findChromium(root.machine)).toEqual({ found: true, path: '/cache/chrome' })
  })

  it('says what to do when there is none to be had', async () => {
    const { machine } = machineWith([], { installWithPlaywright: async () => false })
    expect(await findChromium(machine)).toMatchObject({
      found: false,
      why: expect.stringContaining('CHROMIUM_PATH'),
    })
  })
})
