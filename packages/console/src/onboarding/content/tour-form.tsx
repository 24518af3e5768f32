/** A tour: its title, its steps, its end. */
import type { Authored, Step } from '@docent/protocol/flow'
import { flowLimits } from '@docent/protocol/limits'
import { IconPlus } from '@docent/ui/icons.tsx'
import type { VNode } from 'preact'
import { Button } from '../../controls/button.tsx'
import { Switch } from '../../controls/switch.tsx'
import { useDesk } from '../../desk/desk-context.tsx'
import { type ContentOf, useContent, withContent, withKey, withMember } from './content-context.ts'
import { PlaceList } from './place-list.tsx'
import { StepForm } from './step-form.tsx'
import { targetWords } from './target-words.ts'
import { PlainTexts, shortText } from './text-fields.tsx'

export interface OpenPlace {
  openId: string | null
  onOpen: (id: string | null) => void
}

export function TourForm({ content, openId, onOpen }: OpenPlace & { content: ContentOf<'tour'> }): VNode {
  const { say } = useDesk().words
  const { edit, mayWrite, locale, defaultLocale, makeId } = useContent()
  const change = (part: Partial<ContentOf<'tour'>>): void =>
    edit(withContent('tour', (now) => ({ ...now, ...part })))
  const changeStep = (id: string, make: (step: Step<Authored>) => Step<Authored>): void =>
    edit(withContent('tour', (now) => ({ ...now, steps: withMember(now.steps, id, make) })))
  const add = (): void => {
    const id = makeId()
    change({
      steps: [
        ...content.steps,
        {
          id,
          kind: 'anchored',
          title: { [defaultLocale]: '' },
          body: { [defaultLocale]: '' },
          advance: [],
          missing: { afterMs: 5_000, act: 'centre' },
        },
      ],
    })
    onOpen(id)
  }
  return (
    <>
      <fieldset class="plain-set" disabled={!mayWrite}>
        <PlainTexts
          label={say('content.titleOf.tour')}
          text={say('content.titleText')}
          texts={content.title}
          onChange={(title) => change({ title })}
        />
      </fieldset>
      <section class="form-section">
        <h2 class="form-heading">{say('content.steps')}</h2>
        {content.steps.length === 0 && <p class="form-none">{say('content.noStepsText')}</p>}
        <PlaceList
          label={say('content.steps')}
          places={content.steps}
          nameOf={(index) => say('content.stepNumber', { number: index + 1 })}
          titleOf={(step) => shortText(step.title, locale, defaultLocale)}
          noteOf={(step) =>
            step.kind === 'modal'
              ? say('content.kinds.modal')
              : step.target
                ? targetWords(say, step.target).first
                : say('content.noTarget')
          }
          openId={openId}
          onOpen={onOpen}
          onChange={(steps) => change({ steps: withoutLostWays(steps) })}
        >
          {(step) => (
            <StepForm step={step} steps={content.steps} onChange={(make) => changeStep(step.id, make)} />
          )}
        </PlaceList>
        {mayWrite && (
          <Button
            label={say('content.addStep')}
            icon={<IconPlus size={16} />}
            disabled={content.steps.length >= flowLimits.steps}
            onClick={add}
          />
        )}
      </section>
      <fieldset class="plain-set" disabled={!mayWrite}>
        <Switch
          label={say('content.celebrate')}
          text={say('content.celebrateText')}
          on={content.celebrate === true}
          onChange={(on) =>
            edit(withContent('tour', (now) => withKey(now, 'celebrate', on ? true : undefined)))
          }
        />
        <Switch
          label={say('content.offersHelp')}
          text={say('content.offersHelpText')}
          on={content.offersHelp !== false}
          onChange={(on) =>
            edit(withContent('tour', (now) => withKey(now, 'offersHelp', on ? undefined : false)))
          }
        />
      </fieldset>
    </>
  )
}

/** Ways that led to a step which is gone lead to the end. */
function withoutLostWays(steps: readonly Step<Authored>[]): readonly Step<Authored>[] {
  const known = new Set(['end', ...steps.map(({ id }) => id)])
  const led = <W extends { readonly to: string }>(ways: readonly W[]): readonly W[] =>
    ways.map((way) => (known.has(way.to) ? way : { ...way, to: 'end' }))
  return steps.map((step) => ({
    ...step,
    ...(step.choices ? { choices: led(step.choices) } : {}),
    ...(step.branches ? { branches: led(step.branches) } : {}),
  }))
}
