/** The funnel: a row for each step, with a bar from zero and its number beside it. The table is the chart. */
import type { FlowFigures, StepFigures } from '@docent/protocol'
import { placesOf } from '@docent/protocol'
import type { FlowDraft } from '@docent/protocol/flow'
import type { VNode } from 'preact'
import { useDesk } from '../../desk/desk-context.tsx'
import { durationWords, percentWords } from '../../figures/figure-words.ts'
import { shortText } from '../content/text-fields.tsx'

export function StepTable({
  figures,
  draft,
}: {
  figures: FlowFigures
  draft: FlowDraft | null
}): VNode | null {
  const { say } = useDesk().words
  if (figures.steps.length === 0) return null
  const names = namesOf(draft)
  const anyMissing = figures.steps.some(({ missing }) => missing > 0)
  return (
    <div class="step-table-box">
      <table class="step-table">
        <caption class="form-heading">{say('figures.table')}</caption>
        <thead>
          <tr>
            <th scope="col">{say('figures.column.step')}</th>
            <th scope="col" class="step-bar-cell">
              {say('figures.column.seen')}
            </th>
            <th scope="col" class="flows-number step-went">
              {say('figures.column.done')}
            </th>
            <th scope="col" class="flows-number">
              {say('figures.column.left')}
            </th>
            <th scope="col" class="flows-number">
              {say('figures.column.median')}
            </th>
            {anyMissing && (
              <th scope="col" class="flows-number">
                {say('figures.column.missing')}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {figures.steps.map((step) => (
            <StepRow
              key={step.stepId}
              step={step}
              name={names.get(step.stepId) ?? null}
              started={figures.started}
              anyMissing={anyMissing}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function StepRow(props: {
  step: StepFigures
  name: { readonly number: number; readonly title: string } | null
  started: number
  anyMissing: boolean
}): VNode {
  const { step, name, started } = props
  const { say } = useDesk().words
  const number = (value: number): string => value.toLocaleString(say.locale)
  return (
    <tr>
      <th scope="row" class="step-name" dir="auto">
        {name ? (
          <>
            <span class="step-number tabular">{name.number}</span>
            {name.title || say('onboarding.untitled')}
          </>
        ) : (
          say('figures.removedStep')
        )}
      </th>
      <td class="step-bar-cell">
        <span class="step-bar">
          <span class="step-track" aria-hidden="true">
            <span
              class="step-fill"
              style={{ width: `${started === 0 ? 0 : Math.min(100, (step.seen / started) * 100)}%` }}
            />
          </span>
          <span class="step-label tabular">
            {number(step.seen)} <span class="step-share">{percentWords(say, step.seen, started)}</span>
          </span>
        </span>
      </td>
      <td class="flows-number step-went tabular">{number(step.done)}</td>
      <td class="flows-number tabular">{number(step.left)}</td>
      <td class="flows-number tabular">{durationWords(say, step.medianMs)}</td>
      {props.anyMissing && (
        <td class={`flows-number tabular ${step.missing > 0 ? 'step-missing' : ''}`}>
          {number(step.missing)}
        </td>
      )}
    </tr>
  )
}

/** Titles by id, from the draft: ids stay the same over versions. */
function namesOf(draft: FlowDraft | null): ReadonlyMap<string, { number: number; title: string }> {
  if (!draft) return new Map()
  return new Map(
    placesOf(draft.content).map((place, index) => [
      place.id,
      {
        number: index + 1,
        title: shortText(
          (place as { title?: Record<string, string> }).title ?? {},
          draft.defaultLocale,
          draft.defaultLocale,
        ),
      },
    ]),
  )
}
