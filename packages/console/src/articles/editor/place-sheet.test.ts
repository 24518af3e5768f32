import { type ArticlePlace, failure, type Reply } from '@docent/protocol'
import { describe, expect, it } from 'vitest'
import { saveAfterMs, tryAgainMs } from '../../saving/self-saving.ts'
import { createPlaceSheet } from './place-sheet.ts'

const place: ArticlePlace = {
  key: 'plans',
  collectionId: null,
  tags: ['old'],
  tourFlowId: null,
  suggestOn: [],
}

function openSheet({ kept = '' } = {}) {
  const timers = new Map<number, () => void>()
  const saves: ArticlePlace[] = []
  const answers: Reply<Record<string, never>>[] = []
  let text = kept
  const sheet = createPlaceSheet({
    articleId: 'a',
    articles: {
      place: ({ place: sent }) => {
        saves.push(sent)
        return Promise.resolve(answers.shift() ?? { ok: true, data: {} })
      },
    },
    kept: {
      read: () => Promise.resolve(text),
      write: (next) => {
        text = next
      },
    },
    later: (ms, run) => {
      timers.set(ms, run)
      return () => void timers.delete(ms)
    },
  })
  const turn = () => new Promise<void>((resolve) => setTimeout(resolve))
  const pass = async (ms: number) => {
    await turn()
    const run = timers.get(ms)
    timers.delete(ms)
    run?.()
    await turn()
  }
  const elsewhere = (next: string) => {
    text = next
  }
  return { sheet, saves, answers, pass, kept: () => text, elsewhere }
}

const busy: Reply<never> = { ok: false, error: failure('unavailable', '') }

describe('the place of an article', () => {
  it('[HLP2] is kept while it cannot be saved, and saved by itself after', async () => {
    const { sheet, saves, answers, pass, kept } = openSheet()
    sheet.learn(place, 0)
    answers.push(busy)
    sheet.edit({ key: 'prices' })
    await pass(saveAfterMs)
    expect(sheet.saving.value.kind).toBe('unreachable')
    expect(JSON.parse(kept())).toEqual({ key: 'prices' })
    await pass(tryAgainMs)
    expect(saves.at(-1)).toEqual({ ...place, key: 'prices' })
    expect(sheet.saving.value.kind).toBe('saved')
    expect(kept()).toBe('')
  })

  it('[HLP2] goes on with what an earlier visit left behind, and leaves the rest as somebody else made it', async () => {
    const { sheet, saves, pass } = openSheet({ kept: '{"key":"prices"}' })
    sheet.learn({ ...place, tags: ['new'] }, 0)
    await pass(saveAfterMs)
    expect(saves).toEqual([{ ...place, key: 'prices', tags: ['new'] }])
  })

  it('[HLP2] holds what is written over what is heard meanwhile', async () => {
    const { sheet } = openSheet()
    sheet.learn(place, 0)
    sheet.edit({ tags: ['mine'] })
    sheet.learn({ ...place, tags: ['theirs'], suggestOn: ['/new'] }, 0)
    expect(sheet.place.value).toEqual({ ...place, tags: ['mine'], suggestOn: ['/new'] })
  })

  it('[HLP2] passes over what the relay had before the latest save', async () => {
    const { sheet, pass } = openSheet()
    sheet.learn(place, 0)
    const asked = sheet.saves()
    sheet.edit({ key: 'prices' })
    await pass(saveAfterMs)
    sheet.learn(place, asked)
    expect(sheet.place.value?.key).toBe('prices')
    sheet.learn({ ...place, key: 'costs' }, sheet.saves())
    expect(sheet.place.value?.key).toBe('costs')
  })

  it('[HLP2] is tried again after it was left, unless it was opened and changed anew', async () => {
    for (const isChanged of [false, true]) {
      const { sheet, saves, answers, pass, elsewhere } = openSheet()
      sheet.learn(place, 0)
      answers.push(busy, busy)
      sheet.edit({ key: 'prices' })
      sheet.close()
      await pass(0)
      if (isChanged) elsewhere('{"key":"costs"}')
      await pass(tryAgainMs)
      expect(saves).toHaveLength(isChanged ? 1 : 2)
    }
  })

  it('passes over what it cannot read', async () => {
    const { sheet, saves, pass } = openSheet({ kept: '{"tags":7' })
    sheet.learn(place, 0)
    await pass(saveAfterMs)
    expect(saves).toEqual([])
    expect(sheet.place.value).toEqual(place)
  })
})
