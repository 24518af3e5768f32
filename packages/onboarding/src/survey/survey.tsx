/** A survey: one question after the other in a card in the middle of the window, then the thanks. */
import { createTranslator, directionOf } from '@docent/ui/i18n'
import type { VNode } from 'preact'
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { SurveyOnScreen } from '../on-screen.ts'
import type { StageContext } from '../stage-context.ts'
import css from './survey.css?inline'
import { SurveyForm } from './survey-form.tsx'
import { surveyWords } from './survey-words.ts'

export function Survey({ stage, survey }: { stage: StageContext; survey: SurveyOnScreen }): VNode {
  const { view } = stage
  const t = createTranslator({ locale: 'en', words: surveyWords })
  const { content, locale } = survey
  const [place, setPlace] = useState(0)
  const [value, setValue] = useState<string | number>('')
  const [missing, setMissing] = useState(false)
  const dialog = useRef<HTMLDialogElement>(null)
  const title = useId()
  const question = content.questions[place]
  stage.adopt(css)

  // Before it is painted: a key that is pressed as soon as it is seen belongs to it.
  useLayoutEffect(() => {
    const before = view.document.activeElement
    const box = dialog.current
    box?.showModal()
    // Nobody asked for it: a key that was on its way must not close it.
    box?.focus()
    return () => {
      box?.close()
      if (before instanceof view.HTMLElement) before.focus({ preventScroll: true })
    }
  }, [view])

  useEffect(() => {
    if (question) survey.see(question.id)
  }, [question, survey])

  const leave = (): void => {
    if (question) survey.dismiss()
    else survey.leave()
  }
  const next = (event: Event): void => {
    event.preventDefault()
    if (!question) {
      survey.leave()
      return
    }
    setMissing(value === '' && question.required === true)
    if (value === '' && question.required) return
    if (value !== '') survey.answer(question.id, value)
    setValue('')
    setPlace(place + 1)
    if (place + 1 >= content.questions.length) survey.complete()
  }

  return (
    <dialog
      ref={dialog}
      class="s-survey"
      tabIndex={-1}
      aria-labelledby={title}
      lang={locale}
      dir={directionOf(locale)}
      onCancel={(event) => {
        event.preventDefault()
        leave()
      }}
    >
      <SurveyForm
        content={content}
        place={place}
        name={title}
        t={t}
        value={value}
        missing={missing}
        onChange={(given) => {
          setMissing(false)
          setValue(given)
        }}
        onSubmit={next}
        leave={leave}
      />
    </dialog>
  )
}
