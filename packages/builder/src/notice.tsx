/** One line in the corner: that the builder opens, or why it did not. */
import { IconButton } from '@docent/ui/icon-button.tsx'
import { IconClose } from '@docent/ui/icons.tsx'
import type { VNode } from 'preact'

export function Notice(props: {
  readonly text: string
  readonly close: string
  readonly onClose: () => void
}): VNode {
  return (
    <div class="b-notice">
      <p role="status">{props.text}</p>
      <IconButton label={props.close} tip="none" onClick={props.onClose}>
        <IconClose size={18} />
      </IconButton>
    </div>
  )
}
