/** An on-off switch with its words beside it. */
import type { VNode } from 'preact'
import { useId } from 'preact/hooks'

export function Switch(props: {
  label: string
  on: boolean
  onChange: (on: boolean) => void
  text?: string | undefined
  disabled?: boolean | undefined
  /** Cannot be turned at the moment, and keeps the focus, since it soon can. */
  waits?: boolean | undefined
  tip?: string | undefined
}): VNode {
  const id = useId()
  return (
    <button
      type="button"
      role="switch"
      class="switch"
      aria-checked={props.on}
      aria-labelledby={`${id}-name`}
      aria-describedby={props.text ? `${id}-text` : undefined}
      disabled={props.disabled ?? false}
      aria-disabled={props.waits || undefined}
      data-tip={props.tip}
      data-tip-side="below"
      data-tip-align="start"
      onClick={() => props.waits || props.onChange(!props.on)}
    >
      <span class="switch-words">
        <span id={`${id}-name`}>{props.label}</span>
        {props.text && (
          <span id={`${id}-text`} class="switch-text">
            {props.text}
          </span>
        )}
      </span>
      <span class="switch-track" aria-hidden="true">
        <span class="switch-thumb" />
      </span>
    </button>
  )
}
