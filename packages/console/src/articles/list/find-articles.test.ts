import { describe, expect, it } from 'vitest'
import { seededArticles } from '../../testing/seeded-articles.ts'
import {
  type ArticleFilter,
  allArticles,
  findArticles,
  shownTranslation,
  standingOf,
  titleOf,
} from './find-articles.ts'

const rows = seededArticles(Date.UTC(2026, 2, 14), 6).filter(({ archivedAt }) => archivedAt === null)
const keys = (change: Partial<ArticleFilter>): string[] =>
  findArticles(rows, { ...allArticles, ...change }, 'en').map(({ key }) => key)

describe('the list of articles', () => {
  it('shows all, the latest change first', () => {
    expect(keys({})).toEqual([
      'invite-people',
      'change-your-plan',
      'new-prices',
      'invoice-on-paper',
      'members-who-left',
    ])
  })

  it('finds by the words of any language, without their marks', () => {
    expect(keys({ query: 'toolaua' })).toEqual(['invite-people'])
    expect(keys({ query: 'PLAN change' })).toEqual(['change-your-plan'])
    expect(keys({ query: 'roles' })).toEqual(['invite-people'])
    expect(keys({ query: 'nothing like it' })).toEqual([])
  })

  it('[HLP3] knows how an article stands in one language', () => {
    expect(keys({ standing: 'planned' })).toEqual(['new-prices'])
    expect(keys({ standing: 'changed' })).toEqual(['invite-people'])
    expect(keys({ locale: 'et', standing: 'live' })).toEqual(['invite-people'])
    expect(keys({ locale: 'de', standing: 'missing' })).not.toContain('members-who-left')
    expect(keys({ locale: 'de', standing: 'draft' })).toEqual(['members-who-left'])
    const [first] = rows
    if (!first) throw new Error('No article is seeded.')
    expect(standingOf(shownTranslation(first, 'de', 'en'))).toBe('missing')
    expect(titleOf(first, 'de', 'en')).toBe('Invite people to your workspace')
  })

  it('holds to a collection, or to none', () => {
    expect(keys({ collection: 'none' })).toEqual(['invoice-on-paper'])
    expect(keys({ collection: rows[1]?.collectionId ?? '' })).toEqual(['change-your-plan', 'new-prices'])
  })
})
