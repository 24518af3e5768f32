/** How the flow will look to a visitor of the chosen language: the same texts as a page gets, in quiet cards. */
import type { FlowContent, FlowDraft, Hint, Step } from '@docent/protocol/flow'
import { publishedFlow } from '@docent/protocol/flow-texts'
import { directionOf } from '@docent/ui/i18n'
import { TextBody } from '@docent/ui/text-nodes.tsx'
import type { VNode } from 'preact'
import { useMemo } from 'preact/hooks'
import { useDesk } from '../../desk/desk-context.tsx'
import { locatorWords } from './target-words.ts'

export function FlowPreview(props: { draft: FlowDraft; locale: string; openId: string | null }): VNode {
  const { draft, locale, openId } = props
  const { say } = useDesk().words
  const shown = useMemo(() => publishedFlow('preview', 0, draft, [locale]), [draft, locale])
  return (
    <aside class="flow-preview" aria-label={say('flow.preview')}>
      <p class="flow-preview-name">{say('flow.preview')}</p>
      <div class="flow-preview-page" dir={directionOf(locale)} lang={locale}>
        <ContentPreview content={shown.content} openId={openId} />
      </div>
    </aside>
  )
}

function ContentPreview({ content, openId }: { content: FlowContent; openId: string | null }): VNode {
  switch (content.kind) {
    case 'tour': {
      const at = Math.max(
        0,
        content.steps.findIndex(({ id }) => id === openId),
      )
      const step = content.steps[at]
      return step ? <StepPreview step={step} at={at} count={content.steps.length} /> : <Nothing />
    }
    case 'checklist':
      return <ChecklistPreview content={content} openId={openId} />
    case 'hint': {
      const hint = content.hints.find(({ id }) => id === openId) ?? content.hints[0]
      return hint ? <HintPreview hint={hint} /> : <Nothing />
    }
    case 'banner':
      return (
        <div class={`shown-banner shown-banner-${content.place}`}>
          <TextBody text="" nodes={content.body} />
          {content.action && <span class="shown-button">{content.action.label}</span>}
        </div>
      )
    case 'survey':
      return (
        <div class="shown-card">
          <p class="shown-title">{content.title}</p>
          {content.questions.map((question) => (
            <QuestionPreview key={question.id} question={question} />
          ))}
        </div>
      )
  }
}

function Nothing(): VNode {
  return <p class="shown-nothing">{useDesk().words.say('flow.previewNothing')}</p>
}

function StepPreview({ step, at, count }: { step: Step; at: number; count: number }): VNode {
  const { say } = useDesk().words
  const [locator] = step.target?.locators ?? []
  const last = at === count - 1
  return (
    <>
      <p class="shown-where">
        {step.kind === 'anchored' && locator
          ? say('flow.previewTarget', { target: locatorWords(say, locator) })
          : say('flow.previewMiddle')}
      </p>
      <div class={`shown-card ${step.kind === 'anchored' ? 'shown-anchored' : ''}`}>
        <p class="shown-title">{step.title}</p>
        {step.picture && <p class="shown-picture">{step.picture.alt || step.picture.url}</p>}
        <TextBody text="" nodes={step.body} />
        <div class="shown-foot">
          <span class="shown-progress tabular">{say('flow.previewStep', { place: at + 1, count })}</span>
          {step.choices ? (
            step.choices.map(({ id, label }) => (
              <span key={id} class="shown-button">
                {label}
              </span>
            ))
          ) : (
            <span class="shown-button">
              {step.button || say(last ? 'flow.previewDone' : 'flow.previewNext')}
            </span>
          )}
        </div>
      </div>
    </>
  )
}

function ChecklistPreview(props: {
  content: Extract<FlowContent, { kind: 'checklist' }>
  openId: string | null
}): VNode {
  const { say } = useDesk().words
  const { title, body, items } = props.content
  return (
    <div class="shown-card">
      <p class="shown-title">{title}</p>
      <TextBody text="" nodes={body} />
      <p class="shown-progress">{say('flow.previewProgress', { done: 0, count: items.length })}</p>
      <span class="shown-track" />
      <ul class="shown-items">
        {items.map((item, index) => {
          const open = item.id === props.openId || (props.openId === null && index === 0)
          return (
            <li key={item.id} class="shown-item">
              <span class="shown-circle" />
              <div>
                <p class="shown-item-title">{item.title}</p>
                {open && (
                  <>
                    <TextBody text="" nodes={item.body} />
                    {item.action && <span class="shown-button">{item.action.label}</span>}
                  </>
                )}
              </div>
            </li>
          )
        })}
      </ul>
    </div>
  )
}

function HintPreview({ hint }: { hint: Hint }): VNode {
  return (
    <>
      <span class="shown-beacon" />
      <div class="shown-card">
        <p class="shown-title">{hint.title}</p>
        <TextBody text="" nodes={hint.body} />
        {hint.action && <span class="shown-button">{hint.action.label}</span>}
      </div>
    </>
  )
}

const scales = { nps: [0, 10], csat: [1, 5], ces: [1, 7] } as const

function QuestionPreview(props: {
  question: Extract<FlowContent, { kind: 'survey' }>['questions'][number]
}): VNode {
  const { question } = props
  const [from, to] = question.kind === 'choice' || question.kind === 'text' ? [1, 0] : scales[question.kind]
  return (
    <div class="shown-question">
      <p class="shown-item-title">{question.title}</p>
      {question.kind === 'text' && <span class="shown-field" />}
      {question.kind === 'choice' &&
        question.choices.map((choice) => (
          <p key={choice.id} class="shown-choice">
            {choice.label}
          </p>
        ))}
      {to >= from && (
        <p class="shown-scale tabular">
          {Array.from({ length: to - from + 1 }, (_, index) => (
            <span key={index}>{from + index}</span>
          ))}
        </p>
      )}
    </div>
  )
}
