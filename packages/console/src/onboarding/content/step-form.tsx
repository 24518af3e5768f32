/** One step of a tour: words, place, what leads on, and what happens where its element is missing. */
import { type Authored, type MissingAct, missingActs, placements, type Step } from '@docent/protocol/flow'
import type { VNode } from 'preact'
import { ChoiceField, NumberField, TextField } from '../../controls/fields.tsx'
import { Fold } from '../../controls/fold.tsx'
import { Switch } from '../../controls/switch.tsx'
import { useDesk } from '../../desk/desk-context.tsx'
import { RuleEditor } from '../targeting/rule-editor.tsx'
import { AdvanceField } from './advance-field.tsx'
import { useContent, withKey } from './content-context.ts'
import { MediaField } from './media-field.tsx'
import { TargetField } from './target-field.tsx'
import { PlaceTexts, PlainTexts } from './text-fields.tsx'
import { BranchesField, ChoicesField } from './ways-field.tsx'

type AuthoredStep = Step<Authored>

export interface StepFormProps {
  step: AuthoredStep
  steps: readonly AuthoredStep[]
  onChange: (make: (step: AuthoredStep) => AuthoredStep) => void
}

export function StepForm(props: StepFormProps): VNode {
  const { step, onChange } = props
  const { say } = useDesk().words
  const anchored = step.kind === 'anchored'
  return (
    <>
      <PlaceTexts place={step} onChange={onChange} />
      <ChoiceField
        label={say('content.kind')}
        value={step.kind}
        choices={(['anchored', 'modal'] as const).map((value) => ({
          value,
          label: say(`content.kinds.${value}`),
        }))}
        onChange={(kind) => onChange((now) => ({ ...now, kind }))}
      />
      {anchored && (
        <TargetField
          ownerId={step.id}
          target={step.target}
          onChange={(target) => onChange((now) => ({ ...now, target }))}
        />
      )}
      <AdvanceField
        advance={step.advance}
        anchored={anchored}
        onChange={(advance) => onChange((now) => ({ ...now, advance }))}
      />
      {anchored && <MissingFields {...props} />}
      <Fold label={say('content.where')}>
        <PlaceFields {...props} />
      </Fold>
      <Fold label={say('content.conditions')}>
        <WayFields {...props} />
      </Fold>
      <Fold label={say('content.media')}>
        {(['picture', 'video'] as const).map((kind) => (
          <MediaField
            key={kind}
            kind={kind}
            media={step[kind]}
            onChange={(media) => onChange((now) => withKey(now, kind, media))}
          />
        ))}
      </Fold>
    </>
  )
}

function MissingFields({ step, onChange }: StepFormProps): VNode {
  const { say } = useDesk().words
  const missing = step.missing ?? { afterMs: 5_000, act: 'wait' as MissingAct }
  return (
    <div class="field-pair">
      <ChoiceField
        label={say('content.missing')}
        value={missing.act}
        choices={missingActs.map((value) => ({ value, label: say(`content.missingActs.${value}`) }))}
        onChange={(act) => onChange((now) => ({ ...now, missing: { ...missing, act } }))}
      />
      {missing.act !== 'wait' && (
        <NumberField
          label={say('content.missingAfter')}
          unit={say('content.seconds')}
          value={Math.round(missing.afterMs / 1_000)}
          min={0}
          max={600}
          onChange={(seconds) =>
            onChange((now) => ({ ...now, missing: { ...missing, afterMs: seconds * 1_000 } }))
          }
        />
      )}
    </div>
  )
}

function PlaceFields({ step, onChange }: StepFormProps): VNode {
  const { say } = useDesk().words
  const text = (key: 'path' | 'goTo') => (value: string) =>
    onChange((now) => withKey(now, key, value === '' ? undefined : value))
  return (
    <>
      {step.kind === 'anchored' && (
        <div class="field-pair">
          <ChoiceField
            label={say('content.placement')}
            value={step.placement ?? 'auto'}
            choices={placements.map((value) => ({ value, label: say(`content.placements.${value}`) }))}
            onChange={(placement) => onChange((now) => ({ ...now, placement }))}
          />
          <ChoiceField
            label={say('content.interaction')}
            value={step.interaction ?? 'target'}
            choices={(['target', 'none'] as const).map((value) => ({
              value,
              label: say(`content.interactions.${value}`),
            }))}
            onChange={(interaction) => onChange((now) => ({ ...now, interaction }))}
          />
        </div>
      )}
      <TextField
        label={say('content.path')}
        text={say('content.pathText')}
        value={step.path ?? ''}
        maxLength={500}
        code
        onChange={text('path')}
      />
      <TextField
        label={say('content.goTo')}
        text={say('content.goToText')}
        value={step.goTo ?? ''}
        maxLength={1_000}
        code
        onChange={text('goTo')}
      />
    </>
  )
}

function WayFields({ step, steps, onChange }: StepFormProps): VNode {
  const { say } = useDesk().words
  const { mayWrite } = useContent()
  return (
    <>
      <PlainTexts
        label={say('content.button')}
        text={say('content.buttonText')}
        texts={step.button}
        onChange={(button) =>
          onChange((now) => withKey(now, 'button', hasWords(button) ? button : undefined))
        }
      />
      <Switch
        label={say('content.whenOn')}
        on={step.when !== undefined}
        onChange={(on) => onChange((now) => withKey(now, 'when', on ? { all: [] } : undefined))}
      />
      {step.when && (
        <RuleEditor
          label={say('content.when')}
          rule={step.when}
          disabled={!mayWrite}
          onChange={(when) => onChange((now) => ({ ...now, when }))}
        />
      )}
      <ChoicesField
        step={step}
        steps={steps}
        onChange={(choices) => onChange((now) => withKey(now, 'choices', choices))}
      />
      <BranchesField
        step={step}
        steps={steps}
        onChange={(branches) => onChange((now) => withKey(now, 'branches', branches))}
      />
    </>
  )
}

const hasWords = (texts: Readonly<Record<string, string>>): boolean =>
  Object.values(texts).some((text) => text !== '')
