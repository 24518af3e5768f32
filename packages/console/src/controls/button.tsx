/** A button with words, and its shortcut in the tooltip where it has one. */
import type { ComponentChildren, Ref, VNode } from 'preact'
import { useDesk } from '../desk/desk-context.tsx'
import { ariaKeys, type ShortcutName, shortcutText } from '../shortcuts/shortcuts.ts'

export interface ButtonProps {
  label: string
  onClick?: () => void
  look?: 'primary' | 'quiet' | 'plain' | 'note'
  icon?: ComponentChildren
  shortcut?: ShortcutName
  disabled?: boolean
  type?: 'button' | 'submit'
  /** The label stands only in the tooltip where there is little room. */
  foldable?: boolean
  /** Said on hover where there is no shortcut to say. */
  tip?: string | undefined
  tipSide?: 'above' | 'below'
  tipAlign?: 'start' | 'center' | 'end'
  expanded?: boolean
  buttonRef?: Ref<HTMLButtonElement>
}

export function Button(props: ButtonProps): VNode {
  const { modifier } = useDesk()
  const { label, shortcut, look = 'quiet' } = props
  return (
    <button
      ref={props.buttonRef ?? null}
      type={props.type ?? 'button'}
      class={`button button-${look} ${props.foldable ? 'button-foldable' : ''}`}
      disabled={props.disabled ?? false}
      aria-keyshortcuts={shortcut ? ariaKeys(shortcut, modifier) : undefined}
      aria-expanded={props.expanded}
      data-tip={shortcut ? `${label} · ${shortcutText(shortcut, modifier)}` : props.tip}
      data-tip-side={props.tipSide ?? 'above'}
      data-tip-align={props.tipAlign ?? 'center'}
      onClick={props.onClick}
    >
      {props.icon}
      <span class="button-label">{label}</span>
    </button>
  )
}
