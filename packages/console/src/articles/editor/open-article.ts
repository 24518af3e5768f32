/**
 * One article while it is on screen: what the relay has of it, a draft for each language, what all languages share, and
 * what reaches visitors. Knows no fields and no screen.
 */
import type { AgentArticles, Drafts } from '@docent/client/agent/types'
import type { ArticleDetail, ArticlePlace, Reply, TranslationDetail } from '@docent/protocol'
import { effect, type ReadonlySignal, signal, untracked } from '@preact/signals'
import type { KeptText } from '../../saving/kept-text.ts'
import { tryAgainMs } from '../../saving/self-saving.ts'
import { isPassing } from '../../words/failures.ts'
import type { Outcome } from '../article-failure.ts'
import { createDraftSheet, type DraftSheet } from './draft-sheet.ts'
import { createPlaceSheet, type PlaceSheet } from './place-sheet.ts'

/** Why a draft was not published, and where in it. */
export interface Fault {
  readonly locale: string
  /** `title`, `slug`, `body`, `marks`; empty where it is no place in the draft. */
  readonly path: string
  readonly message: string
}

export interface OpenArticle {
  readonly articleId: string
  readonly state: ReadonlySignal<'loading' | 'failed' | 'missing' | 'ready'>
  /** What the relay said last. */
  readonly detail: ReadonlySignal<ArticleDetail | null>
  /** What all its languages share. */
  readonly place: PlaceSheet
  readonly fault: ReadonlySignal<Fault | null>
  /** The draft of a language, the same each time. */
  sheet(locale: string): DraftSheet
  /** @param at milliseconds since 1970, where it is to come; null takes a planned time back */
  publish(locale: string, at?: number | null): Promise<Outcome>
  withdraw(locale: string): Promise<Outcome>
  restore(locale: string, version: number): Promise<Outcome>
  archive(archived: boolean): Promise<Outcome>
  confirm(locale: string, texts: readonly string[]): Promise<Outcome>
  forgetFault(): void
  load(): Promise<void>
  close(): void
}

export interface OpenArticleOptions {
  readonly articleId: string
  readonly articles: AgentArticles
  readonly drafts: Drafts
  readonly connected: ReadonlySignal<boolean>
  readonly later: (ms: number, run: () => void) => () => void
}

export const translationOf = (detail: ArticleDetail | null, locale: string): TranslationDetail | null =>
  detail?.translations.find((one) => one.locale === locale) ?? null

export function createOpenArticle(options: OpenArticleOptions): OpenArticle {
  const { articleId, articles, drafts, connected, later } = options
  const state = signal<'loading' | 'failed' | 'missing' | 'ready'>('loading')
  const detail = signal<ArticleDetail | null>(null)
  const fault = signal<Fault | null>(null)
  const sheets = new Map<string, DraftSheet>()
  let closed = false
  let takeBackLoad: (() => void) | null = null

  const keptAt = (part: string): KeptText => {
    const key = `article/${articleId}/${part}`
    return { read: () => drafts.read(key), write: (text) => drafts.write(key, text) }
  }
  // No language is called so.
  const place = createPlaceSheet({ articleId, articles, kept: keptAt('place'), later })

  const load = async (): Promise<void> => {
    takeBackLoad?.()
    takeBackLoad = null
    const saves = place.saves()
    const reply = await articles.show(articleId).catch(() => null)
    if (closed) return
    if (!reply?.ok) {
      if (state.peek() === 'ready') return
      state.value = reply?.error.code === 'not_found' ? 'missing' : 'failed'
      if (!reply || isPassing(reply)) takeBackLoad = later(tryAgainMs, () => void load())
      return
    }
    detail.value = reply.data
    place.learn(placeOf(reply.data), saves)
    for (const translation of reply.data.translations) sheets.get(translation.locale)?.learn(translation)
    state.value = 'ready'
  }

  const sheet = (locale: string): DraftSheet => {
    const known = sheets.get(locale)
    if (known) return known
    const made = createDraftSheet({
      articleId,
      locale,
      articles,
      kept: keptAt(locale),
      later,
      look: () => void load(),
      onSaved: () => {
        if (fault.peek()?.locale === locale) fault.value = null
        void load()
      },
    })
    sheets.set(locale, made)
    const translation = translationOf(detail.peek(), locale)
    if (translation) made.learn(translation)
    return made
  }

  const attempt = async <T>(locale: string, verb: () => Promise<Reply<T>>): Promise<Outcome> => {
    fault.value = null
    const reply = await verb().catch(() => null)
    if (!reply) return 'unreachable'
    if (reply.ok) {
      await load()
      return 'done'
    }
    const { error } = reply
    if (error.code === 'bad_request') fault.value = { locale, path: error.data.path, message: error.message }
    if (error.code === 'conflict') void load()
    return { refused: error }
  }

  const stopFollowing = articles.onChange(articleId, () => void load())
  const stopRetrying = effect(() => {
    if (!connected.value) return
    untracked(() => {
      // Whatever a colleague did meanwhile was told to nobody here.
      if (state.peek() !== 'loading') void load()
      for (const one of sheets.values()) one.retry()
      place.retry()
    })
  })
  void load()

  return {
    articleId,
    state,
    detail,
    place,
    fault,
    sheet,
    publish: async (locale, at) => {
      const draft = sheet(locale)
      if (at !== null && !(await draft.flush())) return 'unsaved'
      const rev = draft.rev.peek()
      return attempt(locale, () =>
        articles.publish({ articleId, locale, rev, ...(at !== undefined && { at }) }),
      )
    },
    withdraw: (locale) => attempt(locale, () => articles.withdraw({ articleId, locale })),
    restore: async (locale, version) => {
      if (!(await sheet(locale).flush())) return 'unsaved'
      return attempt(locale, () => articles.restore({ articleId, locale, version }))
    },
    archive: (archived) => attempt('', () => articles.archive({ articleId, archived })),
    confirm: async (locale, texts) => {
      if (!(await sheet(locale).flush())) return 'unsaved'
      return attempt(locale, () => articles.confirm({ articleId, locale, texts: [...texts] }))
    },
    forgetFault: () => {
      fault.value = null
    },
    load,
    close: () => {
      closed = true
      stopFollowing()
      stopRetrying()
      takeBackLoad?.()
      place.close()
      for (const one of sheets.values()) one.close()
    },
  }
}

const placeOf = ({ key, collectionId, tags, tourFlowId, suggestOn }: ArticleDetail): ArticlePlace => ({
  key,
  collectionId,
  tags: [...tags],
  tourFlowId,
  suggestOn: [...suggestOn],
})
