/** How far visitors came [FLO16]: four numbers, and step by step a table whose bars begin at zero. */
import type { FlowFigures } from '@docent/protocol'
import { IconUsers } from '@docent/ui/icons.tsx'
import { useSignal } from '@preact/signals'
import type { VNode } from 'preact'
import { EmptyState } from '../../controls/empty-state.tsx'
import { ChoiceField } from '../../controls/fields.tsx'
import { useDesk } from '../../desk/desk-context.tsx'
import { countWords, durationWords, percentWords } from '../../figures/figure-words.ts'
import { NamedNumber } from '../../figures/named-number.tsx'
import { SpannedFigures } from '../../figures/spanned-figures.tsx'
import type { FlowEditor } from '../content/flow-editor.ts'
import { AnswerList } from './answer-list.tsx'
import { StepTable } from './step-table.tsx'

export function FiguresTab({ editor }: { editor: FlowEditor }): VNode {
  const desk = useDesk()
  const { say } = desk.words
  /** Null: all of them together. */
  const version = useSignal<number | null>(null)
  const { flowId } = editor
  const versions = editor.detail.value?.versions ?? []
  return (
    <SpannedFigures
      of={`${flowId}/${version.value ?? ''}`}
      ask={(span) => desk.client.flows.figures({ flowId, version: version.peek(), ...span })}
      csv={{
        path: `api/v1/flows/${flowId}/figures.csv`,
        query: version.value === null ? {} : { version: String(version.value) },
      }}
      choice={
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
      }
    >
      {(figures) =>
        figures.started === 0 ? (
          <EmptyState
            icon={<IconUsers />}
            title={say('figures.emptyTitle')}
            text={say(versions.length > 0 ? 'figures.emptySpan' : 'figures.emptyText')}
          />
        ) : (
          <>
            <Numbers figures={figures} />
            <StepTable figures={figures} draft={editor.draft.value} />
            <AnswerList figures={figures} draft={editor.draft.value} />
          </>
        )
      }
    </SpannedFigures>
  )
}

function Numbers({ figures }: { figures: FlowFigures }): VNode {
  const { say } = useDesk().words
  const share = (part: number): string =>
    say('figures.share', { percent: percentWords(say, part, figures.started) })
  return (
    <dl class="numbers">
      <NamedNumber name={say('figures.started')} value={countWords(say, figures.started)} />
      <NamedNumber
        name={say('figures.completed')}
        value={countWords(say, figures.completed)}
        note={share(figures.completed)}
      />
      <NamedNumber
        name={say('figures.left')}
        value={countWords(say, figures.left)}
        note={share(figures.left)}
      />
      <NamedNumber
        name={say('figures.median')}
        value={durationWords(say, figures.medianMs)}
        note={say('figures.untilEnd')}
      />
    </dl>
  )
}
