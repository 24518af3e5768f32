/** What the command says of folders and files that are no articles, and that all the others are in [HLP7]. */
import { existsSync, mkdirSync, symlinkSync } from 'node:fs'
import { join, relative } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { pngOf } from '../articles/testing/small-pictures.ts'
import { type ArticleFolders, article, openArticleFolders } from './testing/article-folders.ts'

let folders: ArticleFolders
beforeEach(() => {
  folders = openArticleFolders()
})
afterEach(() => folders.close())

describe('bad files', () => {
  it('[HLP7] are also a list of collections that is none', async () => {
    folders.file('in/a.md', article('A', 'collection: Good\n'))
    folders.file('in/collections.yaml', '- titles:\n    en: Good\n- Bad\n')
    const { code, faults, out } = await folders.imported('in')
    expect([code, faults]).toEqual([
      1,
      [expect.stringMatching(/^collections\.yaml:3: This is no collection/)],
    ])
    expect(out).toContain('1 new, 0 changed, 0 as before, 1 bad')
  })

  it('[HLP7] are named with their lines, and the others are in', async () => {
    folders.file('in/good.md', article('Good', 'slug: good\n'))
    folders.file('in/no-front.md', '# Title\n')
    folders.file('in/same.md', article('Same', 'slug: good\n'))
    folders.file('in/latin.md', Buffer.from('---\ntitle: Caf\xe9\n---\n', 'latin1'))
    folders.file('in/tour.md', article('Tour', 'tour: nowhere\n'))
    folders.file('in/picture.md', article('Picture', '', 'Text\n\n![a](none.png)\n![](../../out.png)'))
    folders.file('in/long.md', article('Long', '', 'x'.repeat(60_000)))
    folders.file('in/svg.md', article('Svg', '', '![a](a.svg)'))
    folders.file('in/a.svg', '<svg/>')
    const { code, faults, out } = await folders.imported('in')
    expect(code).toBe(1)
    expect(faults.toSorted()).toEqual([
      expect.stringMatching(/^latin\.md:2: .*UTF-8/),
      expect.stringMatching(/^long\.md:5: .*58\.6 KiB/),
      expect.stringMatching(/^no-front\.md:1: .*front matter/),
      expect.stringMatching(/^picture\.md:7: .*not there/),
      expect.stringMatching(/^picture\.md:8: .*alternative text/),
      expect.stringMatching(/^picture\.md:8: .*outside of the folder/),
      expect.stringMatching(/^same\.md:3: good\.md has the slug "good" in en already/),
      expect.stringMatching(/^svg\.md:5: a\.svg: An SVG/),
      expect.stringMatching(/^tour\.md:3: There is no such tour/),
    ])
    expect(out).toContain('1 new, 0 changed, 0 as before, 7 bad.')
  })

  it('[HLP7] are links that lead out of the folder', async () => {
    folders.file('secret.md', article('Secret'))
    folders.file('secret.png', pngOf(1, 1))
    folders.file('in/good.md', article('Good', '', '![a](linked.png)'))
    symlinkSync(join(folders.root, 'secret.md'), join(folders.root, 'in/link.md'))
    symlinkSync(join(folders.root, 'secret.png'), join(folders.root, 'in/linked.png'))
    symlinkSync(folders.root, join(folders.root, 'in/folder'))
    const { faults } = await folders.imported('in')
    expect(faults).toHaveLength(4)
    expect(faults.join('\n')).toMatch(/good\.md:5: The picture linked\.png lies outside/)
  })

  it('[HLP7] hide no control characters from a terminal', async () => {
    folders.file('in/a\u001b[31m.md', '# No front matter')
    expect((await folders.imported('in')).faults.join('')).not.toContain('\u001b')
  })
})

it('[HLP7] says of a folder that cannot be used how it is', async () => {
  mkdirSync(join(folders.root, 'empty'))
  folders.file('file.md', '')
  expect(await folders.imported('empty')).toMatchObject({
    code: 1,
    faults: [expect.stringContaining('no Markdown file')],
  })
  await expect(folders.imported('nowhere')).rejects.toThrow('There is no folder')
  await expect(folders.imported('file.md')).rejects.toThrow('is a file')
  expect(await folders.exported('out')).toMatchObject({
    code: 1,
    faults: [expect.stringContaining('no site with the key "shop"')],
  })
})

it.runIf(existsSync('/proc/self'))('[HLP7] says where nothing can be written', async () => {
  folders.file('in/a.md', article('A'))
  await folders.imported('in')
  await expect(folders.exported(relative(folders.root, '/proc/none/out'))).rejects.toThrow(
    /cannot be written/,
  )
})
