import type { ArticleDetail, ArticleRow } from '@docent/protocol'
import { done, failure } from '@docent/protocol/reply'
import { effect } from '@preact/signals-core'
import { describe, expect, it } from 'vitest'
import { atTheDesk } from '../testing/at-the-desk.ts'

const row = (id: string, views = 0): ArticleRow => ({
  id,
  key: id,
  collectionId: null,
  tags: [],
  tourFlowId: null,
  suggestOn: [],
  translations: [],
  archivedAt: null,
  views,
  helpful: 0,
  unhelpful: 0,
})
const detail = (id: string, change: Partial<ArticleDetail> = {}): ArticleDetail => ({
  ...row(id),
  conversationId: null,
  ...change,
  translations: [],
})

async function withArticles() {
  const desk = await atTheDesk()
  const asked = (command: string) => desk.relay.heard.filter((one) => one.command === command)
  const answer = (command: string, data: object) => desk.relay.answer(command, done(data))
  const page = (ids: readonly string[], more = false) =>
    answer('article:list', { articles: ids.map((id) => row(id)), collections: [], more })
  return { ...desk, asked, answer, page }
}

describe('articles at the desk', () => {
  it('[HLP2] have a list that is fetched while somebody looks', async () => {
    const { clock, agent, asked, page } = await withArticles()
    expect(asked('article:list')).toEqual([])
    page(['1', '2'])
    const undo = effect(() => void agent.articles.list.value)
    await clock.advance(100)
    expect(agent.articles.list.value).toMatchObject({ complete: true, articles: [{ id: '1' }, { id: '2' }] })
    expect(asked('article:list')).toHaveLength(1)
    undo()
  })

  it('[HLP2] ask for what a colleague changed by itself, once for all of it', async () => {
    const { clock, relay, agent, asked, answer, page } = await withArticles()
    page(['1', '3'])
    effect(() => void agent.articles.list.value)
    await clock.advance(100)
    answer('article:show', detail('2', { views: 7 }))
    for (let at = 0; at < 20; at++) relay.push('article:changed', { articleId: '2' })
    await clock.advance(2_000)
    expect(agent.articles.list.value?.articles.map(({ id }) => id)).toEqual(['1', '2', '3'])
    expect(asked('article:show')).toHaveLength(1)
    expect(asked('article:list')).toHaveLength(1)
    // Archived, it leaves this list.
    answer('article:show', detail('2', { archivedAt: 5 }))
    relay.push('article:changed', { articleId: '2' })
    await clock.advance(2_000)
    expect(agent.articles.list.value?.articles.map(({ id }) => id)).toEqual(['1', '3'])
  })

  it('[HLP2] ask for the whole list where many changed', async () => {
    const { clock, relay, agent, asked, page } = await withArticles()
    page(['1'])
    effect(() => void agent.articles.list.value)
    await clock.advance(100)
    page(['1', '2'])
    relay.push('article:changed', { articleId: null })
    await clock.advance(2_000)
    expect(agent.articles.list.value?.articles).toHaveLength(2)
    for (let at = 0; at < 9; at++) relay.push('article:changed', { articleId: `${at}` })
    await clock.advance(2_000)
    expect(asked('article:show')).toEqual([])
    expect(asked('article:list')).toHaveLength(3)
  })

  it('[HLP2] do not ask again where the agent may not read them', async () => {
    const { clock, relay, agent, asked } = await withArticles()
    relay.refuseNext('article:list', { ok: false, error: failure('forbidden', 'No.') })
    effect(() => void agent.articles.list.value)
    await clock.advance(60_000)
    expect(asked('article:list')).toHaveLength(1)
    expect(agent.articles.list.value).toBeNull()
  })

  it('[HLP2] tell whoever has one open that it changed', async () => {
    const { clock, relay, agent } = await withArticles()
    let told = 0
    const undo = agent.articles.onChange('1', () => {
      told += 1
    })
    for (const articleId of ['1', '2', null]) relay.push('article:changed', { articleId })
    await clock.advance(10)
    expect(told).toBe(2)
    undo()
    relay.push('article:changed', { articleId: '1' })
    await clock.advance(10)
    expect(told).toBe(2)
  })
})
