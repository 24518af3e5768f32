/**
 * What all languages of an article share, while it is edited: saves itself a moment after the last change, and keeps in the
 * browser what is not saved [HLP2]. Knows no fields and no screen.
 */
import type { AgentArticles } from '@docent/client/agent/types'
import { type ArticlePlace, ArticlePlaceField, done } from '@docent/protocol'
import { type ReadonlySignal, signal } from '@preact/signals'
import * as v from 'valibot'
import type { KeptText } from '../../saving/kept-text.ts'
import { createSelfSaving, type Saving } from '../../saving/self-saving.ts'

export interface PlaceSheet {
  /** Null until the relay has told it. */
  readonly place: ReadonlySignal<ArticlePlace | null>
  readonly saving: ReadonlySignal<Saving<null>>
  edit(change: Partial<ArticlePlace>): void
  /** How often it was saved: to be looked at as the relay is asked what it has. */
  saves(): number
  /**
   * Takes what the relay has, and puts what is not saved over it.
   * @param asked `saves` as the relay was asked: an answer from before the latest save is passed over
   */
  learn(now: ArticlePlace, asked: number): void
  retry(): void
  close(): void
}

/** Only what was changed: what somebody else changed meanwhile stays theirs. Its values may not be whole yet. */
const KeptChange = v.object({
  key: v.exactOptional(v.string()),
  collectionId: v.exactOptional(v.nullable(v.string())),
  tags: v.exactOptional(v.array(v.string())),
  tourFlowId: v.exactOptional(v.nullable(v.string())),
  suggestOn: v.exactOptional(v.array(v.string())),
})

export function createPlaceSheet(options: {
  articleId: string
  articles: Pick<AgentArticles, 'place'>
  kept: KeptText
  later: (ms: number, run: () => void) => () => void
}): PlaceSheet {
  const { articleId, articles, kept } = options
  const place = signal<ArticlePlace | null>(null)
  let unsaved: Partial<ArticlePlace> = {}
  let saves = 0
  let closed = false

  const keptText = (): string => (Object.keys(unsaved).length === 0 ? '' : JSON.stringify(unsaved))
  /** Whether it was opened again since it was closed, and changed or saved there. */
  const isTakenOver = async (): Promise<boolean> =>
    closed && (await kept.read().catch(() => keptText())) !== keptText()
  const saving = createSelfSaving<ArticlePlace, null>({
    written() {
      const wanted = place.peek()
      return wanted && (v.is(ArticlePlaceField, wanted) ? { fit: wanted } : { unfit: null })
    },
    async send(wanted) {
      if (await isTakenOver()) return done({})
      const before = saving.edits()
      const reply = await articles.place({ articleId, place: wanted })
      if (reply.ok) saves += 1
      if (reply.ok && saving.edits() === before) {
        unsaved = {}
        kept.write('')
      }
      return reply
    },
    later: options.later,
  })
  const edit = (change: Partial<ArticlePlace>): void => {
    const now = place.peek()
    if (!now) return
    place.value = { ...now, ...change }
    unsaved = { ...unsaved, ...change }
    kept.write(keptText())
    saving.touch()
  }
  /** What an earlier visit left behind. */
  const recover = async (): Promise<void> => {
    const parsed = v.safeParse(
      v.pipe(v.string(), v.parseJson(), KeptChange),
      await kept.read().catch(() => ''),
    )
    if (!closed && saving.edits() === 0 && parsed.success) edit(parsed.output)
  }

  return {
    place,
    saving: saving.state,
    edit,
    saves: () => saves,
    learn: (now, asked) => {
      if (asked !== saves) return
      const isFirst = place.peek() === null
      place.value = { ...now, ...unsaved }
      if (isFirst) void recover()
    },
    retry: saving.retry,
    close: () => {
      closed = true
      saving.close()
    },
  }
}
