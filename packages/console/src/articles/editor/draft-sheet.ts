/**
 * The draft of one article in one language while it is written: saves itself a moment after the last change, keeps in the
 * browser what is not saved, and asks where somebody else saved meanwhile [HLP2]. Knows no fields and no screen.
 */
import type { AgentArticles } from '@docent/client/agent/types'
import { ArticleTitle, articleLimits, Slug, type TranslationDetail } from '@docent/protocol'
import { numbered, slugOf } from '@docent/protocol/slug'
import { batch, type ReadonlySignal, signal } from '@preact/signals'
import * as v from 'valibot'
import { jsonOf, type KeptText } from '../../saving/kept-text.ts'
import { createSelfSaving, type Saving } from '../../saving/self-saving.ts'

export interface SheetWords {
  readonly title: string
  readonly slug: string
  /** Markdown. */
  readonly body: string
}

/** Where it cannot be saved as it is, the field is named. */
export type SheetSaving = Saving<keyof SheetWords>

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

/** Addresses that are tried where others have the one that the title makes. */
const mostNumbers = 9

const KeptDraft = v.object({ rev: v.number(), title: v.string(), slug: v.string(), body: v.string() })

export interface DraftSheetOptions {
  readonly articleId: string
  readonly locale: string
  readonly articles: Pick<AgentArticles, 'save'>
  readonly kept: KeptText
  /** Calls back once; what it returns takes that back. */
  readonly later: (ms: number, run: () => void) => () => void
  /** Asks for what the relay has now; it comes by `learn`. */
  readonly look: () => void
  readonly onSaved: () => void
}

export function createDraftSheet(options: DraftSheetOptions): DraftSheet {
  const { articleId, locale, articles, kept } = options
  const rev = signal(0)
  const words = signal<SheetWords>({ title: '', slug: '', body: '' })
  const theirs = signal<Theirs | null>(null)
  /** Whether visitors have never read it: its address follows the title as long. */
  let isNew = true
  let begun = false

  const keep = (): void => kept.write(JSON.stringify({ rev: rev.peek(), ...words.peek() }))
  const take = (next: SheetWords, nextRev: number): void =>
    batch(() => {
      words.value = { title: next.title, slug: next.slug, body: next.body }
      rev.value = nextRev
      theirs.value = null
      saving.settle()
    })

  /** While nobody has read it, an address that another article has gives way by itself. */
  const saveUnderFreeSlug = async (written: SheetWords) => {
    const following = isNew && follows(written)
    for (let number = 1; ; number += 1) {
      const slug = number === 1 ? written.slug : numbered(slugOf(written.title), number)
      const reply = await articles.save({ articleId, locale, rev: rev.peek(), ...written, slug })
      const isTaken = !reply.ok && reply.error.code === 'bad_request' && reply.error.data.path === 'slug'
      if (isTaken && following && number < mostNumbers) continue
      if (reply.ok && slug !== written.slug && words.peek().slug === written.slug)
        words.value = { ...words.peek(), slug }
      return reply
    }
  }

  const saving = createSelfSaving<SheetWords, keyof SheetWords>({
    written() {
      const written = fitted(words.peek())
      const unfit = unfitField(written)
      return unfit ? { unfit } : { fit: written }
    },
    async send(written) {
      const reply = await saveUnderFreeSlug(written)
      if (reply.ok) rev.value = reply.data.rev
      return reply
    },
    onSaved(isAll) {
      if (isAll) kept.write('')
      else keep()
      options.onSaved()
    },
    onConflict: options.look,
    later: options.later,
  })
  const touch = (): void => {
    keep()
    saving.touch()
  }

  /** What an earlier visit left behind is written on, or asked about where somebody else went on. */
  const recover = async (): Promise<void> => {
    const before = saving.edits()
    const parsed = v.safeParse(KeptDraft, jsonOf(await kept.read().catch(() => '')))
    if (!parsed.success || saving.edits() !== before || saving.isDirty()) return
    const { rev: from, ...left } = parsed.output
    if (isSame(left, words.peek())) return kept.write('')
    const now = { ...words.peek(), rev: rev.peek(), by: null }
    words.value = left
    if (from === now.rev) return touch()
    saving.contest()
    theirs.value = now
  }

  return {
    locale,
    rev,
    words,
    saving: saving.state,
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
    flush: saving.flush,
    learn: (detail) => {
      isNew = detail.versions.length === 0
      const first = !begun
      begun = true
      // An answer from before the latest save, or one that its own save will tell of.
      if (detail.rev <= rev.peek() || saving.isUnderWay()) return
      if (!saving.isDirty() || isSame(detail, words.peek())) take(detail, detail.rev)
      else {
        saving.contest()
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
      })
      keep()
      return saving.insist()
    },
    retry: saving.retry,
    close: saving.close,
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
