/** Says that somebody else saved meanwhile, above the two ways out of it. */
import { IconAlertTriangle } from '@docent/ui/icons.tsx'
import type { ComponentChildren, VNode } from 'preact'

export function Conflict(props: {
  title: string
  text: string
  class?: string
  /** The buttons. */
  children: ComponentChildren
}): VNode {
  return (
    <div class={props.class ? `conflict ${props.class}` : 'conflict'} role="alert">
      <IconAlertTriangle size={20} />
      <div class="conflict-words">
        <p class="conflict-title">{props.title}</p>
        <p>{props.text}</p>
      </div>
      {props.children}
    </div>
  )
}
