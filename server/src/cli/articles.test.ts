/** Folders of articles in and out, as the command does it: real files, a real database, no process in between. */
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { writeArticleFile } from '../articles/files/article-file.ts'
import { slugOf } from '../articles/slugs.ts'
import { pngOf } from '../articles/testing/small-pictures.ts'
import { silentLogger } from '../logger.ts'
import { openLiveRelay } from '../realtime/testing/live-relay.ts'
import { runAsked } from './commands.ts'
import { openControlSocket } from './control-socket.ts'
import { type ArticleFolders, article, last, openArticleFolders } from './testing/article-folders.ts'

let folders: ArticleFolders
beforeEach(() => {
  folders = openArticleFolders()
})
afterEach(() => folders.close())

it('[HLP7] brings in a folder, and changes nothing the second time', async () => {
  folders.file('in/start.md', article('Start', 'slug: start\ncollection: Basics\ntags: [a]\nkey: start\n'))
  folders.file(
    'in/et/algus.md',
    article('Algus', 'slug: algus\nlocale: et\ncollection: Alused\nkey: start\n'),
  )
  folders.file('in/deep/er/later.md', article('Later', 'draft: true\n', ''))
  const first = await folders.imported('in')
  expect(first.faults).toEqual([])
  expect(first.code).toBe(0)
  expect(last(first)).toBe('Imported into "shop": 3 new, 0 changed, 0 as before, 0 bad.')
  expect(last(await folders.imported('in'))).toContain('0 new, 0 changed, 3 as before')
})

it('[HLP7] gives back what came in, in the same files from then on', async () => {
  folders.file(
    'in/start.md',
    article('Start', 'slug: start\ncollection: Basics\ntags: [a]\nkey: start\n', '![A pier](img/a%20b.png)'),
  )
  folders.file(
    'in/algus.md',
    article('Algus', 'slug: algus\nlocale: et\ncollection: Alused\nkey: start\n', '![Kai](./img/a%20b.png)'),
  )
  folders.file('in/img/a b.png', pngOf(3, 4))
  await folders.imported('in')
  await folders.exported('out')
  const files = folders.filesOf('out')
  expect(Object.keys(files)).toEqual([
    'collections.yaml',
    'en/start.md',
    'et/algus.md',
    expect.stringMatching(/^pictures\/[0-9a-f]{16}\.png$/),
  ])
  expect(files['et/algus.md']).toMatch(
    /collection: Alused\ntags:\n {2}- a\nkey: start\n---\n\n!\[Kai\]\(\.\.\/pictures\//,
  )
  expect(last(await folders.imported('out'))).toContain('2 as before')
  await folders.imported('out', 'elsewhere')
  await folders.exported('out2', 'elsewhere')
  expect(folders.filesOf('out2')).toHaveProperty('et/algus.md')
  await folders.imported('out2', 'shop')
  await folders.exported('out3')
  expect(folders.filesOf('out3')).toEqual(files)
})

it('[HLP7] carries what collections are called and say, and their order', async () => {
  const list =
    '- titles:\n    en: Second\n    et: Teine\n  descriptions:\n    en: Comes first.\n- titles:\n    en: Empty\n- titles:\n    en: First\n'
  folders.file('in/collections.yaml', list)
  folders.file('in/a.md', article('A', 'slug: a\ncollection: First\nkey: a\n'))
  folders.file('in/b.md', article('B', 'slug: b\nlocale: et\ncollection: Teine\nkey: b\n'))
  // Not translated so far: named as it is called in English, which is no Latvian title of it.
  folders.file('in/a-lv.md', article('A', 'slug: a\nlocale: lv\ncollection: First\nkey: a\n'))
  const first = await folders.imported('in')
  expect(first).toMatchObject({ code: 0, faults: [] })
  expect(first.out).toContain('Collections: 3 new, 0 changed, 0 as before.\n')
  expect(first.out).not.toContain('Passed over')
  await folders.exported('out')
  expect(folders.filesOf('out')['collections.yaml']).toBe(list)
  const again = await folders.imported('out')
  expect(again.out).toContain('Collections: 0 new, 0 changed, 3 as before.\n')
  expect(last(again)).toContain('0 new, 0 changed, 3 as before')
  await folders.imported('out', 'elsewhere')
  await folders.exported('out2', 'elsewhere')
  expect(folders.filesOf('out2')).toEqual(folders.filesOf('out'))
})

it('[HLP7] changes of a collection what the list says, and moves no other', async () => {
  folders.file('in/a.md', article('A'))
  folders.file(
    'in/collections.yaml',
    '- titles: {en: One, et: Üks}\n- titles: {en: Two}\n- titles: {en: Three}\n',
  )
  await folders.imported('in')
  folders.file(
    'in/collections.yaml',
    '- titles: {en: Three}\n- titles: {en: New}\n- titles: {en: One}\n  descriptions: {en: Begin}\n',
  )
  expect((await folders.imported('in')).out).toContain('Collections: 1 new, 2 changed, 0 as before.')
  await folders.exported('out')
  expect(folders.filesOf('out')['collections.yaml']).toBe(
    '- titles:\n    en: Three\n- titles:\n    en: Two\n- titles:\n    en: New\n- titles:\n    en: One\n    et: \xc3\x9cks\n  descriptions:\n    en: Begin\n',
  )
})

it('[HLP7] keeps an article where it is, whatever its translations say of collections', async () => {
  for (const [at, name] of ['A', 'B', 'C', 'D', 'E', 'F'].entries())
    for (const [step, locale] of ['en', 'et', 'lv'].entries())
      folders.file(
        `in/${name}-${locale}.md`,
        article(
          name,
          `slug: ${name.toLowerCase()}\nlocale: ${locale}\ncollection: C${(at * 2 + step) % 4}\n`,
        ),
      )
  expect((await folders.imported('in')).code).toBe(0)
  expect(last(await folders.imported('in'))).toContain('0 changed, 18 as before')
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
        folders.file(`${id}/in/${at}.md`, writeArticleFile(whole))
      }
      expect(await folders.imported(`${id}/in`, `s-${id}`)).toMatchObject({ code: 0, faults: [] })
      await folders.exported(`${id}/out`, `s-${id}`)
      expect(last(await folders.imported(`${id}/out`, `s-${id}`))).toContain(`${all.length} as before, 0 bad`)
      await folders.imported(`${id}/out`, `t-${id}`)
      await folders.exported(`${id}/again`, `t-${id}`)
      expect(folders.filesOf(`${id}/again`)).toEqual(folders.filesOf(`${id}/out`))
    }),
    { numRuns: 8 },
  )
}, 60_000)

describe('a running relay', () => {
  it('[HLP7] takes the articles itself, tells open pages once, and reads them in their languages', async () => {
    const relay = await openLiveRelay({ dataDir: folders.config.dataDir })
    const { app } = relay
    const services = { ...app, keys: app.siteKeys, url: app.own.url }
    const run = (name: string, input: unknown) => runAsked(services, name, input)
    const control = await openControlSocket({ dataDir: folders.config.dataDir, logger: silentLogger, run })
    const visitor = await relay.visitor()
    for (let at = 0; at < 70; at++)
      folders.file(`in/${at}.md`, article(`Number ${at}`, 'locale: et\n', 'x'.repeat(20_000)))
    expect(await folders.imported('in')).toMatchObject({ code: 0, faults: [] })
    await visitor.hears('help:changed')
    expect(visitor.heard('help:changed').length).toBeLessThanOrEqual(2)
    expect((await fetch(`${relay.url}/help/shop/et/number-7`)).status).toBe(200)
    expect((await folders.exported('out')).out).toContain('70 files')
    await control.close()
    await relay.close()
  }, 60_000)
})

it('[HLP7] shows a bar to those who look on, and a line for each tenth to a log', async () => {
  for (let at = 0; at < 40; at++) folders.file(`in/${at}.md`, article(`Number ${at}`))
  const log = await folders.imported('in')
  expect(log.out.match(/ %/g)).toHaveLength(10)
  const seen = await folders.watched('in')
  expect(seen.out).toContain('[##############################] 100 %  40 of 40 files\n')
})

it('[HLP7] is a command that ends with 1 where anything was bad', { timeout: 30_000 }, async () => {
  folders.file('in/good.md', article('Good'))
  folders.file('in/bad.md', 'bad')
  const program = join(import.meta.dirname, 'docent.ts')
  const args = ['--conditions=source', program, 'articles', 'import', join(folders.root, 'in')]
  const env = { ...process.env, DOCENT_DATA: folders.config.dataDir }
  const ended = await new Promise<{ code: unknown; out: string; err: string }>((resolve) =>
    execFile(process.execPath, args, { env }, (error, out, err) =>
      resolve({ code: error?.code ?? 0, out, err }),
    ),
  )
  expect(ended).toMatchObject({ code: 1, err: expect.stringMatching(/^bad\.md:1: /) })
  expect(ended.out).toContain('The site "demo" did not exist: it is made.')
  expect(ended.out).toContain('Imported into "demo": 1 new')
})
