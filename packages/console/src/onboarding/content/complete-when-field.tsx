/** What completes an item of a checklist: any of a few ways. */
import type { CompleteWhen } from '@docent/protocol/flow'
import { IconPlus } from '@docent/ui/icons.tsx'
import type { VNode } from 'preact'
import { Button } from '../../controls/button.tsx'
import { ChoiceField } from '../../controls/fields.tsx'
import { useDesk } from '../../desk/desk-context.tsx'
import { RuleEditor } from '../targeting/rule-editor.tsx'
import { TourChoice, useTours } from './action-field.tsx'
import { useContent } from './content-context.ts'
import { TargetField } from './target-field.tsx'
import { Way } from './ways-field.tsx'

type By = CompleteWhen['by']

export function CompleteWhenField(props: {
  itemId: string
  ways: readonly CompleteWhen[]
  onChange: (ways: readonly CompleteWhen[]) => void
}): VNode {
  const { ways, onChange } = props
  const { say } = useDesk().words
  const { mayWrite } = useContent()
  const tours = useTours()
  const offered: readonly By[] =
    tours.length > 0 ? ['rule', 'tour', 'click', 'visitor'] : ['rule', 'click', 'visitor']
  const starting = (by: By): CompleteWhen => {
    if (by === 'rule') return { by, rule: { fact: 'events.', op: 'at_least', value: 1 } }
    if (by === 'tour') return { by, flowId: tours[0]?.value ?? '' }
    return by === 'click' ? { by, target: { locators: [] } } : { by }
  }
  const put = (index: number, changed: CompleteWhen): void =>
    onChange(ways.map((one, at) => (at === index ? changed : one)))
  return (
    <fieldset class="ways">
      <legend class="field-label">{say('content.completeWhen')}</legend>
      <p class="field-text">{say(ways.length > 0 ? 'content.completeWhenText' : 'content.completeNone')}</p>
      {ways.map((way, index) => (
        <Way
          key={index}
          name={say(`content.completeBy.${way.by}`)}
          onRemove={() => onChange(ways.filter((one) => one !== way))}
        >
          <ChoiceField
            label={say('content.completeWhen')}
            hidesLabel
            value={way.by}
            choices={[...new Set([...offered, way.by])].map((value) => ({
              value,
              label: say(`content.completeBy.${value}`),
            }))}
            onChange={(by) => put(index, starting(by))}
          />
          {way.by === 'rule' && (
            <RuleEditor
              label={say('content.completeBy.rule')}
              rule={way.rule}
              disabled={!mayWrite}
              onChange={(rule) => put(index, { by: 'rule', rule })}
            />
          )}
          {way.by === 'tour' && (
            <TourChoice flowId={way.flowId} onChange={(flowId) => put(index, { by: 'tour', flowId })} />
          )}
          {way.by === 'click' && (
            <TargetField
              ownerId={props.itemId}
              target={way.target.locators.length > 0 ? way.target : undefined}
              onChange={(target) => put(index, { by: 'click', target })}
            />
          )}
        </Way>
      ))}
      {mayWrite && ways.length < 5 && (
        <Button
          label={say('content.addWay')}
          look="plain"
          icon={<IconPlus size={16} />}
          onClick={() => onChange([...ways, starting('rule')])}
        />
      )}
    </fieldset>
  )
}
