/** The fields of one question. What is chosen is one value: several choices stand in it as ids between commas. */
import type { Question } from '@docent/protocol'
import type { Translator } from '@docent/ui/i18n'
import type { VNode } from 'preact'
import { useId } from 'preact/hooks'
import type { surveyWords } from './survey-words.ts'

export interface QuestionFieldsProps {
  readonly question: Question
  readonly t: Translator<typeof surveyWords>
  readonly value: string | number
  readonly onChange: (value: string | number) => void
}

/** From and to, and the words at the ends. */
const scales = {
  nps: [0, 10, 'npsLow', 'npsHigh'],
  csat: [1, 5, 'csatLow', 'csatHigh'],
  ces: [1, 7, 'cesLow', 'cesHigh'],
} as const

export function QuestionFields({ question, t, value, onChange }: QuestionFieldsProps): VNode {
  const name = useId()
  if (question.kind === 'text')
    return (
      <label class="s-question">
        <span>{question.title}</span>
        <textarea
          class="s-text"
          rows={3}
          maxLength={2_000}
          value={value}
          required={question.required ?? false}
          onInput={(event) => onChange(event.currentTarget.value.trim())}
        />
      </label>
    )
  if (question.kind === 'choice') {
    const chosen = `${value}`.split(',').filter(Boolean)
    const toggle = (id: string): void => {
      if (!question.many) onChange(id)
      else onChange((chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]).join(','))
    }
    return (
      <fieldset class="s-question">
        <legend>{question.title}</legend>
        {question.choices.map(({ id, label }) => (
          <label key={id} class="s-choice">
            <input
              type={question.many ? 'checkbox' : 'radio'}
              name={name}
              checked={chosen.includes(id)}
              onChange={() => toggle(id)}
            />
            <span>{label}</span>
          </label>
        ))}
      </fieldset>
    )
  }
  const [from, to, low, high] = scales[question.kind]
  return (
    <fieldset class="s-question">
      <legend>{question.title}</legend>
      <div class="s-scale">
        {Array.from({ length: to - from + 1 }, (_, at) => from + at).map((number) => (
          <label key={number} class="s-point">
            <input
              type="radio"
              class="d-hidden"
              name={name}
              checked={value === number}
              onChange={() => onChange(number)}
            />
            <span>{number}</span>
          </label>
        ))}
      </div>
      <div class="s-ends" aria-hidden="true">
        <span>{t(low)}</span>
        <span>{t(high)}</span>
      </div>
    </fieldset>
  )
}
