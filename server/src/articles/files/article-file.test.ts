import { articleLimits } from '@docent/protocol'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readArticleFile, writeArticleFile } from './article-file.ts'
import type { ImportedTranslation } from './imported-translation.ts'

function read(text: string): ImportedTranslation {
  const result = readArticleFile(text, 'en')
  if (!result.ok) throw new Error(JSON.stringify(result.faults))
  return result.file.article
}
const faults = (text: string): readonly string[] => {
  const result = readArticleFile(text, 'en')
  return result.ok ? [] : result.faults.map(({ line, message }) => `${line}: ${message}`)
}

describe('a file', () => {
  it('[HLP7] says all of a translation', () => {
    expect(
      read(
        '---\ntitle: Kuidas?\nslug: kuidas\nlocale: et\ncollection: Algus\ntags: [a, b c]\nkey: how\ntour: t1\ndraft: true\n---\n\n# Tekst\n',
      ),
    ).toEqual({
      title: 'Kuidas?',
      slug: 'kuidas',
      locale: 'et',
      collection: 'Algus',
      tags: ['a', 'b c'],
      key: 'how',
      tour: 't1',
      draft: true,
      body: '# Tekst',
    })
  })

  it('[HLP7] needs a title alone; slug and key follow from it', () => {
    expect(read('---\ntitle: Überweisung & Rückgabe\n---\nText')).toEqual({
      title: 'Überweisung & Rückgabe',
      slug: 'uberweisung-ruckgabe',
      key: 'uberweisung-ruckgabe',
      locale: 'en',
      collection: null,
      tags: [],
      tour: null,
      draft: false,
      body: 'Text',
    })
  })

  it('[HLP7] means the same however an editor wrote it', () => {
    const text =
      '\uFEFF---  \r\ntitle: 1.10\r\nlocale: pt_br\r\ntags: a, b\r\nkey: Getting_Started\r\ntour:\r\n...\r\n\r\nOne\r\nTwo\r\n'
    expect(read(text)).toMatchObject({
      title: '1.10',
      locale: 'pt-BR',
      tags: ['a', 'b'],
      key: 'getting-started',
      tour: null,
      body: 'One\nTwo',
    })
    expect(read('---\ntitle: no\ndraft: No\n---\n')).toMatchObject({ title: 'no', draft: false, body: '' })
  })

  it('[HLP7] keeps what is written behind the front matter, rules and all', () => {
    expect(read('---\ntitle: A\n---\n\n\n  a\n\n---\nb\n\n').body).toBe('\n  a\n\n---\nb\n')
  })

  it('[HLP7] names what it does not know', () => {
    const result = readArticleFile('---\ntitle: A\nauthor: Ada\ndraftt: true\n---\n', 'en')
    expect(result.ok && result.file.unknown).toEqual(['author', 'draftt'])
  })
})

describe('a bad file', () => {
  it('[HLP7] is told with the line of each fault', () => {
    expect(faults('# Only text')).toEqual([expect.stringMatching(/^1: .*front matter/)])
    expect(faults('---\ntitle: A\n\ntext')).toEqual([expect.stringMatching(/^1: .*does not end/)])
    expect(faults('---\nslug: a\n---\n')).toEqual(['1: There is no title. Add "title: …".'])
    expect(faults('---\ntitle: A\nslug: Not One\nlocale: e\ndraft: perhaps\n---\n')).toEqual([
      expect.stringMatching(/^3: .*such as "not-one"/),
      expect.stringMatching(/^4: "e" is no locale/),
      expect.stringMatching(/^5: draft is "perhaps"/),
    ])
    expect(faults('---\ntitle: A\ntags:\n  - a\n  - [b]\n---\n')).toEqual([expect.stringMatching(/^5: Here/)])
    expect(faults(`---\ntitle: ${'x'.repeat(201)}\n---\n`)).toEqual([expect.stringMatching(/^2: .*201/)])
  })

  it('[HLP7] is told where its YAML is none, also where it would grow without end', () => {
    expect(faults('---\ntitle: "A\nslug: a\n---\n')[0]).toMatch(/^[23]: The front matter is no YAML/)
    expect(faults('---\ntitle: A\ntitle: B\n---\n')[0]).toMatch(/^[23]: The front matter is no YAML/)
    expect(faults('---\n- a\n---\n')).toEqual([expect.stringMatching(/^2: .*no list of/)])
    expect(faults('---\na: &a [x]\ntitle: *a\n---\n')).toEqual([expect.stringMatching(/^3: Here/)])
    expect(faults(`---\ntitle: A\nx: ${'x'.repeat(40_000)}\n---\n`)).toEqual([expect.stringMatching(/^1: /)])
    // One line for each, however much of the file is wrong.
    for (const nested of ['['.repeat(20_000), '"'.repeat(20_000), '{a: '.repeat(7_000), ': '.repeat(9_000)])
      expect(faults(`---\ntitle: ${nested}\n---\n`)).toHaveLength(1)
    expect(faults(`---\ntitle: ${'['.repeat(20_000)}\n---\n`)).toEqual([
      '2: The front matter is no YAML: it is nested too deeply.',
    ])
  })
})

const line = (most: number) =>
  fc
    .string({
      unit: fc.oneof(
        fc.constantFrom(...'"\'\n\r\t:#-?&*!|>%@`,[]{} \\\u0085\u2028\uFEFF\0🙂éя'),
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
      ),
      maxLength: 30,
    })
    .map((text) => text.trim().slice(0, most))
    .filter((text) => text !== '' && text.isWellFormed())
const slug = fc.stringMatching(/^[a-zõäя0-9]{1,10}(-[a-z0-9]{1,10}){0,3}$/)
const translation: fc.Arbitrary<ImportedTranslation> = fc.record(
  {
    key: slug,
    locale: fc.constantFrom('en', 'et', 'pt-BR', 'zh-Hant'),
    title: line(articleLimits.titleLength),
    slug,
    body: fc
      .oneof(
        line(500),
        fc.string({ maxLength: 200 }),
        fc.constantFrom('', '\n', '---\n', '\n\n---\na: b\n---\n'),
      )
      .map((body) => body.replaceAll('\r\n', '\n')),
    collection: fc.option(line(articleLimits.titleLength)),
    tags: fc.array(line(60), { maxLength: articleLimits.tags }),
    tour: fc.option(fc.uuid()),
    suggestOn: fc.array(
      line(100).map((path) => `/${path}`),
      { minLength: 1, maxLength: 3 },
    ),
    draft: fc.boolean(),
  },
  { requiredKeys: ['key', 'locale', 'title', 'slug', 'body', 'collection', 'tags', 'tour', 'draft'] },
)

it('[HLP7] reads back what was written, whatever the words', () => {
  fc.assert(
    fc.property(translation, (article) => {
      const text = writeArticleFile(article)
      // As a disk keeps it.
      const kept = new TextDecoder('utf-8', { ignoreBOM: true }).decode(new TextEncoder().encode(text))
      expect(read(kept)).toEqual(article)
      expect(writeArticleFile(read(kept))).toBe(text)
    }),
    { numRuns: 500 },
  )
})
