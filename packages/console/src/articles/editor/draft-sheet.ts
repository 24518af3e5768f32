/**
 * The draft of one article in one language while it is written: saves itself a moment after the last change, keeps in the
 * browser what is not saved, and asks where somebody else saved meanwhile [HLP2]. Knows no fields and no screen.
 */
import type { AgentArticles } from '@docent/client/agent/types'
import { ArticleTitle, articleLimits, type Failure, Slug, type TranslationDetail } from '@docent/protocol'
import { numbered, slugOf } from '@docent/protocol/slug'
import { batch, type ReadonlySignal, signal } from '@preact/signals'
import * as v from 'valibot'
import { isPassing } from '../../words/failures.ts'

export interface SheetWords {
  readonly title: string
  readonly slug: string
  /** Markdown. */
  readonly body: string
}

export type SheetSaving =
  | { readonly kind: 'saved' | 'waiting' | 'saving' | 'unreachable' | 'conflict' }
  /** It cannot be saved as it is. */
  | { readonly kind: 'unfit'; readonly field: keyof SheetWords }
  | { readonly kind: 'refused'; readonly failure: Failure }

/** What somebody else saved over the draft that this one began from. */
export interface Theirs extends SheetWords {
  readonly rev: number
  readonly by: string | null
}

export interface DraftSheet {
  readonly locale: string
  /** Of what the relay has; 0 before the translation is begun. */
  readonly rev: ReadonlySignal<number>
  readonly words: ReadonlySignal<SheetWords>
  readonly saving: ReadonlySignal<SheetSaving>
  readonly theirs: ReadonlySignal<Theirs | null>
  edit(change: Partial<SheetWords>): void
  /** Saves at once what waits; false where it could not be. */
  flush(): Promise<boolean>
  /** Takes what the relay has now, unless something here is not saved. */
  learn(detail: TranslationDetail): void
  takeTheirs(): void
  /** Saves what is here over what they wrote. */
  keepMine(): Promise<boolean>
  retry(): void
  close(): void
}

/** Long enough that a sentence is one save, short enough that nobody waits for it. */
export const saveAfterMs = 800
/** Until what was not taken is tried again by itself; a connection that comes back does so at once. */
export const tryAgainMs = 5_000
/** Addresses that are tried where others have the one that the title makes. */
const mostNumbers = 9

const KeptDraft = v.object({ rev: v.number(), title: v.string(), slug: v.string(), body: v.string() })

export interface DraftSheetOptions {
  readonly articleId: string
  readonly locale: string
  readonly articles: Pick<AgentArticles, 'save'>
  /** What this browser keeps of a draft until it is saved. */
  readonly kept: { read(): Promise<string>; write(text: string): void }
  /** Calls back once; what it returns takes that back. */
  readonly later: (ms: number, run: () => void) => () => void
  /** Asks for what the relay has now; it comes by `learn`. */
  readonly look: () => void
  readonly onSaved: () => void
}

export function createDraftSheet(options: DraftSheetOptions): DraftSheet {
  const { articleId, locale, articles, kept, later } = options
  const rev = signal(0)
  const words = signal<SheetWords>({ title: '', slug: '', body: '' })
  const saving = signal<SheetSaving>({ kind: 'saved' })
  const theirs = signal<Theirs | null>(null)
  /** Whether visitors have never read it: its address follows the title as long. */
  let isNew = true
  let begun = false
  let edits = 0
  let takeBack: (() => void) | null = null
  let underWay: Promise<boolean> | null = null

  const keep = (): void => kept.write(JSON.stringify({ rev: rev.peek(), ...words.peek() }))
  const isDirty = (): boolean => saving.peek().kind !== 'saved'
  const take = (next: SheetWords, nextRev: number): void =>
    batch(() => {
      words.value = { title: next.title, slug: next.slug, body: next.body }
      rev.value = nextRev
      theirs.value = null
      saving.value = { kind: 'saved' }
    })

  const save = async (): Promise<boolean> => {
    const written = fitted(words.peek())
    const field = unfitField(written)
    if (saving.peek().kind === 'conflict') return false
    if (field) {
      saving.value = { kind: 'unfit', field }
      return false
    }
    const before = edits
    saving.value = { kind: 'saving' }
    const reply = await saveUnderFreeSlug(written)
    if (reply === null || isPassing(reply)) {
      saving.value = { kind: 'unreachable' }
      takeBack = later(tryAgainMs, () => void run())
      return false
    }
    if (!reply.ok) {
      const isConflict = reply.error.code === 'conflict'
      saving.value = isConflict ? { kind: 'conflict' } : { kind: 'refused', failure: reply.error }
      if (isConflict) options.look()
      return false
    }
    batch(() => {
      rev.value = reply.data.rev
      saving.value = { kind: edits === before ? 'saved' : 'waiting' }
    })
    if (edits === before) kept.write('')
    else keep()
    options.onSaved()
    return true
  }

  /** While nobody has read it, an address that another article has gives way by itself. */
  const saveUnderFreeSlug = async (written: SheetWords) => {
    const following = isNew && follows(written)
    for (let number = 1; ; number += 1) {
      const slug = number === 1 ? written.slug : numbered(slugOf(written.title), number)
      const reply = await articles
        .save({ articleId, locale, rev: rev.peek(), ...written, slug })
        .catch(() => null)
      const isTaken =
        reply?.ok === false && reply.error.code === 'bad_request' && reply.error.data.path === 'slug'
      if (isTaken && following && number < mostNumbers) continue
      if (reply?.ok && slug !== written.slug && words.peek().slug === written.slug)
        words.value = { ...words.peek(), slug }
      return reply
    }
  }

  const run = (): Promise<boolean> => {
    takeBack?.()
    takeBack = null
    underWay ??= save().finally(() => {
      underWay = null
      // What was written meanwhile follows by itself; a save that failed waits for the next change.
      if (saving.peek().kind === 'waiting' && takeBack === null)
        takeBack = later(saveAfterMs, () => void run())
    })
    return underWay
  }
  const touch = (): void => {
    edits += 1
    keep()
    if (saving.peek().kind === 'conflict') return
    if (saving.peek().kind !== 'saving') saving.value = { kind: 'waiting' }
    takeBack?.()
    takeBack = later(saveAfterMs, () => void run())
  }

  /** What an earlier visit left behind is written on, or asked about where somebody else went on. */
  const recover = async (): Promise<void> => {
    const before = edits
    const parsed = v.safeParse(KeptDraft, jsonOf(await kept.read().catch(() => '')))
    if (!parsed.success || edits !== before || isDirty()) return
    const { rev: from, ...left } = parsed.output
    if (isSame(left, words.peek())) return kept.write('')
    const now = { ...words.peek(), rev: rev.peek(), by: null }
    words.value = left
    if (from === now.rev) return touch()
    saving.value = { kind: 'conflict' }
    theirs.value = now
  }

  return {
    locale,
    rev,
    words,
    saving,
    theirs,
    edit: (change) => {
      const now = words.peek()
      const next = { ...now, ...change }
      const follow = change.title !== undefined && change.slug === undefined && isNew && follows(now)
      words.value = follow ? { ...next, slug: change.title?.trim() ? slugOf(change.title) : '' } : next
      if (!begun) {
        begun = true
        void recover()
      }
      touch()
    },
    flush: async () => {
      for (let tries = 0; tries < 3 && isDirty(); tries += 1) if (!(await run())) return false
      return !isDirty()
    },
    learn: (detail) => {
      isNew = detail.versions.length === 0
      const first = !begun
      begun = true
      // An answer from before the latest save, or one that its own save will tell of.
      if (detail.rev <= rev.peek() || underWay !== null) return
      if (!isDirty()) take(detail, detail.rev)
      else if (isSame(detail, words.peek())) take(detail, detail.rev)
      else {
        takeBack?.()
        takeBack = null
        saving.value = { kind: 'conflict' }
        theirs.value = {
          title: detail.title,
          slug: detail.slug,
          body: detail.body,
          rev: detail.rev,
          by: detail.updatedBy,
        }
      }
      if (first) void recover()
    },
    takeTheirs: () => {
      const now = theirs.peek()
      if (!now) return
      take(now, now.rev)
      kept.write('')
    },
    keepMine: async () => {
      const now = theirs.peek()
      if (!now) return false
      batch(() => {
        rev.value = now.rev
        theirs.value = null
        saving.value = { kind: 'waiting' }
      })
      keep()
      return run()
    },
    retry: () => {
      if (saving.peek().kind === 'unreachable') void run()
    },
    close: () => {
      if (takeBack) void run()
    },
  }
}

const fitted = (words: SheetWords): SheetWords => ({ ...words, title: words.title.trim() })

/** The first that the relay would not take. */
function unfitField({ title, slug, body }: SheetWords): keyof SheetWords | null {
  if (!v.is(ArticleTitle, title)) return 'title'
  if (!v.is(Slug, slug)) return 'slug'
  const bytes = new TextEncoder().encode(body).length
  return body.length > articleLimits.bodyLength || bytes > articleLimits.bodyBytes ? 'body' : null
}

/** Whether the address is still the one that the title makes. */
const follows = ({ title, slug }: SheetWords): boolean =>
  slug === '' || slug.replace(/-\d+$/, '') === slugOf(title.trim()).replace(/-\d+$/, '')

const isSame = (one: SheetWords, other: SheetWords): boolean =>
  one.title === other.title && one.slug === other.slug && one.body === other.body

function jsonOf(text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text)
  } catch {
    return null
  }
}
