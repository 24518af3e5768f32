/** A rule as groups of conditions: all, any or none of them, each a fact, a way of asking and a value. */
import type { Condition, Rule } from '@docent/protocol/rule'
import { IconPlus, IconTrash } from '@docent/ui/icons.tsx'
import type { VNode } from 'preact'
import { Button } from '../../controls/button.tsx'
import { ToolButton } from '../../controls/tool-button.tsx'
import { useDesk } from '../../desk/desk-context.tsx'
import { ConditionRow } from './condition-row.tsx'
import { startingCondition } from './facts.ts'
import { type GroupMode, groupOf, isGroup, type RuleGroup, ruleOf } from './rule-groups.ts'

/** Deeper than this nobody reads; what the builder or a file nested deeper is shown all the same. */
const deepest = 2

export function RuleEditor(props: {
  label: string
  rule: Rule
  disabled: boolean
  onChange: (rule: Rule) => void
}): VNode {
  return (
    <GroupView
      label={props.label}
      group={groupOf(props.rule)}
      depth={0}
      disabled={props.disabled}
      onChange={(group) => props.onChange(ruleOf(group))}
    />
  )
}

function GroupView(props: {
  label: string
  group: RuleGroup
  depth: number
  disabled: boolean
  onChange: (group: RuleGroup) => void
  onRemove?: () => void
}): VNode {
  const { group, depth, disabled, onChange } = props
  const { say } = useDesk().words
  const put = (index: number, part: RuleGroup | Condition): void =>
    onChange({ ...group, parts: group.parts.map((one, at) => (at === index ? part : one)) })
  const drop = (index: number): void =>
    onChange({ ...group, parts: group.parts.filter((_, at) => at !== index) })
  const add = (part: RuleGroup | Condition): void => onChange({ ...group, parts: [...group.parts, part] })
  return (
    <fieldset
      class={`rule-group rule-depth-${Math.min(depth, 3)}`}
      aria-label={props.label}
      disabled={disabled}
    >
      {(group.parts.length > 0 || depth > 0) && (
        <div class="rule-head">
          <select
            class="field-input rule-mode"
            aria-label={say('rules.mode')}
            value={group.mode}
            onChange={(event) => onChange({ ...group, mode: event.currentTarget.value as GroupMode })}
          >
            {(['all', 'any', 'none'] as const).map((mode) => (
              <option key={mode} value={mode}>
                {say(`rules.modes.${mode}`)}
              </option>
            ))}
          </select>
          {props.onRemove && !disabled && (
            <ToolButton label={say('rules.removeGroup')} tipAlign="end" onClick={props.onRemove}>
              <IconTrash size={16} />
            </ToolButton>
          )}
        </div>
      )}
      {group.parts.map((part, index) =>
        isGroup(part) ? (
          <GroupView
            key={index}
            label={say('rules.group')}
            group={part}
            depth={depth + 1}
            disabled={disabled}
            onChange={(next) => put(index, next)}
            onRemove={() => drop(index)}
          />
        ) : (
          <ConditionRow
            key={index}
            number={index + 1}
            condition={part}
            disabled={disabled}
            onChange={(next) => put(index, next)}
            onRemove={() => drop(index)}
          />
        ),
      )}
      {!disabled && (
        <div class="rule-add">
          <Button
            label={say('rules.addCondition')}
            look="plain"
            icon={<IconPlus size={16} />}
            onClick={() => add(startingCondition('path'))}
          />
          {depth < deepest && group.parts.length > 0 && (
            <Button
              label={say('rules.addGroup')}
              look="plain"
              icon={<IconPlus size={16} />}
              onClick={() => add({ mode: 'any', parts: [startingCondition('visits')] })}
            />
          )}
        </div>
      )}
    </fieldset>
  )
}
