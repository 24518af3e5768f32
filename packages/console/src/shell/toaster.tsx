/** Shows the toasts, and reads them aloud. */
import { IconAlertTriangle, IconCheck, IconClose } from '@docent/ui/icons.tsx'
import type { VNode } from 'preact'
import { useDesk } from '../desk/desk-context.tsx'

export function Toaster(): VNode {
  const { toasts, words } = useDesk()
  return (
    <div class="toasts" role="status" aria-live="polite">
      {toasts.list.value.map(({ id, tone, text, action }) => (
        <div key={id} class={`toast toast-${tone}`}>
          {tone === 'warning' ? <IconAlertTriangle size={18} /> : <IconCheck size={18} />}
          <p class="toast-text">{text}</p>
          {action && (
            <button
              type="button"
              class="toast-action"
              onClick={() => {
                toasts.dismiss(id)
                action.run()
              }}
            >
              {action.label}
            </button>
          )}
          <button
            type="button"
            class="toast-close"
            aria-label={words.say('dismiss')}
            onClick={() => toasts.dismiss(id)}
          >
            <IconClose size={14} />
          </button>
        </div>
      ))}
    </div>
  )
}
