/** A dialog that is filled in: its fields, what went wrong with all of it, and the one button that Enter presses. Knows no field. */
import type { ComponentChildren, VNode } from 'preact'
import { useDesk } from '../desk/desk-context.tsx'
import { Button } from './button.tsx'
import { Modal } from './modal.tsx'

export function FormDialog(props: {
  title: string
  wide?: boolean
  act: string
  /** Nothing can be done yet, or it is being done. */
  disabled: boolean
  problem?: string | null
  onClose: () => void
  onAct: () => Promise<void>
  children: ComponentChildren
}): VNode {
  const { say } = useDesk().words
  return (
    <Modal label={props.title} onClose={props.onClose} class={props.wide ? 'modal-new' : 'modal-confirm'}>
      <form
        class="dialog-body"
        onSubmit={(event) => {
          event.preventDefault()
          void props.onAct()
        }}
      >
        <h2 class="modal-title" dir="auto">
          {props.title}
        </h2>
        {props.children}
        {props.problem && (
          <p class="problem" role="alert">
            {props.problem}
          </p>
        )}
        <div class="dialog-foot">
          <Button label={say('flow.cancel')} onClick={props.onClose} />
          <Button label={props.act} look="primary" type="submit" disabled={props.disabled} />
        </div>
      </form>
    </Modal>
  )
}
