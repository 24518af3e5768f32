/** What visitors answered to a survey: for each question its answers, with a bar from zero and the number beside it. */
import type { FlowFigures, SurveyAnswer } from '@docent/protocol'
import type { Authored, FlowDraft, Question } from '@docent/protocol/flow'
import type { VNode } from 'preact'
import { useDesk } from '../../desk/desk-context.tsx'
import { percentWords } from '../../figures/figure-words.ts'

export function AnswerList({
  figures,
  draft,
}: {
  figures: FlowFigures
  draft: FlowDraft | null
}): VNode | null {
  const { say } = useDesk().words
  if (draft?.content.kind !== 'survey') return null
  const { content, defaultLocale } = draft
  return (
    <section class="answers" aria-label={say('figures.answers')}>
      <h2 class="form-heading">{say('figures.answers')}</h2>
      {content.questions.map((question) => (
        <div key={question.id} class="answers-question">
          <h3 class="answers-title" dir="auto">
            {question.title[defaultLocale]}
          </h3>
          <Answers
            question={question}
            locale={defaultLocale}
            answers={figures.steps.find(({ stepId }) => stepId === question.id)?.answers ?? []}
          />
        </div>
      ))}
    </section>
  )
}

function Answers(props: {
  question: Question<Authored>
  locale: string
  answers: readonly SurveyAnswer[]
}): VNode {
  const { question, answers, locale } = props
  const { say } = useDesk().words
  const given = question.kind === 'choice' ? choicesOf(answers) : answers
  // Of those who answered; whoever may choose several things is one of them for each.
  const all = answers.reduce((sum, { runs }) => sum + runs, 0)
  if (all === 0) return <p class="answers-none">{say('figures.noAnswers')}</p>
  // A scale is read from its upper end.
  const sorted =
    question.kind === 'text' || question.kind === 'choice'
      ? given
      : given.toSorted((one, other) => Number(other.value) - Number(one.value))
  return (
    <dl class="answers-list">
      {sorted.map(({ value, runs }) => (
        <div key={value} class="answer">
          <dt dir="auto">{wordsOf(question, value, locale)}</dt>
          <dd class="step-bar">
            <span class="step-track" aria-hidden="true">
              <span class="step-fill" style={{ width: `${(runs / all) * 100}%` }} />
            </span>
            <span class="step-label tabular">
              {runs.toLocaleString(say.locale)} <span class="step-share">{percentWords(say, runs, all)}</span>
            </span>
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** What was chosen together is counted apart. */
function choicesOf(answers: readonly SurveyAnswer[]): readonly SurveyAnswer[] {
  const runsOf = new Map<string, number>()
  for (const { value, runs } of answers)
    for (const id of String(value).split(',')) runsOf.set(id, (runsOf.get(id) ?? 0) + runs)
  return [...runsOf].map(([value, runs]) => ({ value, runs })).toSorted((one, other) => other.runs - one.runs)
}

/** A choice that is not there any more stands by its id. */
const wordsOf = (question: Question<Authored>, value: string | number, locale: string): string =>
  (question.kind === 'choice' && question.choices.find(({ id }) => id === value)?.label[locale]) ||
  String(value)
