/** Folders of articles in and out, as the command does it: real files, a real database, no process in between. */
import { execFile } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { writeArticleFile } from '../articles/files/article-file.ts'
import { slugOf } from '../articles/slugs.ts'
import { pngOf } from '../articles/testing/small-pictures.ts'
import { type Config, defaultConfig } from '../config.ts'
import { silentLogger } from '../logger.ts'
import { openLiveRelay } from '../realtime/testing/live-relay.ts'
import { exportArticles } from './articles-export.ts'
import { importArticles } from './articles-import.ts'
import { runAsked } from './commands.ts'
import { openControlSocket } from './control-socket.ts'
import { createDoer, type Doer } from './doer.ts'
import { createScreen } from './screen.ts'

let root: string
let config: Config
let doer: Doer

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'docent-articles-'))
  config = { ...defaultConfig, dataDir: join(root, 'data') }
  doer = createDoer(config)
})
afterEach(async () => {
  await doer.close()
  rmSync(root, { recursive: true })
})

const file = (path: string, content: string | Buffer) => {
  const full = join(root, path)
  mkdirSync(dirname(full), { recursive: true })
  writeFileSync(full, content)
}
const article = (title: string, front = '', body = 'Text.') =>
  `---\ntitle: ${title}\n${front}---\n\n${body}\n`

async function carried(carry: typeof importArticles, dir: string, site = 'shop', isTTY = false) {
  const said = { out: '', err: '' }
  const screen = createScreen(
    { isTTY, write: (text) => (said.out += text) },
    { write: (text) => (said.err += text) },
    () => 0,
  )
  const code = await carry({ ask: doer.ask, site, dir: join(root, dir), screen })
  screen.close()
  return { code, faults: said.err.split('\n').filter((line) => line !== ''), out: said.out }
}
const imported = (dir: string, site?: string) => carried(importArticles, dir, site)
const exported = (dir: string, site?: string) => carried(exportArticles, dir, site)
const last = ({ out }: { readonly out: string }) => out.trimEnd().split('\n').at(-1)
const filesOf = (dir: string) =>
  Object.fromEntries(
    readdirSync(join(root, dir), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [path.slice(join(root, dir).length + 1), readFileSync(path, 'latin1')]),
  )

it('[HLP7] brings in a folder, and changes nothing the second time', async () => {
  file('in/start.md', article('Start', 'slug: start\ncollection: Basics\ntags: [a]\nkey: start\n'))
  file('in/et/algus.md', article('Algus', 'slug: algus\nlocale: et\ncollection: Alused\nkey: start\n'))
  file('in/deep/er/later.md', article('Later', 'draft: true\n', ''))
  const first = await imported('in')
  expect(first.faults).toEqual([])
  expect(first.code).toBe(0)
  expect(last(first)).toBe('Imported into "shop": 3 new, 0 changed, 0 as before, 0 bad.')
  expect(last(await imported('in'))).toContain('0 new, 0 changed, 3 as before')
})

it('[HLP7] gives back what came in, in the same files from then on', async () => {
  file(
    'in/start.md',
    article('Start', 'slug: start\ncollection: Basics\ntags: [a]\nkey: start\n', '![A pier](img/a%20b.png)'),
  )
  file(
    'in/algus.md',
    article('Algus', 'slug: algus\nlocale: et\ncollection: Alused\nkey: start\n', '![Kai](./img/a%20b.png)'),
  )
  file('in/img/a b.png', pngOf(3, 4))
  await imported('in')
  await exported('out')
  const files = filesOf('out')
  expect(Object.keys(files)).toEqual([
    'collections.yaml',
    'en/start.md',
    'et/algus.md',
    expect.stringMatching(/^pictures\/[0-9a-f]{16}\.png$/),
  ])
  expect(files['et/algus.md']).toMatch(
    /collection: Alused\ntags:\n {2}- a\nkey: start\n---\n\n!\[Kai\]\(\.\.\/pictures\//,
  )
  expect(last(await imported('out'))).toContain('2 as before')
  await imported('out', 'elsewhere')
  await exported('out2', 'elsewhere')
  expect(filesOf('out2')).toHaveProperty('et/algus.md')
  await imported('out2', 'shop')
  await exported('out3')
  expect(filesOf('out3')).toEqual(files)
})

it('[HLP7] carries what collections are called and say, and their order', async () => {
  const list =
    '- titles:\n    en: Second\n    et: Teine\n  descriptions:\n    en: Comes first.\n- titles:\n    en: Empty\n- titles:\n    en: First\n'
  file('in/collections.yaml', list)
  file('in/a.md', article('A', 'slug: a\ncollection: First\nkey: a\n'))
  file('in/b.md', article('B', 'slug: b\nlocale: et\ncollection: Teine\nkey: b\n'))
  // Not translated so far: named as it is called in English, which is no Latvian title of it.
  file('in/a-lv.md', article('A', 'slug: a\nlocale: lv\ncollection: First\nkey: a\n'))
  const first = await imported('in')
  expect(first).toMatchObject({ code: 0, faults: [] })
  expect(first.out).toContain('Collections: 3 new, 0 changed, 0 as before.\n')
  expect(first.out).not.toContain('Passed over')
  await exported('out')
  expect(filesOf('out')['collections.yaml']).toBe(list)
  const again = await imported('out')
  expect(again.out).toContain('Collections: 0 new, 0 changed, 3 as before.\n')
  expect(last(again)).toContain('0 new, 0 changed, 3 as before')
  await imported('out', 'elsewhere')
  await exported('out2', 'elsewhere')
  expect(filesOf('out2')).toEqual(filesOf('out'))
})

it('[HLP7] changes of a collection what the list says, and moves no other', async () => {
  file('in/a.md', article('A'))
  file('in/collections.yaml', '- titles: {en: One, et: Üks}\n- titles: {en: Two}\n- titles: {en: Three}\n')
  await imported('in')
  file(
    'in/collections.yaml',
    '- titles: {en: Three}\n- titles: {en: New}\n- titles: {en: One}\n  descriptions: {en: Begin}\n',
  )
  expect((await imported('in')).out).toContain('Collections: 1 new, 2 changed, 0 as before.')
  await exported('out')
  expect(filesOf('out')['collections.yaml']).toBe(
    '- titles:\n    en: Three\n- titles:\n    en: Two\n- titles:\n    en: New\n- titles:\n    en: One\n    et: \xc3\x9cks\n  descriptions:\n    en: Begin\n',
  )
})

describe('bad files', () => {
  it('[HLP7] are also a list of collections that is none', async () => {
    file('in/a.md', article('A', 'collection: Good\n'))
    file('in/collections.yaml', '- titles:\n    en: Good\n- Bad\n')
    const { code, faults, out } = await imported('in')
    expect([code, faults]).toEqual([
      1,
      [expect.stringMatching(/^collections\.yaml:3: This is no collection/)],
    ])
    expect(out).toContain('1 new, 0 changed, 0 as before, 1 bad')
  })

  it('[HLP7] are named with their lines, and the others are in', async () => {
    file('in/good.md', article('Good', 'slug: good\n'))
    file('in/no-front.md', '# Title\n')
    file('in/same.md', article('Same', 'slug: good\n'))
    file('in/latin.md', Buffer.from('---\ntitle: Caf\xe9\n---\n', 'latin1'))
    file('in/tour.md', article('Tour', 'tour: nowhere\n'))
    file('in/picture.md', article('Picture', '', 'Text\n\n![a](none.png)\n![](../../out.png)'))
    file('in/long.md', article('Long', '', 'x'.repeat(60_000)))
    file('in/svg.md', article('Svg', '', '![a](a.svg)'))
    file('in/a.svg', '<svg/>')
    const { code, faults, out } = await imported('in')
    expect(code).toBe(1)
    expect(faults.sort()).toEqual([
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
    file('secret.md', article('Secret'))
    file('secret.png', pngOf(1, 1))
    file('in/good.md', article('Good', '', '![a](linked.png)'))
    symlinkSync(join(root, 'secret.md'), join(root, 'in/link.md'))
    symlinkSync(join(root, 'secret.png'), join(root, 'in/linked.png'))
    symlinkSync(root, join(root, 'in/folder'))
    const { faults } = await imported('in')
    expect(faults).toHaveLength(4)
    expect(faults.join('\n')).toMatch(/good\.md:5: The picture linked\.png lies outside/)
  })

  it('[HLP7] hide no control characters from a terminal', async () => {
    file('in/a\u001b[31m.md', '# No front matter')
    expect((await imported('in')).faults.join('')).not.toContain('\u001b')
  })
})

it('[HLP7] says of a folder that cannot be used how it is', async () => {
  mkdirSync(join(root, 'empty'))
  file('file.md', '')
  expect(await imported('empty')).toMatchObject({
    code: 1,
    faults: [expect.stringContaining('no Markdown file')],
  })
  await expect(imported('nowhere')).rejects.toThrow('There is no folder')
  await expect(imported('file.md')).rejects.toThrow('is a file')
  expect(await exported('out')).toMatchObject({
    code: 1,
    faults: [expect.stringContaining('no site with the key "shop"')],
  })
})

it.runIf(existsSync('/proc/self'))('[HLP7] says where nothing can be written', async () => {
  file('in/a.md', article('A'))
  await imported('in')
  await expect(exported(relative(root, '/proc/none/out'))).rejects.toThrow(/cannot be written/)
})

it('[HLP7] keeps an article where it is, whatever its translations say of collections', async () => {
  for (const [at, name] of ['A', 'B', 'C', 'D', 'E', 'F'].entries())
    for (const [step, locale] of ['en', 'et', 'lv'].entries())
      file(
        `in/${name}-${locale}.md`,
        article(
          name,
          `slug: ${name.toLowerCase()}\nlocale: ${locale}\ncollection: C${(at * 2 + step) % 4}\n`,
        ),
      )
  expect((await imported('in')).code).toBe(0)
  expect(last(await imported('in'))).toContain('0 changed, 18 as before')
})

it('[HLP7] is the same after import, export and import, whatever the words', async () => {
  const words = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
    .filter((text) => text.trim() !== '')
  const hostile = fc.constantFrom(
    '"a": \'b\'',
    'a: b # c',
    '- x',
    '🙂 é',
    'two\nlines',
    '---',
    '%TAG',
    'null',
    '1.0',
    '|',
  )
  const one = fc.record({
    title: fc.oneof(words, hostile),
    body: fc.oneof(words, hostile),
    draft: fc.boolean(),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(one, { minLength: 1, maxLength: 8 }), fc.uuid(), async (all, id) => {
      for (const [at, { title, body, draft }] of all.entries()) {
        const key = `k${at}`
        const whole = {
          key,
          slug: slugOf(key),
          locale: 'en',
          collection: title.trim(),
          tags: [title.trim()],
          tour: null,
          title: title.trim(),
          body,
          draft,
        }
        file(`${id}/in/${at}.md`, writeArticleFile(whole))
      }
      expect(await imported(`${id}/in`, `s-${id}`)).toMatchObject({ code: 0, faults: [] })
      await exported(`${id}/out`, `s-${id}`)
      expect(last(await imported(`${id}/out`, `s-${id}`))).toContain(`${all.length} as before, 0 bad`)
      await imported(`${id}/out`, `t-${id}`)
      await exported(`${id}/again`, `t-${id}`)
      expect(filesOf(`${id}/again`)).toEqual(filesOf(`${id}/out`))
    }),
    { numRuns: 8 },
  )
}, 60_000)

describe('a running relay', () => {
  it('[HLP7] takes the articles itself, tells open pages once, and reads them in their languages', async () => {
    const relay = await openLiveRelay({ dataDir: config.dataDir })
    const { app } = relay
    const services = { ...app, keys: app.siteKeys, url: app.own.url }
    const run = (name: string, input: unknown) => runAsked(services, name, input)
    const control = await openControlSocket({ dataDir: config.dataDir, logger: silentLogger, run })
    const visitor = await relay.visitor()
    for (let at = 0; at < 70; at++)
      file(`in/${at}.md`, article(`Number ${at}`, 'locale: et\n', 'x'.repeat(20_000)))
    expect(await imported('in')).toMatchObject({ code: 0, faults: [] })
    await visitor.hears('help:changed')
    expect(visitor.heard('help:changed').length).toBeLessThanOrEqual(2)
    expect((await fetch(`${relay.url}/help/shop/et/number-7`)).status).toBe(200)
    expect((await exported('out')).out).toContain('70 files')
    await control.close()
    await relay.close()
  }, 60_000)
})

it('[HLP7] shows a bar to those who look on, and a line for each tenth to a log', async () => {
  for (let at = 0; at < 40; at++) file(`in/${at}.md`, article(`Number ${at}`))
  const log = await imported('in')
  expect(log.out.match(/ %/g)).toHaveLength(10)
  const seen = await carried(importArticles, 'in', 'shop', true)
  expect(seen.out).toContain('[##############################] 100 %  40 of 40 files\n')
})

it('[HLP7] is a command that ends with 1 where anything was bad', { timeout: 30_000 }, async () => {
  file('in/good.md', article('Good'))
  file('in/bad.md', 'bad')
  const program = join(import.meta.dirname, 'docent.ts')
  const args = ['--conditions=source', program, 'articles', 'import', join(root, 'in')]
  const env = { ...process.env, DOCENT_DATA: config.dataDir }
  const ended = await new Promise<{ code: unknown; out: string; err: string }>((resolve) =>
    execFile(process.execPath, args, { env }, (error, out, err) =>
      resolve({ code: error?.code ?? 0, out, err }),
    ),
  )
  expect(ended).toMatchObject({ code: 1, err: expect.stringMatching(/^bad\.md:1: /) })
  expect(ended.out).toContain('The site "demo" did not exist: it is made.')
  expect(ended.out).toContain('Imported into "demo": 1 new')
})
