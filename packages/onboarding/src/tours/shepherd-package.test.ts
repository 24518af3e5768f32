// @vitest-environment node
/** Which Shepherd is installed. From version 14 on it is AGPL, and 13.0.3 brings an install script that reports to its maker. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { lean } from '../../lean-shepherd.ts'

const room = join(import.meta.dirname, '../..')
const root = join(room, '../..')

/** The package forbids reading its own description, so it is looked for from its entry upwards. */
function installed(): { readonly version: string; readonly license: string; readonly dependencies: object } {
  let folder = dirname(createRequire(import.meta.url).resolve('shepherd.js'))
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder)
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
}

describe('[FLO13] Shepherd as it is installed', () => {
  it('is 13.0.1, under the MIT license', () => {
    const { version, license } = installed()
    expect(version).toBe('13.0.1')
    expect(license).toBe('MIT')
    expect(Number(version.split('.')[0])).toBeLessThan(14)
  })

  it('reports to nobody: scarf is neither a dependency nor in the lockfile', () => {
    expect(Object.keys(installed().dependencies).filter((name) => name.includes('scarf'))).toEqual([])
    expect(readFileSync(join(root, 'pnpm-lock.yaml'), 'utf8')).not.toMatch(/scarf/i)
  })

  it('[EMB10] leaves each part out of the builds that stands there to be left out, and the rest as it is', () => {
    const whole = readFileSync(
      createRequire(import.meta.url)
        .resolve('shepherd.js')
        .replace(/cjs.*/, 'esm/shepherd.mjs'),
      'utf8',
    )
    const left = lean(whole)
    expect(left).toContain('function setupTooltip(step) { step.target =')
    expect(left).toContain('class Tour extends Evented')
    expect(() => lean(left)).toThrow('is it 13.0.1?')
  })

  it('is known to one file', () => {
    const knows = readdirSync(join(room, 'src'), { recursive: true, encoding: 'utf8' }).filter(
      (name) =>
        /\.tsx?$/.test(name) &&
        !name.endsWith('.test.ts') &&
        /from 'shepherd\.js/.test(readFileSync(join(room, 'src', name), 'utf8')),
    )
    expect(knows).toEqual([join('tours', 'shepherd-renderer.ts')])
  })
})
