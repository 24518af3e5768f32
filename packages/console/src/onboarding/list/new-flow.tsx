/** Chooses the kind of a new flow, each with a sentence about what it is for, and makes it. */
import type { FlowKind } from '@docent/protocol'
import { useSignal } from '@preact/signals'
import type { VNode } from 'preact'
import { Button } from '../../controls/button.tsx'
import { Modal } from '../../controls/modal.tsx'
import { useDesk } from '../../desk/desk-context.tsx'
import { flowFailure } from '../flow-failure.ts'
import { KindIcon } from '../flow-marks.tsx'
import { shortId } from '../short-id.ts'
import { madeKinds, startingDraft } from './starting-content.ts'

export function NewFlow({ onClose }: { onClose: () => void }): VNode {
  const desk = useDesk()
  const { say } = desk.words
  const making = useSignal<FlowKind | null>(null)
  const problem = useSignal<string | null>(null)
  const make = async (kind: FlowKind): Promise<void> => {
    if (making.peek()) return
    making.value = kind
    problem.value = null
    const flowId = desk.makeId()
    const name = say(`onboarding.fresh.${kind}`)
    const draft = startingDraft(kind, () => shortId(desk.makeId))
    const reply = await desk.client.flows.create({ flowId, name, draft }).catch(() => null)
    making.value = null
    if (reply?.ok) desk.goOnboarding({ kind: 'flow', flowId, tab: 'content' })
    else problem.value = reply ? flowFailure(say, reply.error) : say('notReached')
  }
  return (
    <Modal label={say('onboarding.newTitle')} onClose={onClose} class="modal-new">
      <div class="dialog-body">
        <h2 class="modal-title">{say('onboarding.newTitle')}</h2>
        <p class="dialog-text">{say('onboarding.newText')}</p>
        <ul class="kinds">
          {madeKinds.map((kind) => (
            <li key={kind}>
              <button
                type="button"
                class="kind-choice"
                disabled={making.value !== null}
                onClick={() => void make(kind)}
              >
                <KindIcon kind={kind} size={20} />
                <span class="kind-words">
                  <span class="kind-name">{say(`onboarding.kinds.${kind}`)}</span>
                  <span class="kind-text">{say(`onboarding.about.${kind}`)}</span>
                </span>
              </button>
            </li>
          ))}
        </ul>
        {problem.value && (
          <p class="problem" role="alert">
            {problem.value}
          </p>
        )}
        <div class="dialog-foot">
          <Button label={say('flow.cancel')} onClick={onClose} />
        </div>
      </div>
    </Modal>
  )
}
