import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { en } from './en.ts'

const root = join(import.meta.dirname, '..')
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !/\.test\.|^words\/en|^testing\//.test(file))
  .map((file) => readFileSync(join(root, file), 'utf8'))
  .join('\n')

/** Keys made of a part that is only known later, such as `roles.${role}`: each gap stands for one part. */
const made = [...sources.matchAll(/`([\w.]+\.)\$\{[^}`]*\}([\w.]*)`/g)].map(
  ([, before = '', after = '']) => ({
    before,
    after,
  }),
)

const isUsed = (key: string): boolean =>
  sources.includes(`'${key}'`) ||
  made.some(({ before, after }) => {
    if (!key.startsWith(before) || !key.endsWith(after)) return false
    const gap = key.slice(before.length, key.length - after.length)
    return gap !== '' && !gap.includes('.')
  })

describe('the table of words', () => {
  it('has no word that nobody uses', () => {
    expect(Object.keys(en).filter((key) => !isUsed(key))).toEqual([])
  })
})
