/** Drafts that are published by themselves, when their time has come. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { operator } from '../../agents/actor.ts'
import { type ArticleDesk, codeOf, day, en, given, openArticleDesk } from '../testing/article-desk.ts'

let desk: ArticleDesk
beforeEach(async () => {
  desk = await openArticleDesk()
})
afterEach(() => desk.close())

describe('a plan', () => {
  const plan = (articleId: string, at: number | null, rev = 1) =>
    desk.publishing.publish(desk.susan, { ...en(articleId), rev, at })

  it('[HLP1] publishes the draft when its time has come, also after a restart', async () => {
    const articleId = await desk.drafted(desk.ada)
    const at = desk.clock.now() + day
    expect(given(await plan(articleId, at))).toEqual({ version: null, publishAt: at })
    await desk.publishing.publishDue()
    expect(await desk.translation(desk.ada, articleId)).toMatchObject({ liveVersion: null, publishAt: at })
    desk.pass(day)
    await desk.openLibrary().publishing.publishDue()
    expect(await desk.translation(desk.ada, articleId)).toMatchObject({
      liveVersion: 1,
      publishAt: null,
      versions: [{ publishedBy: 'Amir' }],
    })
    expect(await desk.publishing.nextDue()).toBeNull()
  })

  it('[HLP1] begins at once where the time has passed already', async () => {
    const articleId = await desk.drafted(desk.ada)
    expect(given(await plan(articleId, desk.clock.now()))).toEqual({ version: 1, publishAt: null })
  })

  it('[HLP1] is taken back by whoever says so, and by another draft', async () => {
    const articleId = await desk.drafted(desk.ada)
    const at = desk.clock.now() + day
    given(await plan(articleId, at))
    expect(given(await plan(articleId, null))).toEqual({ version: null, publishAt: null })
    given(await plan(articleId, at))
    const words = { title: 'Refunds', slug: 'refunds', body: 'What nobody agreed to.' }
    given(await desk.articles.save(desk.ada, { ...en(articleId), rev: 1, ...words }))
    desk.pass(day)
    await desk.publishing.publishDue()
    expect(await desk.translation(desk.ada, articleId)).toMatchObject({ liveVersion: null, publishAt: null })
  })

  it('[HLP1] says now what is missing, and later writes down why nothing came of it', async () => {
    const empty = await desk.drafted(desk.ada, { title: 'Empty', body: '' })
    const at = desk.clock.now() + day
    expect(codeOf(await plan(empty, at))).toBe('bad_request')
    const planned = await desk.drafted(desk.ada)
    given(await plan(planned, at))
    // Made by hand: somebody else got the address meanwhile.
    const thief = await desk.live(desk.susan, { title: 'Thief' })
    await desk.storage.writes.transaction((trx) =>
      trx
        .insertInto('article_slugs')
        .values({ site_id: desk.shop.id, locale: 'en', slug: 'refunds', article_id: thief, since: 0 })
        .execute(),
    )
    desk.pass(day)
    await desk.publishing.publishDue()
    expect(await desk.translation(desk.ada, planned)).toMatchObject({ liveVersion: null, publishAt: null })
    const [line] = await desk.audits('article.not_published')
    expect(line?.detail).toContain('Thief')
  })

  it('[HLP2] of who may publish no more comes to nothing, and the audit says why', async () => {
    const { accounts, amir, ada, shop } = desk
    const at = desk.clock.now() + day
    const [demoted, gone] = [await desk.drafted(ada), await desk.drafted(ada, { title: 'Prices' })]
    given(await accounts.join(operator, { siteId: shop.id, agentId: ada.agentId, role: 'supervisor' }))
    const wasSupervisor = { ...ada, role: 'supervisor' as const }
    given(await desk.publishing.publish(wasSupervisor, { ...en(demoted), rev: 1, at }))
    given(await plan(gone, at))
    given(await accounts.join(operator, { siteId: shop.id, agentId: ada.agentId, role: 'agent' }))
    given(await accounts.setDisabled(operator, amir.agentId, true))
    desk.pass(day)
    await desk.publishing.publishDue()
    for (const articleId of [demoted, gone])
      expect(await desk.translation(ada, articleId)).toMatchObject({ liveVersion: null, publishAt: null })
    const lines = await desk.audits('article.not_published')
    expect(lines.map(({ detail }) => detail)).toEqual([
      expect.stringContaining('may not publish'),
      expect.stringContaining('may not publish'),
    ])
    expect(await desk.publishing.nextDue()).toBeNull()
  })

  it('[HLP1] that is taken back while others are being published stays taken back', async () => {
    const at = desk.clock.now() + day
    const [first, second] = [await desk.drafted(desk.ada), await desk.drafted(desk.ada, { title: 'Prices' })]
    given(await plan(first, at))
    given(await plan(second, at + 1))
    desk.pass(day + 1)
    const withdrawn: Promise<unknown>[] = []
    desk.library.onChanged((_siteId, { articleId }) => {
      if (articleId === first) withdrawn.push(desk.publishing.withdraw(desk.susan, en(second)))
    })
    await desk.publishing.publishDue()
    await Promise.all(withdrawn)
    expect(withdrawn).toHaveLength(1)
    expect(await desk.translation(desk.ada, first)).toMatchObject({ liveVersion: 1 })
    expect(await desk.translation(desk.ada, second)).toMatchObject({
      liveVersion: null,
      publishAt: null,
      versions: [],
    })
  })
})
