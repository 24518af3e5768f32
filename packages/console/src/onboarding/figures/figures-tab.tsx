/** How far visitors came [FLO16]: four numbers, and step by step a table whose bars begin at zero. */
import type { FlowFigures } from '@docent/protocol'
import { IconAlertTriangle, IconUsers } from '@docent/ui/icons.tsx'
import { Spinner } from '@docent/ui/spinner.tsx'
import { useSignal } from '@preact/signals'
import type { VNode } from 'preact'
import { useEffect } from 'preact/hooks'
import { Button } from '../../controls/button.tsx'
import { EmptyState } from '../../controls/empty-state.tsx'
import { ChoiceField } from '../../controls/fields.tsx'
import { useDesk } from '../../desk/desk-context.tsx'
import type { Say } from '../../words/words.tsx'
import type { FlowEditor } from '../content/flow-editor.ts'
import { AnswerList } from './answer-list.tsx'
import { durationWords, percentWords } from './figure-words.ts'
import { StepTable } from './step-table.tsx'

const spans = [7, 30, 90] as const
type Span = (typeof spans)[number]
const dayMs = 86_400_000

type State =
  | { readonly kind: 'loading' | 'failed' }
  | { readonly kind: 'ready'; readonly figures: FlowFigures }

export function FiguresTab({ editor }: { editor: FlowEditor }): VNode {
  const desk = useDesk()
  const { say } = desk.words
  const span = useSignal<Span>(30)
  const version = useSignal<number | null>(null)
  const state = useSignal<State>({ kind: 'loading' })
  const turn = useSignal(0)
  const { flowId } = editor
  const until = desk.clock.now()
  const from = until - span.value * dayMs

  const load = async (): Promise<void> => {
    const mine = turn.peek() + 1
    turn.value = mine
    // The figures before stay until the new ones are there: nothing jumps.
    const reply = await desk.client.flows
      .figures({ flowId, version: version.peek(), from: Math.floor(from), until: Math.ceil(until) })
      .catch(() => null)
    if (turn.peek() === mine)
      state.value = reply?.ok ? { kind: 'ready', figures: reply.data } : { kind: 'failed' }
  }
  useEffect(() => void load(), [flowId, span.value, version.value])

  const versions = editor.detail.value?.versions ?? []
  const now = state.value
  return (
    <div class="figures">
      <div class="figures-head">
        <fieldset class="segments figures-span" aria-label={say('figures.span')}>
          {spans.map((days) => (
            <button
              key={days}
              type="button"
              class="segment"
              aria-pressed={span.value === days}
              onClick={() => {
                span.value = days
              }}
            >
              {say('figures.days', { count: days })}
            </button>
          ))}
        </fieldset>
        <ChoiceField
          label={say('figures.version')}
          hidesLabel
          value={String(version.value ?? '')}
          choices={[
            { value: '', label: say('figures.allVersions') },
            ...versions.map((one) => ({
              value: String(one.version),
              label: say('figures.versionNumber', { version: one.version }),
            })),
          ]}
          onChange={(chosen) => {
            version.value = chosen === '' ? null : Number(chosen)
          }}
        />
        <a
          class="button button-quiet button-link figures-csv"
          href={csvAddress(desk.relayUrl, { flowId, version: version.value, from, until })}
          download
        >
          {say('figures.csv')}
        </a>
      </div>
      {now.kind === 'loading' && (
        <p class="onboarding-wait">
          <Spinner label={say('figures.loading')} />
        </p>
      )}
      {now.kind === 'failed' && (
        <EmptyState icon={<IconAlertTriangle />} title={say('figures.failed')} text={say('notReached')}>
          <Button label={say('onboarding.retry')} onClick={() => void load()} />
        </EmptyState>
      )}
      {now.kind === 'ready' && now.figures.started === 0 && (
        <EmptyState
          icon={<IconUsers />}
          title={say('figures.emptyTitle')}
          text={say(versions.length > 0 ? 'figures.emptySpan' : 'figures.emptyText')}
        />
      )}
      {now.kind === 'ready' && now.figures.started > 0 && (
        <>
          <Numbers figures={now.figures} />
          <StepTable figures={now.figures} draft={editor.draft.value} />
          <AnswerList figures={now.figures} draft={editor.draft.value} />
        </>
      )}
    </div>
  )
}

function Numbers({ figures }: { figures: FlowFigures }): VNode {
  const { say } = useDesk().words
  const share = (part: number): string =>
    say('figures.share', { percent: percentWords(say, part, figures.started) })
  return (
    <dl class="numbers">
      <Figure name={say('figures.started')} value={count(say, figures.started)} />
      <Figure
        name={say('figures.completed')}
        value={count(say, figures.completed)}
        note={share(figures.completed)}
      />
      <Figure name={say('figures.left')} value={count(say, figures.left)} note={share(figures.left)} />
      <Figure
        name={say('figures.median')}
        value={durationWords(say, figures.medianMs)}
        note={say('figures.untilEnd')}
      />
    </dl>
  )
}

function Figure({ name, value, note }: { name: string; value: string; note?: string }): VNode {
  return (
    <div class="number">
      <dt class="number-name">{name}</dt>
      <dd class="number-value tabular">
        {value}
        {note && <span class="number-note">{note}</span>}
      </dd>
    </div>
  )
}

const count = (say: Say, value: number): string => value.toLocaleString(say.locale)

/** The relay's own file of the same figures. */
function csvAddress(
  relayUrl: string,
  wanted: { flowId: string; version: number | null; from: number; until: number },
): string {
  const address = new URL(`api/v1/flows/${wanted.flowId}/figures.csv`, relayUrl)
  if (wanted.version !== null) address.searchParams.set('version', String(wanted.version))
  address.searchParams.set('from', String(Math.floor(wanted.from)))
  address.searchParams.set('until', String(Math.ceil(wanted.until)))
  return address.href
}
