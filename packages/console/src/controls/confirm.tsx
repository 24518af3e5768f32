/** Asks before something that reaches others: what happens, in sentences, and what went wrong where it did. */
import { IconAlertTriangle } from '@docent/ui/icons.tsx'
import { useSignal } from '@preact/signals'
import type { VNode } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'
import { useDesk } from '../desk/desk-context.tsx'
import { Button } from './button.tsx'
import { Modal } from './modal.tsx'

export interface ConfirmProps {
  readonly title: string
  readonly lines: readonly string[]
  readonly act: string
  /** What the button says meanwhile. */
  readonly acting?: string
  readonly onClose: () => void
  /** Resolves with what went wrong, or null where it was done. */
  readonly onAct: () => Promise<string | null>
}

export function Confirm(props: ConfirmProps): VNode {
  const { say } = useDesk().words
  const id = useId()
  const busy = useSignal(false)
  const problem = useSignal<string | null>(null)
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => button.current?.focus(), [])
  const act = async (): Promise<void> => {
    busy.value = true
    problem.value = null
    problem.value = await props.onAct()
    busy.value = false
  }
  return (
    <Modal label={props.title} onClose={props.onClose} class="modal-confirm">
      <div class="dialog-body">
        <h2 class="modal-title" id={id} dir="auto">
          {props.title}
        </h2>
        {props.lines.map((line) => (
          <p key={line} class="dialog-text">
            {line}
          </p>
        ))}
        {problem.value && (
          <p class="problem" role="alert">
            <IconAlertTriangle size={18} />
            {problem.value}
          </p>
        )}
        <div class="dialog-foot">
          <Button label={say('flow.cancel')} onClick={props.onClose} />
          <Button
            label={busy.value ? (props.acting ?? props.act) : props.act}
            look="primary"
            disabled={busy.value}
            buttonRef={button}
            onClick={() => void act()}
          />
        </div>
      </div>
    </Modal>
  )
}
