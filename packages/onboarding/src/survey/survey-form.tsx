/** What stands on a survey's card: one question, or the thanks. Keeps nothing and knows not where it lies. */
import type { SurveyContent } from '@docent/protocol'
import type { Translator } from '@docent/ui/i18n'
import { IconClose } from '@docent/ui/icons.tsx'
import { TextBody } from '@docent/ui/text-nodes.tsx'
import type { VNode } from 'preact'
import { QuestionFields } from './question-fields.tsx'
import type { surveyWords } from './survey-words.ts'

export interface SurveyFormProps {
  readonly content: SurveyContent
  /** Which question, counted from 0; behind the last are the thanks. */
  readonly place: number
  /** The title's id, by which the card is named. */
  readonly name: string
  readonly t: Translator<typeof surveyWords>
  readonly value: string | number
  /** Whether to say that this question asks for an answer. */
  readonly missing: boolean
  readonly onChange: (value: string | number) => void
  readonly onSubmit: (event: Event) => void
  readonly leave: () => void
}

export function SurveyForm(props: SurveyFormProps): VNode {
  const { content, place, name, t, value, missing } = props
  const question = content.questions[place]
  return (
    <form onSubmit={props.onSubmit}>
      <div class="s-head">
        <h2 id={name} class="o-title">
          {content.title}
        </h2>
        <button type="button" class="o-icon" aria-label={t('closeSurvey')} onClick={props.leave}>
          <IconClose size={18} />
        </button>
      </div>
      {question ? (
        <QuestionFields key={question.id} question={question} t={t} value={value} onChange={props.onChange} />
      ) : (
        <div role="status">
          <TextBody text="" nodes={content.thanks} />
        </div>
      )}
      {missing && (
        <p class="s-missing" role="alert">
          {t('required')}
        </p>
      )}
      <div class="o-buttons s-foot">
        <button type="submit" class="o-button">
          {t(question ? 'submit' : 'close')}
        </button>
      </div>
    </form>
  )
}
