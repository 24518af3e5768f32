import { failure, type Reply, type TranslationDetail } from '@docent/protocol'
import { describe, expect, it } from 'vitest'
import { saveAfterMs, tryAgainMs } from '../../saving/self-saving.ts'
import { createDraftSheet, type SheetWords } from './draft-sheet.ts'

const detail = (rev: number, words: Partial<TranslationDetail> = {}): TranslationDetail => ({
  locale: 'en',
  title: 'Plans',
  slug: 'plans',
  body: 'One.',
  rev,
  liveVersion: null,
  changed: false,
  publishAt: null,
  updatedAt: 0,
  updatedBy: 'Linus',
  marks: [],
  versions: [],
  oldSlugs: [],
  ...words,
})

function openSheet(options: { kept?: object } = {}) {
  const timers = new Map<number, () => void>()
  const saves: (SheetWords & { rev: number })[] = []
  const answers: Reply<{ rev: number }>[] = []
  let kept = options.kept ? JSON.stringify(options.kept) : ''
  let looked = 0
  const sheet = createDraftSheet({
    articleId: 'a',
    locale: 'en',
    articles: {
      save: ({ rev, title, slug, body }) => {
        saves.push({ rev, title, slug, body })
        return Promise.resolve(answers.shift() ?? { ok: true, data: { rev: rev + 1 } })
      },
    },
    kept: {
      read: () => Promise.resolve(kept),
      write: (text) => {
        kept = text
      },
    },
    later: (ms, run) => {
      timers.set(ms, run)
      return () => void timers.delete(ms)
    },
    look: () => {
      looked += 1
    },
    onSaved: () => {},
  })
  const turn = () => new Promise<void>((resolve) => setTimeout(resolve))
  const pass = async (ms: number) => {
    await turn()
    timers.get(ms)?.()
    await turn()
  }
  return { sheet, saves, answers, pass, turn, kept: () => kept, looked: () => looked }
}

const refused = (code: 'conflict' | 'unavailable') => ({ ok: false as const, error: failure(code, '') })

describe('a draft', () => {
  it('[HLP2] saves a moment after the last change, from the rev that it was made from', async () => {
    const { sheet, saves, pass, kept } = openSheet()
    sheet.learn(detail(3))
    sheet.edit({ body: 'Two.' })
    sheet.edit({ body: 'Three.' })
    expect(kept()).toContain('Three.')
    await pass(saveAfterMs)
    expect(saves).toEqual([{ rev: 3, title: 'Plans', slug: 'plans', body: 'Three.' }])
    expect(sheet.saving.value.kind).toBe('saved')
    expect(sheet.rev.value).toBe(4)
    expect(kept()).toBe('')
  })

  it('has the address that its title makes until visitors know it', async () => {
    const { sheet } = openSheet()
    sheet.learn(detail(1))
    sheet.edit({ title: 'Plans and prices' })
    expect(sheet.words.value.slug).toBe('plans-and-prices')
    sheet.edit({ slug: 'costs' })
    sheet.edit({ title: 'Prices' })
    expect(sheet.words.value.slug).toBe('costs')
    const known = openSheet().sheet
    const version = { version: 1, title: '', slug: '', publishedAt: 0, publishedBy: null, restoredFrom: null }
    known.learn(detail(1, { versions: [version] }))
    known.edit({ title: 'Prices' })
    expect(known.words.value.slug).toBe('plans')
  })

  it('takes the next free address by itself, as long as nobody chose one', async () => {
    const { sheet, saves, answers, pass } = openSheet()
    sheet.learn(detail(1))
    answers.push({ ok: false, error: failure('bad_request', 'Taken.', { path: 'slug' }) })
    sheet.edit({ title: 'Costs' })
    await pass(saveAfterMs)
    expect(saves.map(({ slug }) => slug)).toEqual(['costs', 'costs-2'])
    expect(sheet.words.value.slug).toBe('costs-2')
  })

  it('[HLP2] leaves the choice where somebody else saved meanwhile', async () => {
    const { sheet, saves, answers, pass, looked } = openSheet()
    sheet.learn(detail(1))
    answers.push(refused('conflict'))
    sheet.edit({ body: 'Mine.' })
    await pass(saveAfterMs)
    expect(looked()).toBe(1)
    sheet.learn(detail(2, { body: 'Theirs.' }))
    expect(sheet.theirs.value).toMatchObject({ rev: 2, body: 'Theirs.', by: 'Linus' })
    sheet.edit({ body: 'Mine, still.' })
    await pass(saveAfterMs)
    expect(saves).toHaveLength(1)
    await sheet.keepMine()
    expect(saves.at(-1)).toMatchObject({ rev: 2, body: 'Mine, still.' })
    expect(sheet.saving.value.kind).toBe('saved')
  })

  it('[HLP2] takes theirs where that is wanted, and where nothing here is unsaved', async () => {
    const { sheet, answers, pass, kept } = openSheet()
    sheet.learn(detail(1))
    sheet.learn(detail(2, { body: 'Newer.' }))
    expect(sheet.words.value.body).toBe('Newer.')
    answers.push(refused('conflict'))
    sheet.edit({ body: 'Mine.' })
    await pass(saveAfterMs)
    sheet.learn(detail(3, { body: 'Theirs.' }))
    sheet.takeTheirs()
    expect(sheet.words.value.body).toBe('Theirs.')
    expect(kept()).toBe('')
  })

  it('[HLP2] tries again what could not be stored, and keeps it meanwhile', async () => {
    const { sheet, saves, answers, pass, kept } = openSheet()
    sheet.learn(detail(1))
    answers.push(refused('unavailable'))
    sheet.edit({ body: 'Two.' })
    await pass(saveAfterMs)
    expect(sheet.saving.value.kind).toBe('unreachable')
    expect(kept()).toContain('Two.')
    await pass(tryAgainMs)
    expect(saves).toHaveLength(2)
    expect(sheet.saving.value.kind).toBe('saved')
  })

  it('[HLP2] goes on with what an earlier visit left behind, and asks where that is older', async () => {
    const left = { title: 'Plans', slug: 'plans', body: 'Left behind.' }
    const same = openSheet({ kept: { rev: 2, ...left } })
    same.sheet.learn(detail(2))
    await same.pass(saveAfterMs)
    expect(same.saves).toEqual([{ rev: 2, ...left }])
    const older = openSheet({ kept: { rev: 1, ...left } })
    older.sheet.learn(detail(2))
    await older.turn()
    expect(older.sheet.saving.value.kind).toBe('conflict')
    expect(older.sheet.words.value.body).toBe('Left behind.')
    expect(older.sheet.theirs.value).toMatchObject({ rev: 2, body: 'One.' })
  })

  it('names what cannot be saved as it is', async () => {
    const { sheet, saves, pass } = openSheet()
    sheet.learn(detail(1))
    sheet.edit({ title: '  ', slug: 'plans' })
    await pass(saveAfterMs)
    expect(sheet.saving.value).toEqual({ kind: 'unfit', unfit: 'title' })
    sheet.edit({ title: 'Plans', slug: 'a--b' })
    await pass(saveAfterMs)
    expect(sheet.saving.value).toEqual({ kind: 'unfit', unfit: 'slug' })
    expect(saves).toEqual([])
  })
})
