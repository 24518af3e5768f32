/** A button that shows an icon and says its name: to screen readers always, to the eye on hover and keyboard focus. */
import type { ComponentChildren, Ref, VNode } from 'preact'

export interface IconButtonProps {
  /** The name, and the tooltip. */
  label: string
  children: ComponentChildren
  onClick?: ((event: MouseEvent) => void) | undefined
  /** Shown behind the name in the tooltip, such as "R" or "Ctrl K"; told to assistive technology as well. */
  shortcut?: string | undefined
  /** Where the tooltip stands; `none` where the name is visible already. */
  tip?: 'above' | 'below' | 'none' | undefined
  /** The edge of the button with which the tooltip lines up, for buttons near an edge. */
  tipAlign?: 'start' | 'center' | 'end' | undefined
  disabled?: boolean | undefined
  pressed?: boolean | undefined
  expanded?: boolean | undefined
  type?: 'button' | 'submit' | undefined
  class?: string | undefined
  buttonRef?: Ref<HTMLButtonElement> | undefined
}

export function IconButton(props: IconButtonProps): VNode {
  const tip = props.shortcut ? `${props.label} · ${props.shortcut}` : props.label
  return (
    <button
      ref={props.buttonRef ?? null}
      type={props.type ?? 'button'}
      class={`d-icon-button ${props.class ?? ''}`}
      aria-label={props.label}
      aria-keyshortcuts={props.shortcut ? props.shortcut.replaceAll(' ', '+') : undefined}
      aria-pressed={props.pressed}
      aria-expanded={props.expanded}
      disabled={props.disabled ?? false}
      data-tip={props.tip === 'none' ? undefined : tip}
      data-tip-side={props.tip ?? 'above'}
      data-tip-align={props.tipAlign ?? 'center'}
      onClick={props.onClick}
    >
      {props.children}
    </button>
  )
}
