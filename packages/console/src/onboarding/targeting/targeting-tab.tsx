/** For whom a flow is, when it starts by itself, how often, and between which dates. */
import type { FlowDraft } from '@docent/protocol/flow'
import type { VNode } from 'preact'
import { MomentField, NumberField, RadioField } from '../../controls/fields.tsx'
import { Switch } from '../../controls/switch.tsx'
import { useDesk } from '../../desk/desk-context.tsx'
import type { FlowEditor } from '../content/flow-editor.ts'
import { RuleEditor } from './rule-editor.tsx'
import { groupOf, isEmpty } from './rule-groups.ts'

export function TargetingTab({ editor }: { editor: FlowEditor }): VNode | null {
  const desk = useDesk()
  const { say } = desk.words
  const draft = editor.draft.value
  if (!draft) return null
  const disabled = !desk.may('flows.write')
  const set = (part: Partial<FlowDraft>): void => editor.edit((now) => ({ ...now, ...part }))
  return (
    <div class="targeting">
      <section class="form-section">
        <h2 class="form-heading">{say('targeting.audience')}</h2>
        <p class="form-text">{say('targeting.audienceText')}</p>
        {isEmpty(groupOf(draft.audience)) && <p class="rule-empty">{say('targeting.everybody')}</p>}
        <RuleEditor
          label={say('targeting.audience')}
          rule={draft.audience}
          disabled={disabled}
          onChange={(audience) => set({ audience })}
        />
      </section>
      <section class="form-section">
        <h2 class="form-heading">{say('targeting.begin')}</h2>
        <Switch
          label={say('targeting.byItself')}
          text={say('targeting.byItselfText')}
          on={draft.rule !== null}
          disabled={disabled}
          onChange={(on) => set({ rule: on ? { all: [] } : null })}
        />
        {draft.rule !== null && (
          <>
            {isEmpty(groupOf(draft.rule)) && <p class="rule-empty">{say('targeting.atOnce')}</p>}
            <RuleEditor
              label={say('targeting.begin')}
              rule={draft.rule}
              disabled={disabled}
              onChange={(rule) => set({ rule })}
            />
          </>
        )}
      </section>
      {draft.rule !== null && <OftenSection draft={draft} disabled={disabled} set={set} />}
      <ScheduleSection draft={draft} disabled={disabled} set={set} />
    </div>
  )
}

interface SectionProps {
  draft: FlowDraft
  disabled: boolean
  set: (part: Partial<FlowDraft>) => void
}

function OftenSection({ draft, disabled, set }: SectionProps): VNode {
  const { say } = useDesk().words
  const { frequency } = draft
  return (
    <section class="form-section">
      <RadioField
        label={say('targeting.frequency')}
        value={frequency.kind}
        disabled={disabled}
        choices={(['once', 'until_finished', 'every'] as const).map((value) => ({
          value,
          label: say(`targeting.frequencies.${value}`),
          text: say(`targeting.frequencies.${value}Text`),
        }))}
        onChange={(kind) => set({ frequency: kind === 'every' ? { kind, days: 30 } : { kind } })}
      />
      {frequency.kind === 'every' && (
        <NumberField
          label={say('targeting.days')}
          unit={say('targeting.daysUnit')}
          value={frequency.days}
          min={1}
          max={365}
          disabled={disabled}
          onChange={(days) => set({ frequency: { kind: 'every', days } })}
        />
      )}
      <NumberField
        label={say('targeting.priority')}
        text={say('targeting.priorityText')}
        value={draft.priority}
        min={0}
        max={100}
        disabled={disabled}
        onChange={(priority) => set({ priority })}
      />
    </section>
  )
}

function ScheduleSection({ draft, disabled, set }: SectionProps): VNode {
  const { say } = useDesk().words
  const { schedule } = draft
  const wrong = schedule.from !== null && schedule.until !== null && schedule.until <= schedule.from
  return (
    <section class="form-section">
      <h2 class="form-heading">{say('targeting.schedule')}</h2>
      <p class="form-text">{say('targeting.scheduleText')}</p>
      <div class="field-pair">
        <MomentField
          label={say('targeting.from')}
          value={schedule.from}
          disabled={disabled}
          onChange={(from) => set({ schedule: { ...schedule, from } })}
        />
        <MomentField
          label={say('targeting.until')}
          problem={wrong ? say('targeting.scheduleWrong') : null}
          value={schedule.until}
          disabled={disabled}
          onChange={(until) => set({ schedule: { ...schedule, until } })}
        />
      </div>
    </section>
  )
}
