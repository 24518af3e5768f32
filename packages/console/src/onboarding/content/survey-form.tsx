/** A survey: a few questions, and thanks. */
import type { Authored, Question } from '@docent/protocol/flow'
import { flowLimits } from '@docent/protocol/limits'
import { IconPlus } from '@docent/ui/icons.tsx'
import type { VNode } from 'preact'
import { Button } from '../../controls/button.tsx'
import { ChoiceField } from '../../controls/fields.tsx'
import { Switch } from '../../controls/switch.tsx'
import { useDesk } from '../../desk/desk-context.tsx'
import { type ContentOf, useContent, withContent, withKey } from './content-context.ts'
import { PlaceList } from './place-list.tsx'
import { PlainTexts, RichTexts, shortText } from './text-fields.tsx'
import type { OpenPlace } from './tour-form.tsx'
import { Way } from './ways-field.tsx'

type AuthoredQuestion = Question<Authored>
const questionKinds = [
  'nps',
  'csat',
  'ces',
  'choice',
  'text',
] as const satisfies readonly AuthoredQuestion['kind'][]

export function SurveyForm({ content, openId, onOpen }: OpenPlace & { content: ContentOf<'survey'> }): VNode {
  const { say } = useDesk().words
  const { edit, mayWrite, locale, defaultLocale, makeId } = useContent()
  const change = (part: Partial<ContentOf<'survey'>>): void =>
    edit(withContent('survey', (now) => ({ ...now, ...part })))
  const put = (changed: AuthoredQuestion): void =>
    change({ questions: content.questions.map((one) => (one.id === changed.id ? changed : one)) })
  return (
    <>
      <fieldset class="plain-set" disabled={!mayWrite}>
        <PlainTexts
          label={say('content.titleOf.survey')}
          texts={content.title}
          onChange={(title) => change({ title })}
        />
      </fieldset>
      <section class="form-section">
        <h2 class="form-heading">{say('content.questions')}</h2>
        <PlaceList
          label={say('content.questions')}
          places={content.questions}
          nameOf={(index) => say('content.questionNumber', { number: index + 1 })}
          titleOf={(question) => shortText(question.title, locale, defaultLocale)}
          noteOf={({ kind }) => say(`content.questionKinds.${kind}`)}
          openId={openId}
          onOpen={onOpen}
          onChange={(questions) => change({ questions })}
        >
          {(question) => <OneQuestion question={question} onChange={put} />}
        </PlaceList>
        {mayWrite && (
          <Button
            label={say('content.addQuestion')}
            icon={<IconPlus size={16} />}
            disabled={content.questions.length >= flowLimits.items}
            onClick={() => {
              const id = makeId()
              change({
                questions: [...content.questions, { id, kind: 'text', title: { [defaultLocale]: '' } }],
              })
              onOpen(id)
            }}
          />
        )}
      </section>
      <fieldset class="plain-set" disabled={!mayWrite}>
        <RichTexts
          label={say('content.thanks')}
          texts={content.thanks}
          onChange={(thanks) => change({ thanks })}
        />
      </fieldset>
    </>
  )
}

function OneQuestion(props: {
  question: AuthoredQuestion
  onChange: (question: AuthoredQuestion) => void
}): VNode {
  const { question, onChange } = props
  const { say } = useDesk().words
  const { makeId, defaultLocale } = useContent()
  const become = (kind: AuthoredQuestion['kind']): AuthoredQuestion => {
    const shared = {
      id: question.id,
      title: question.title,
      ...(question.required ? { required: true } : {}),
    }
    return kind === 'choice'
      ? { ...shared, kind, many: false, choices: [{ id: makeId(), label: { [defaultLocale]: '' } }] }
      : { ...shared, kind }
  }
  return (
    <>
      <PlainTexts
        label={say('content.title')}
        texts={question.title}
        onChange={(title) => onChange({ ...question, title })}
      />
      <ChoiceField
        label={say('content.questionKind')}
        value={question.kind}
        choices={questionKinds.map((value) => ({ value, label: say(`content.questionKinds.${value}`) }))}
        onChange={(kind) => onChange(become(kind))}
      />
      {question.kind === 'choice' && <Choices question={question} onChange={onChange} />}
      <Switch
        label={say('content.required')}
        on={question.required === true}
        onChange={(on) => onChange(withKey(question, 'required', on ? true : undefined))}
      />
    </>
  )
}

type ChoiceQuestion = Extract<AuthoredQuestion, { kind: 'choice' }>

function Choices(props: { question: ChoiceQuestion; onChange: (question: ChoiceQuestion) => void }): VNode {
  const { question, onChange } = props
  const { say } = useDesk().words
  const { makeId, mayWrite, defaultLocale } = useContent()
  const set = (choices: ChoiceQuestion['choices']): void => onChange({ ...question, choices })
  return (
    <>
      {question.choices.map((choice, index) => {
        const name = say('content.choice', { number: index + 1 })
        return (
          <Way
            key={choice.id}
            name={name}
            onRemove={() => set(question.choices.filter((one) => one !== choice))}
          >
            <PlainTexts
              label={name}
              texts={choice.label}
              onChange={(label) =>
                set(question.choices.map((one) => (one === choice ? { ...choice, label } : one)))
              }
            />
          </Way>
        )
      })}
      {mayWrite && question.choices.length < 20 && (
        <Button
          label={say('content.addChoice')}
          look="plain"
          icon={<IconPlus size={16} />}
          onClick={() => set([...question.choices, { id: makeId(), label: { [defaultLocale]: '' } }])}
        />
      )}
      <Switch
        label={say('content.many')}
        on={question.many}
        onChange={(many) => onChange({ ...question, many })}
      />
    </>
  )
}
