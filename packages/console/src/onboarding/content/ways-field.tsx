/** Where a step leads besides onwards: buttons with a way of their own, and branches under a condition. */
import type { Authored, Step } from '@docent/protocol/flow'
import { IconPlus, IconTrash } from '@docent/ui/icons.tsx'
import type { ComponentChildren, VNode } from 'preact'
import { Button } from '../../controls/button.tsx'
import { ChoiceField } from '../../controls/fields.tsx'
import { ToolButton } from '../../controls/tool-button.tsx'
import { useDesk } from '../../desk/desk-context.tsx'
import { RuleEditor } from '../targeting/rule-editor.tsx'
import { useContent } from './content-context.ts'
import { PlainTexts, shortText } from './text-fields.tsx'

type AuthoredStep = Step<Authored>
type Choices = NonNullable<AuthoredStep['choices']>
type Branches = NonNullable<AuthoredStep['branches']>

interface WaysProps<T> {
  step: AuthoredStep
  steps: readonly AuthoredStep[]
  onChange: (ways: T | undefined) => void
}

export function ChoicesField({ step, steps, onChange }: WaysProps<Choices>): VNode {
  const { say } = useDesk().words
  const { makeId, mayWrite, defaultLocale } = useContent()
  const choices = step.choices ?? []
  const set = (next: Choices): void => onChange(next.length > 0 ? next : undefined)
  const put = (changed: Choices[number]): void =>
    set(choices.map((one) => (one.id === changed.id ? changed : one)))
  return (
    <fieldset class="ways">
      <legend class="field-label">{say('content.choices')}</legend>
      {choices.map((choice, index) => (
        <Way
          key={choice.id}
          name={say('content.choice', { number: index + 1 })}
          onRemove={() => set(choices.filter((one) => one !== choice))}
        >
          <PlainTexts
            label={say('content.choice', { number: index + 1 })}
            texts={choice.label}
            onChange={(label) => put({ ...choice, label })}
          />
          <LeadsTo to={choice.to} step={step} steps={steps} onChange={(to) => put({ ...choice, to })} />
        </Way>
      ))}
      {mayWrite && choices.length < 6 && (
        <Button
          label={say('content.addChoice')}
          look="plain"
          icon={<IconPlus size={16} />}
          onClick={() => set([...choices, { id: makeId(), label: { [defaultLocale]: '' }, to: 'end' }])}
        />
      )}
    </fieldset>
  )
}

export function BranchesField({ step, steps, onChange }: WaysProps<Branches>): VNode {
  const { say } = useDesk().words
  const { mayWrite } = useContent()
  const branches = step.branches ?? []
  const set = (next: Branches): void => onChange(next.length > 0 ? next : undefined)
  const put = (index: number, changed: Branches[number]): void =>
    set(branches.map((one, at) => (at === index ? changed : one)))
  return (
    <fieldset class="ways">
      <legend class="field-label">{say('content.branches')}</legend>
      <p class="field-text">{say('content.branchesText')}</p>
      {branches.map((branch, index) => (
        <Way
          key={index}
          name={say('content.branch', { number: index + 1 })}
          onRemove={() => set(branches.filter((one) => one !== branch))}
        >
          <RuleEditor
            label={say('content.branch', { number: index + 1 })}
            rule={branch.when}
            disabled={!mayWrite}
            onChange={(when) => put(index, { ...branch, when })}
          />
          <LeadsTo
            to={branch.to}
            step={step}
            steps={steps}
            onChange={(to) => put(index, { ...branch, to })}
          />
        </Way>
      ))}
      {mayWrite && branches.length < 10 && (
        <Button
          label={say('content.addBranch')}
          look="plain"
          icon={<IconPlus size={16} />}
          onClick={() => set([...branches, { when: { all: [] }, to: 'end' }])}
        />
      )}
    </fieldset>
  )
}

export function Way(props: { name: string; onRemove: () => void; children: ComponentChildren }): VNode {
  const { say } = useDesk().words
  const { mayWrite } = useContent()
  return (
    <div class="way">
      <div class="way-fields">{props.children}</div>
      {mayWrite && (
        <ToolButton
          label={say('content.remove', { name: props.name })}
          tipAlign="end"
          onClick={props.onRemove}
        >
          <IconTrash size={16} />
        </ToolButton>
      )}
    </div>
  )
}

function LeadsTo(props: {
  to: string
  step: AuthoredStep
  steps: readonly AuthoredStep[]
  onChange: (to: string) => void
}): VNode {
  const { say } = useDesk().words
  const { locale, defaultLocale } = useContent()
  const others = props.steps
    .map((step, index) => ({
      value: step.id,
      label: say('content.toStep', {
        number: index + 1,
        title: shortText(step.title, locale, defaultLocale) || say('onboarding.untitled'),
      }),
    }))
    .filter(({ value }) => value !== props.step.id)
  return (
    <ChoiceField
      label={say('content.leadsTo')}
      value={props.to}
      choices={[...others, { value: 'end', label: say('content.toEnd') }]}
      onChange={props.onChange}
    />
  )
}
