/**
 * A flow to look at, as visitors get it, for its author: one step, one question, one hint, or a whole checklist. Made of the
 * same parts as on a page; nothing in it does anything.
 */
import type { FlowContent, Hint, Step } from '@docent/protocol'
import { createTranslator, directionOf } from '@docent/ui/i18n'
import type { VNode } from 'preact'
import { useId } from 'preact/hooks'
import { BannerWords } from './banner/banner-words.tsx'
import { ChecklistPanel } from './checklist/checklist-panel.tsx'
import { HintWords } from './hint/hint-words.tsx'
import { stageWords } from './stage-words.ts'
import { SurveyForm } from './survey/survey-form.tsx'
import { surveyWords } from './survey/survey-words.ts'
import { TourCard, tourTranslator } from './tours/card.tsx'

export interface ShownFlowProps {
  readonly content: FlowContent
  /** BCP 47 tag of its texts. */
  readonly locale: string
  /** The step, item, hint or question to show; null, or one that is not there: the first. */
  readonly openId: string | null
}

const nothing = (): void => {}

/** Null where there is nothing in it yet. */
export function ShownFlow({ content, locale, openId }: ShownFlowProps): VNode | null {
  const shown = shownContent(content, locale, openId)
  return (
    shown && (
      // Only to be looked at: what is in it can neither be pressed nor be reached by keyboard.
      <div class="shown-flow" inert lang={locale} dir={directionOf(locale)}>
        {shown}
      </div>
    )
  )
}

function shownContent(content: FlowContent, locale: string, openId: string | null): VNode | null {
  switch (content.kind) {
    case 'tour': {
      const { one, at } = chosen(content.steps, openId)
      return one && <ShownStep step={one} at={at} of={content.steps.length} />
    }
    case 'checklist':
      return <ShownChecklist key={openId} content={content} locale={locale} openId={openId} />
    case 'hint': {
      const { one } = chosen(content.hints, openId)
      return one && <ShownHint hint={one} />
    }
    case 'banner':
      return (
        <div class={`o-banner o-banner-${content.place}`}>
          <BannerWords content={content} t={words()} act={nothing} dismiss={nothing} />
        </div>
      )
    case 'survey':
      return <ShownSurvey content={content} at={chosen(content.questions, openId).at} />
  }
}

const words = () => createTranslator({ locale: 'en', words: stageWords })

function chosen<T extends { readonly id: string }>(list: readonly T[], id: string | null) {
  const at = Math.max(
    0,
    list.findIndex((one) => one.id === id),
  )
  return { one: list[at] ?? null, at }
}

function ShownStep({ step, at, of }: { step: Step; at: number; of: number }): VNode {
  const { advance, choices } = step
  const hasNext = advance.length === 0 || advance.some(({ on }) => on === 'button')
  const side = step.placement === undefined || step.placement === 'auto' ? 'bottom' : step.placement
  return (
    <div class="shepherd-element" data-side={side}>
      <TourCard
        shown={{
          step,
          target: null,
          placement: side,
          place: at + 1,
          of,
          hasNext: hasNext && !choices?.length,
          isLast: at === of - 1,
          canGoBack: at > 0,
          interaction: 'none',
          canSkip: of > 1 && at < of - 1,
        }}
        events={{
          onNext: nothing,
          onBack: nothing,
          onClose: nothing,
          onChoice: nothing,
          onStray: nothing,
          onFailed: nothing,
        }}
        t={tourTranslator('en')}
      />
    </div>
  )
}

function ShownChecklist(props: {
  content: Extract<FlowContent, { kind: 'checklist' }>
  locale: string
  openId: string | null
}): VNode {
  const { content, locale, openId } = props
  return (
    <div class="o-panel">
      <ChecklistPanel
        list={{ flowId: '', content, locale, status: 'running', done: [] }}
        tasks={{ act: nothing, tick: nothing }}
        name={useId()}
        t={words()}
        unfolded={openId ?? undefined}
        close={nothing}
        hide={nothing}
      />
    </div>
  )
}

function ShownHint({ hint }: { hint: Hint }): VNode {
  return (
    <div class="o-hint">
      <span class="o-dot" />
      <div class="o-card o-hint-card">
        <HintWords hint={hint} name={useId()} t={words()} act={nothing} gotIt={nothing} />
      </div>
    </div>
  )
}

function ShownSurvey(props: { content: Extract<FlowContent, { kind: 'survey' }>; at: number }): VNode {
  const t = createTranslator({ locale: 'en', words: surveyWords })
  return (
    <div class="s-survey">
      <SurveyForm
        content={props.content}
        place={props.at}
        name={useId()}
        t={t}
        value=""
        missing={false}
        onChange={nothing}
        onSubmit={nothing}
        leave={nothing}
      />
    </div>
  )
}
