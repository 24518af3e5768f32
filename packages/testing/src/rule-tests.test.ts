import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { listFiles, readFiles } from './house-files.ts'
import { idsIn, rulesIn, titlesIn } from './rule-tests.ts'

const root = join(import.meta.dirname, '../../..')
const rules = rulesIn(readFileSync(join(root, 'docs/spec.md'), 'utf8'))
const files = listFiles(root, ['packages', 'server', 'examples', 'docs'])
/** Its own samples are no tests of rules. */
const sources = readFiles(
  root,
  files.filter((file) => /\.(tsx?|mjs|css|md)$/.test(file) && !file.endsWith('rule-tests.test.ts')),
)
const tests = sources.filter(({ file }) => /\.test\.tsx?$/.test(file))
const carried = tests.flatMap(({ file, text }) =>
  titlesIn(text).flatMap((title) => idsIn(title).map((id) => ({ file, id }))),
)
const carriers = new Set(carried.map(({ id }) => id))

describe('the rules of the specification', () => {
  it('are read at all, and their tests too', () => {
    expect(rules.built.length).toBeGreaterThan(80)
    expect(rules.later.length).toBeGreaterThan(0)
    expect(tests.length).toBeGreaterThan(60)
    expect(carried.length).toBeGreaterThan(300)
  })

  it('belong to a family that a heading names', () => {
    expect([...rules.built, ...rules.later].filter((id) => !rules.families.includes(id.slice(0, 3)))).toEqual(
      [],
    )
  })

  it('are each carried by a test', () => {
    expect(rules.built.filter((id) => !carriers.has(id))).toEqual([])
  })

  it('that are not built yet are carried by none', () => {
    expect(carried.filter(({ id }) => rules.later.includes(id))).toEqual([])
  })

  it('are the only ones that sources and documents name', () => {
    const known = new Set([...rules.built, ...rules.later, ...rules.families])
    const unknown = sources.flatMap(({ file, text }) =>
      idsIn(text)
        .filter((id) => !known.has(id))
        .map((id) => `${file} names ${id}`),
    )
    expect(unknown).toEqual([])
  })
})

describe('the reading of rules and titles', () => {
  it('tells what is built from what is only decided', () => {
    const specification = `# Rules
## Messages [MSG]
- **[MSG1]** A rule that points at [MSG3].
- **[MSG2]** Another.
## Not built yet
- **[MSG2], the rest** Later.
- **[MSG9]** Later.`
    expect(rulesIn(specification)).toEqual({ built: ['MSG1', 'MSG2'], later: ['MSG9'], families: ['MSG'] })
  })

  it('finds the titles of tests in every form, and no others', () => {
    const source = [
      "it('[ABC1] one', () => {})",
      "describe.each(rows)('[ABC2] %s', (row) => {})",
      'test(\n  `[ABC3] three`,\n  async () => {})',
      "  ])('[ABC4] with %j', () => {})",
      "it.skip('[NOT1] skipped', () => {})",
      "it.todo('[NOT2] some day')",
      "// it('[NOT3] put away', () => {})",
      '/** [NOT4] in words */',
      "const name = '[NOT5]'",
    ].join('\n')
    expect(titlesIn(source).flatMap(idsIn)).toEqual(['ABC1', 'ABC2', 'ABC3', 'ABC4'])
  })
})
