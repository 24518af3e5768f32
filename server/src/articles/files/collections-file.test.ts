import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ImportedCollection, readCollectionsFile, writeCollectionsFile } from './collections-file.ts'

const read = (text: string): readonly ImportedCollection[] => {
  const { entries, faults } = readCollectionsFile(text)
  if (faults.length > 0) throw new Error(JSON.stringify(faults))
  return entries.map(({ collection }) => collection)
}
const faults = (text: string): readonly string[] =>
  readCollectionsFile(text).faults.map(({ line, message }) => `${line}: ${message}`)

describe('the list of collections', () => {
  it('[HLP7] says what each is called in every language, and what it is for', () => {
    expect(
      read(
        '\uFEFF- titles:\r\n    en: Basics\r\n    pt_br: " Noções "\r\n  descriptions:\r\n    en: 1.0\r\n- titles: { et: Muu }\r\n',
      ),
    ).toEqual([
      { titles: { en: 'Basics', 'pt-BR': 'Noções' }, descriptions: { en: '1.0' } },
      { titles: { et: 'Muu' }, descriptions: {} },
    ])
    expect(read('')).toEqual([])
  })

  it('[HLP7] is told with the line of each fault, and the others are read', () => {
    const text =
      '- titles:\n    en: Basics\n- titles:\n    english: No\n- Alone\n- titles:\n    en: Basics\n- descriptions:\n    en: None\n- titles:\n    en:\n- titles: [a]\n- titles:\n    et: Hea\n  icon: book\n- titles:\n    et: Muu\n'
    expect(faults(text)).toEqual([
      expect.stringMatching(/^4: "english" is no locale/),
      expect.stringMatching(/^5: This is no collection/),
      expect.stringMatching(/^6: Another collection has the title "Basics" in en/),
      expect.stringMatching(/^8: This collection has no titles/),
      expect.stringMatching(/^11: /),
      expect.stringMatching(/^12: titles are no list of languages/),
      expect.stringMatching(/^15: "icon" means nothing here/),
    ])
    expect(readCollectionsFile(text).entries).toEqual([
      { collection: { titles: { en: 'Basics' }, descriptions: {} }, line: 1 },
      { collection: { titles: { et: 'Muu' }, descriptions: {} }, line: 16 },
    ])
    expect(faults('- titles: {\n')[0]).toMatch(/^[12]: This is no YAML/)
    expect(faults('a: b\n')).toEqual([expect.stringMatching(/^1: This is no list of collections/)])
    expect(faults(`- titles:\n    en: ${'x'.repeat(201)}\n`)).toEqual([expect.stringMatching(/^2: .*200/)])
  })

  it('[HLP7] reads back what was written, whatever the words', () => {
    const words = fc
      .string({
        unit: fc.oneof(
          fc.constantFrom(...'"\'\n\r\t:#-?&*!|>%@`,[]{} \\\u0085\u2028\uFEFF\0🙂éя'),
          fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
        ),
        maxLength: 20,
      })
      .map((text) => text.trim())
      .filter((text) => text !== '' && text.isWellFormed())
    const texts = fc.dictionary(fc.constantFrom('en', 'et', 'pt-BR', 'zh-Hant'), words, {
      noNullPrototype: true,
    })
    const collection = fc.record({ titles: texts, descriptions: texts })
    fc.assert(
      fc.property(fc.array(collection, { maxLength: 4 }), (collections) => {
        const distinct = collections.flatMap(({ titles, descriptions }, at) =>
          Object.keys(titles).length === 0
            ? []
            : [
                {
                  titles: Object.fromEntries(
                    Object.entries(titles).map(([locale, title]) => [locale, `${title}${at}`]),
                  ),
                  descriptions,
                },
              ],
        )
        expect(read(writeCollectionsFile(distinct))).toEqual(distinct)
      }),
      { numRuns: 300 },
    )
  })
})
