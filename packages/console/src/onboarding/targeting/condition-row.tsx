/** One condition: what is asked about, how, and with which value. */
import type { Condition, Operator } from '@docent/protocol/rule'
import { IconTrash } from '@docent/ui/icons.tsx'
import type { VNode } from 'preact'
import { ToolButton } from '../../controls/tool-button.tsx'
import { useDesk } from '../../desk/desk-context.tsx'
import {
  choiceOf,
  devices,
  type FactChoice,
  factChoices,
  factOf,
  kindOf,
  operatorsOf,
  startingCondition,
  takesValue,
  typedValue,
  withOperator,
} from './facts.ts'

export function ConditionRow(props: {
  number: number
  condition: Condition
  disabled: boolean
  onChange: (condition: Condition) => void
  onRemove: () => void
}): VNode {
  const { condition, onChange } = props
  const { say } = useDesk().words
  const { choice, name } = choiceOf(condition.fact)
  const operators = operatorsOf(choice)
  // What a file brought stays choosable, though nobody offers it.
  const shown = operators.includes(condition.op) ? operators : [condition.op, ...operators]
  return (
    <fieldset class="condition" aria-label={say('rules.condition', { number: props.number })}>
      <select
        class="field-input condition-fact"
        aria-label={say('rules.fact')}
        value={choice}
        onChange={(event) => onChange(startingCondition(event.currentTarget.value as FactChoice))}
      >
        {factChoices.map((one) => (
          <option key={one} value={one}>
            {say(`rules.facts.${one}`)}
          </option>
        ))}
      </select>
      {(choice === 'attributes' || choice === 'events') && (
        <input
          class="field-input field-code condition-name"
          dir="ltr"
          spellcheck={false}
          aria-label={say(choice === 'attributes' ? 'rules.attribute' : 'rules.event')}
          placeholder={say(choice === 'attributes' ? 'rules.attribute' : 'rules.event')}
          aria-invalid={name === ''}
          maxLength={100}
          value={name}
          onInput={(event) =>
            onChange({ ...condition, fact: factOf(choice, event.currentTarget.value.trim()) })
          }
        />
      )}
      {shown.length > 1 && (
        <select
          class="field-input condition-operator"
          aria-label={say('rules.operator')}
          value={condition.op}
          onChange={(event) => onChange(withOperator(condition, event.currentTarget.value as Operator))}
        >
          {shown.map((one) => (
            <option key={one} value={one}>
              {say(`rules.operators.${one}`)}
            </option>
          ))}
        </select>
      )}
      {takesValue(condition.op) && <Value choice={choice} condition={condition} onChange={onChange} />}
      {!props.disabled && (
        <ToolButton label={say('rules.removeCondition')} tipAlign="end" onClick={props.onRemove}>
          <IconTrash size={16} />
        </ToolButton>
      )}
    </fieldset>
  )
}

function Value(props: {
  choice: FactChoice
  condition: Condition
  onChange: (condition: Condition) => void
}): VNode {
  const { choice, condition } = props
  const { say } = useDesk().words
  const kind = kindOf(choice)
  const put = (value: string | number | boolean): void => props.onChange({ ...condition, value })
  if (kind === 'yes_no')
    return (
      <select
        class="field-input condition-value"
        aria-label={say('rules.value')}
        value={condition.value === false ? 'no' : 'yes'}
        onChange={(event) => put(event.currentTarget.value === 'yes')}
      >
        <option value="yes">{say('rules.yes')}</option>
        <option value="no">{say('rules.no')}</option>
      </select>
    )
  if (kind === 'device')
    return (
      <select
        class="field-input condition-value"
        aria-label={say('rules.value')}
        value={String(condition.value)}
        onChange={(event) => put(event.currentTarget.value)}
      >
        {devices.map((device) => (
          <option key={device} value={device}>
            {say(`rules.devices.${device}`)}
          </option>
        ))}
      </select>
    )
  const shared = {
    'aria-label': say('rules.value'),
    value: String(condition.value ?? ''),
    onInput: (event: { readonly currentTarget: HTMLInputElement }) =>
      put(typedValue(choice, event.currentTarget.value)),
  }
  return kind === 'number' || kind === 'count' ? (
    <input {...shared} type="number" class="field-input condition-value tabular" />
  ) : (
    <input {...shared} type="text" class="field-input condition-value" dir="auto" maxLength={500} />
  )
}
