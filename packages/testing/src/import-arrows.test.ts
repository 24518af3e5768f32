import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  circlesOf,
  forbiddenArrows,
  importsIn,
  packageArrows,
  readImports,
  runTimeArrows,
} from './import-arrows.ts'

const house = readImports(join(import.meta.dirname, '../../..'))

describe('who imports whom', () => {
  it('reads the sources at all', () => {
    expect(house.length).toBeGreaterThan(20)
  })

  it('points no arrow the wrong way', () => {
    expect(forbiddenArrows(house)).toEqual([])
  })

  it('closes no circle among files at run time', () => {
    expect(circlesOf(runTimeArrows(house))).toEqual([])
  })

  it('closes no circle among packages', () => {
    expect(circlesOf(packageArrows(house))).toEqual([])
  })
})

describe('the check of arrows', () => {
  const arrow = (from: string, specifier: string) => ({ from, specifier, typeOnly: false })

  it('finds imports in every form, and none in comments', () => {
    const source = `
      import type { A } from './a.ts'
      import b, { c } from './b.ts'
      export * from './d.ts'
      import './e.css'
      const f = await import('./f.ts')
      // import './no.ts'
      /* from './neither.ts' */`
    expect(importsIn('x.ts', source).map(({ specifier, typeOnly }) => [specifier, typeOnly])).toEqual([
      ['./a.ts', true],
      ['./b.ts', false],
      ['./d.ts', false],
      ['./e.css', false],
      ['./f.ts', false],
    ])
  })

  it('refuses a room that imports another, a view that is not one, and a path into a package', () => {
    expect(forbiddenArrows([arrow('packages/chat/src/x.ts', '@docent/help')])).toHaveLength(1)
    expect(forbiddenArrows([arrow('packages/console/src/x.ts', '@docent/chat')])).toHaveLength(1)
    expect(forbiddenArrows([arrow('packages/console/src/x.ts', '@docent/chat/view')])).toEqual([])
    expect(forbiddenArrows([arrow('packages/chat/src/x.ts', '../../client/src/outbox.ts')])).toHaveLength(1)
    expect(forbiddenArrows([arrow('server/src/x.ts', '@docent/client/visitor')])).toHaveLength(1)
  })

  it('lets tests of the relay use the real client', () => {
    expect(forbiddenArrows([arrow('server/src/x.test.ts', '@docent/client/visitor')])).toEqual([])
  })

  it('finds a circle and says its path', () => {
    const circle = runTimeArrows([
      arrow('a/x.ts', './y.ts'),
      arrow('a/y.ts', './z.ts'),
      arrow('a/z.ts', './x.ts'),
    ])
    expect(circlesOf(circle)).toEqual([
      [join('a', 'x.ts'), join('a', 'y.ts'), join('a', 'z.ts'), join('a', 'x.ts')].join(' → '),
    ])
  })
})
