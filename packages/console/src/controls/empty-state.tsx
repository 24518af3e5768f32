/** Nothing to show, said kindly, with the next step. */
import type { ComponentChildren, VNode } from 'preact'

export function EmptyState(props: {
  icon: ComponentChildren
  title: string
  text: string
  children?: ComponentChildren
}): VNode {
  return (
    <div class="empty">
      <span class="empty-icon">{props.icon}</span>
      <h2 class="empty-title">{props.title}</h2>
      <p class="empty-text">{props.text}</p>
      {props.children}
    </div>
  )
}
