/** Steps of live flows whose element visitors' pages do not have: what was looked for, what was there, and the way to pick again. */
import type { BrokenStep } from '@docent/protocol'
import { IconAlertTriangle, IconCheck } from '@docent/ui/icons.tsx'
import { Spinner } from '@docent/ui/spinner.tsx'
import { useSignal } from '@preact/signals'
import type { VNode } from 'preact'
import { useEffect } from 'preact/hooks'
import { BackButton } from '../../controls/back-button.tsx'
import { Button } from '../../controls/button.tsx'
import { EmptyState } from '../../controls/empty-state.tsx'
import { useDesk } from '../../desk/desk-context.tsx'
import { OnSiteDialog } from '../on-site-dialog.tsx'
import { lookedWords } from './looked-words.ts'

export function BrokenPage(): VNode {
  const desk = useDesk()
  const { say } = desk.words
  const steps = useSignal<readonly BrokenStep[] | null | 'failed'>(null)
  const picking = useSignal<BrokenStep | null>(null)
  const load = async (): Promise<void> => {
    const reply = await desk.client.flows.broken().catch(() => null)
    steps.value = reply?.ok ? reply.data.steps : 'failed'
  }
  // The list of flows changes as steps break and are mended.
  useEffect(() => void load(), [desk.client.flows.list.value])
  const now = steps.value
  return (
    <section class="pane onboarding-pane" aria-labelledby="broken-title">
      <header class="pane-head onboarding-head">
        <BackButton label={say('onboarding.back')} onClick={() => desk.goOnboarding({ kind: 'list' })} />
        <h1 class="pane-title" id="broken-title">
          {say('broken.title')}
        </h1>
      </header>
      {now === null ? (
        <p class="onboarding-wait">
          <Spinner label={say('broken.loading')} />
        </p>
      ) : now === 'failed' ? (
        <EmptyState icon={<IconAlertTriangle />} title={say('onboarding.failed')} text={say('notReached')}>
          <Button label={say('retry')} onClick={() => void load()} />
        </EmptyState>
      ) : now.length === 0 ? (
        <EmptyState icon={<IconCheck />} title={say('broken.emptyTitle')} text={say('broken.emptyText')} />
      ) : (
        <div class="onboarding-scroll">
          <div class="broken">
            <p class="form-text">{say('broken.lead')}</p>
            <ul class="broken-list">
              {now.map((step) => (
                <Broken
                  key={`${step.flowId}/${step.stepId}/${step.version}`}
                  step={step}
                  onPick={() => {
                    picking.value = step
                  }}
                />
              ))}
            </ul>
          </div>
        </div>
      )}
      {picking.value && (
        <OnSiteDialog
          flowId={picking.value.flowId}
          stepId={picking.value.stepId}
          path={picking.value.path}
          onClose={() => {
            picking.value = null
          }}
        />
      )}
    </section>
  )
}

function Broken({ step, onPick }: { step: BrokenStep; onPick: () => void }): VNode {
  const desk = useDesk()
  const { say, time } = desk.words
  return (
    <li class="broken-step">
      <div class="broken-head">
        <IconAlertTriangle size={18} />
        <div class="broken-words">
          <p class="broken-name">
            {say('broken.step', { step: step.stepTitle, flow: step.flowName, version: step.version })}
          </p>
          <p class="broken-when" title={time.full(step.lastAt)}>
            {say('broken.runs', { count: step.runs })} ·{' '}
            {say('broken.last', { time: time.short(step.lastAt, desk.clock.tens.value) })}
          </p>
        </div>
        {desk.may('flows.write') && <Button label={say('flow.pickAgain')} onClick={onPick} />}
      </div>
      <dl class="facts broken-facts">
        <div class="fact">
          <dt>{say('broken.page')}</dt>
          <dd dir="ltr">{step.path}</dd>
        </div>
        <div class="fact">
          <dt>{say('broken.looked')}</dt>
          <dd>
            {lookedWords(say, step.looked).map((words) => (
              <p key={words}>{words}</p>
            ))}
          </dd>
        </div>
        <div class="fact">
          <dt>{say('broken.instead')}</dt>
          <dd dir="ltr">{step.instead ? <code>{step.instead}</code> : say('broken.nothing')}</dd>
        </div>
      </dl>
    </li>
  )
}
