/** "Was this helpful?": one press, and with "No" what was missing, for who writes the next version. */
import type { Reading } from '@docent/client/visitor/help/types'
import type { ArticleShown } from '@docent/protocol/article'
import type { articleLimits } from '@docent/protocol/limits'
import type { Translator } from '@docent/ui/i18n'
import { useValue } from '@docent/ui/use-value'
import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import type { ArticleWords } from './article-words.ts'

const reasonLength: (typeof articleLimits)['reasonLength'] = 1_000

export function Feedback(props: {
  readonly t: Translator<ArticleWords>
  readonly article: ArticleShown
  readonly reading: Reading
}): VNode {
  const { t, article, reading } = props
  const voted = useValue(reading.votes).get(article.id)
  const [reason, setReason] = useState('')
  const [asks, setAsks] = useState(false)
  const vote = (helpful: boolean): void => {
    reading.vote(helpful)
    setAsks(!helpful)
  }
  const send = (form: HTMLElement): void => {
    // The form goes with the focus in it: who came by keyboard goes on from what opened it.
    form.parentElement?.querySelector<HTMLElement>('[aria-pressed=true]')?.focus()
    setAsks(false)
    if (reason.trim()) reading.vote(false, reason.trim())
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset has looks of its own in each browser
    <div class="h-feedback" role="group" aria-label={t('helpful')}>
      <p class="h-feedback-ask" aria-hidden="true">
        {t('helpful')}
      </p>
      <div class="h-acts">
        {([true, false] as const).map((helpful) => (
          <button
            key={`${helpful}`}
            type="button"
            class="h-button"
            aria-pressed={voted === helpful}
            onClick={() => vote(helpful)}
          >
            {t(helpful ? 'yes' : 'no')}
          </button>
        ))}
      </div>
      {asks && (
        <form
          class="h-reason"
          onSubmit={(event) => {
            event.preventDefault()
            send(event.currentTarget)
          }}
        >
          <label>
            {t('whatMissing')}
            <textarea
              rows={3}
              dir="auto"
              maxLength={reasonLength}
              value={reason}
              onInput={(event) => setReason(event.currentTarget.value)}
            />
          </label>
          <button type="submit" class="h-button">
            {t('sendReason')}
          </button>
        </form>
      )}
      <p class="h-muted" role="status">
        {voted === undefined || asks ? '' : t(voted ? 'thanks' : 'sorry')}
      </p>
    </div>
  )
}
