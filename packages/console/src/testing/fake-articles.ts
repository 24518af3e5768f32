/** Articles over memory: answers as the relay would, and lets a test play a colleague. */
import type { AgentArticles, ArticleShelf } from '@docent/client/agent/types'
import {
  type ArticleDetail,
  type ArticleRow,
  type CollectionRow,
  failure,
  type Reply,
  type TranslationDetail,
} from '@docent/protocol'
import { slugOf } from '@docent/protocol/slug'
import { computed, signal } from '@preact/signals'
import { seededArticles, seededCollections } from './seeded-articles.ts'

export interface FakeArticleControls {
  /** A colleague saves a draft. */
  colleagueWrites(articleId: string, locale: string, body: string): void
  detail(articleId: string): ArticleDetail | null
}

type Answer = <T>(call: string, run: () => T) => Promise<Reply<T>>
interface Published {
  readonly version: number | null
  readonly publishAt: number | null
}
type Words = Pick<TranslationDetail, 'title' | 'slug' | 'body'>

export function createFakeArticles(options: {
  now: () => number
  answer: Answer
  empty: boolean
  count: number
}): { articles: AgentArticles; controls: FakeArticleControls } {
  const { now, answer } = options
  const details = signal<readonly ArticleDetail[]>(options.empty ? [] : seededArticles(now(), options.count))
  const collections = signal<readonly CollectionRow[]>(options.empty ? [] : seededCollections)
  const listeners = new Map<string, Set<() => void>>()
  const frozen = new Map<string, Words>()

  const shelf = (archived: boolean) =>
    computed(
      (): ArticleShelf => ({
        articles: details.value.filter(({ archivedAt }) => (archivedAt !== null) === archived).map(rowOf),
        collections: collections.value,
        complete: true,
      }),
    )
  const detailOf = (id: string): ArticleDetail | undefined => details.peek().find((one) => one.id === id)
  const put = (detail: ArticleDetail): void => {
    details.value = details.peek().some(({ id }) => id === detail.id)
      ? details.peek().map((one) => (one.id === detail.id ? detail : one))
      : [...details.peek(), detail]
    for (const listener of listeners.get(detail.id) ?? []) listener()
  }
  const putTranslation = (id: string, locale: string, change: Partial<TranslationDetail>): void => {
    const detail = detailOf(id)
    if (!detail) return
    const before = detail.translations.find((one) => one.locale === locale)
    const next = {
      ...(before ?? emptyTranslation(locale)),
      updatedAt: now(),
      updatedBy: 'Ada Lovelace',
      ...change,
    }
    const others = detail.translations.filter((one) => one.locale !== locale)
    put({ ...detail, translations: [...others, next] })
  }
  const translationOf = (id: string, locale: string): TranslationDetail | undefined =>
    detailOf(id)?.translations.find((one) => one.locale === locale)
  /** What `run` refuses stays refused. */
  const on = async <T>(call: string, run: () => T | Reply<T>): Promise<Reply<T>> => {
    const reply = await answer(call, run)
    if (!reply.ok) return reply
    const inner = reply.data
    return typeof inner === 'object' && inner !== null && 'ok' in inner ? inner : { ok: true, data: inner }
  }
  const gone = { ok: false as const, error: failure('not_found', '') }
  const changed = { ok: false as const, error: failure('conflict', '') }
  const freeze = (id: string, locale: string, restoredFrom: number | null): number => {
    const before = translationOf(id, locale)
    const version = (before?.versions[0]?.version ?? 0) + 1
    const { title = '', slug = '', body = '' } = before ?? {}
    frozen.set(`${id} ${locale} ${version}`, { title, slug, body })
    const row = { version, title, slug, publishedAt: now(), publishedBy: 'Ada Lovelace', restoredFrom }
    putTranslation(id, locale, {
      liveVersion: version,
      changed: false,
      publishAt: null,
      versions: [row, ...(before?.versions ?? [])],
    })
    return version
  }

  const articles: AgentArticles = {
    list: shelf(false),
    archived: shelf(true),
    show: (id) => on(`article ${id}`, (): ArticleDetail | Reply<ArticleDetail> => detailOf(id) ?? gone),
    version: ({ articleId: id, locale, version }) =>
      on(`version ${id} ${version}`, (): Words | Reply<Words> => {
        const { title = '', slug = '', body = '' } = translationOf(id, locale) ?? {}
        const before = body.replace('any number of members', 'up to five members').replace(/^- A new.*$/m, '')
        return frozen.get(`${id} ${locale} ${version}`) ?? { title, slug, body: before }
      }),
    create: ({ articleId: id, locale, title, body, collectionId }) =>
      answer(`create ${title}`, () => {
        const slug = slugOf(title)
        put({ ...emptyArticle(id), key: slug, collectionId })
        putTranslation(id, locale, { title, slug, body, rev: 1 })
        return { rev: 1, key: slug, slug }
      }),
    save: ({ articleId: id, locale, rev, title, slug, body }) =>
      on(`save ${id} ${locale} ${rev}`, (): { rev: number } | Reply<{ rev: number }> => {
        const before = translationOf(id, locale)
        if ((before?.rev ?? 0) !== rev) return changed
        const live = (before?.liveVersion ?? null) !== null
        putTranslation(id, locale, { title, slug, body, rev: rev + 1, changed: live, publishAt: null })
        return { rev: rev + 1 }
      }),
    place: ({ articleId: id, place }) =>
      on(`place ${id}`, () => {
        const detail = detailOf(id)
        if (!detail) return gone
        put({ ...detail, ...place })
        return {}
      }),
    publish: ({ articleId: id, locale, rev, at }) =>
      on(`publish ${id} ${locale} ${rev}`, (): Published | Reply<Published> => {
        const before = translationOf(id, locale)
        if (!before) return gone
        if (before.rev !== rev) return changed
        const mark = before.marks.find(({ text, confirmed }) => !confirmed && before.body.includes(text))
        if (mark && at !== null)
          return {
            ok: false as const,
            error: failure('bad_request', `"${mark.text}" may be of one person.`, { path: 'marks' }),
          }
        if (at === undefined) return { version: freeze(id, locale, null), publishAt: null }
        putTranslation(id, locale, { publishAt: at })
        return { version: before.liveVersion, publishAt: at }
      }),
    withdraw: ({ articleId: id, locale }) =>
      answer(`withdraw ${id} ${locale}`, () => {
        putTranslation(id, locale, { liveVersion: null, changed: false, publishAt: null })
        return {}
      }),
    restore: ({ articleId: id, locale, version }) =>
      answer(`restore ${id} ${version}`, () => {
        const rev = (translationOf(id, locale)?.rev ?? 0) + 1
        putTranslation(id, locale, { ...frozen.get(`${id} ${locale} ${version}`), rev })
        return { version: freeze(id, locale, version), rev }
      }),
    archive: ({ articleId: id, archived }) =>
      answer(`archive ${id} ${archived}`, () => {
        const detail = detailOf(id)
        if (detail) put({ ...detail, archivedAt: archived ? now() : null })
        return {}
      }),
    confirm: ({ articleId: id, locale, texts }) =>
      answer(`confirm ${texts.join(', ')}`, () => {
        const marks = translationOf(id, locale)?.marks ?? []
        putTranslation(id, locale, {
          marks: marks.map((mark) => (texts.includes(mark.text) ? { ...mark, confirmed: true } : mark)),
        })
        return {}
      }),
    saveCollection: ({ collectionId: id, ...row }) =>
      answer(`collection ${id} ${row.position}`, () => {
        const others = collections.peek().filter((one) => one.id !== id)
        collections.value = [...others, { id, ...row }].toSorted((one, two) => one.position - two.position)
        return {}
      }),
    removeCollection: (id) =>
      answer(`remove collection ${id}`, () => {
        collections.value = collections.peek().filter((one) => one.id !== id)
        return {}
      }),
    onChange: (id, listener) => {
      const known = listeners.get(id) ?? new Set()
      listeners.set(id, known.add(listener))
      return () => known.delete(listener)
    },
  }
  return {
    articles,
    controls: {
      detail: (id) => detailOf(id) ?? null,
      colleagueWrites: (id, locale, body) =>
        putTranslation(id, locale, {
          body,
          rev: (translationOf(id, locale)?.rev ?? 0) + 1,
          updatedBy: 'Linus',
        }),
    },
  }
}

const rowOf = ({ conversationId: _conversation, ...detail }: ArticleDetail): ArticleRow => detail

const emptyArticle = (id: string): ArticleDetail => ({
  id,
  key: '',
  collectionId: null,
  tags: [],
  tourFlowId: null,
  suggestOn: [],
  archivedAt: null,
  views: 0,
  helpful: 0,
  unhelpful: 0,
  conversationId: null,
  translations: [],
})

const emptyTranslation = (locale: string): TranslationDetail => ({
  locale,
  title: '',
  slug: '',
  rev: 0,
  liveVersion: null,
  changed: false,
  publishAt: null,
  updatedAt: 0,
  updatedBy: null,
  body: '',
  marks: [],
  versions: [],
  oldSlugs: [],
})
