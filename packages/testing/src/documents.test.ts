import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { brokenLinks, unknownPaths } from './documents.ts'
import { listFiles, readFiles } from './house-files.ts'

const root = join(import.meta.dirname, '../../..')
const top = readdirSync(root, { withFileTypes: true })
const files = new Set([
  ...listFiles(root, ['packages', 'server', 'examples', 'docs']),
  ...top.filter((entry) => entry.isFile()).map(({ name }) => name),
])
// Articles of the demonstration are what a site would write: their one picture is drawn as they are imported.
const articles = 'server/demo-articles/'
const documents = readFiles(
  root,
  [...files].filter((file) => file.endsWith('.md') && !file.startsWith(articles)),
)

describe('the documents', () => {
  it('are read at all', () => {
    expect(documents.map(({ file }) => file)).toEqual(
      expect.arrayContaining(['README.md', 'docs/README.md', 'docs/spec.md', 'packages/testing/README.md']),
    )
  })

  it('link to files and headings that are there', () => {
    expect(brokenLinks(documents, files)).toEqual([])
  })

  it('name files that are there', () => {
    expect(unknownPaths(documents, files)).toEqual([])
  })
})

describe('the check of documents', () => {
  const known = new Set(['docs/a.md', 'packages/client/src/outbox.ts'])
  const document = (text: string) => [{ file: 'docs/a.md', text }]

  it('finds a link to nothing, and to a heading that is not there', () => {
    const text =
      '# One thing\n[a](b.md) [b](#one-thing) [c](a.md#two) [d](https://example.com/x.md) [e](../packages/)'
    expect(brokenLinks(document(text), known)).toEqual([
      'docs/a.md links to b.md, which is not there',
      'docs/a.md links to a.md#two, which has no such heading',
    ])
  })

  it('knows a file by each way of writing its path, and no other', () => {
    const text =
      '`packages/client/src/outbox.ts` `client/outbox.ts` `outbox.ts` `x.store.ts` `DIR/b.yaml` `server/outbox.ts`\n```\n`no.ts`\n```'
    expect(unknownPaths(document(text), known)).toEqual([
      'docs/a.md names server/outbox.ts, which is not there',
    ])
  })
})
