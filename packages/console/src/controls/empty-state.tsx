/** Nothing to show, said kindly, with the next step. */
import type { ComponentChildren, VNode } from 'preact'

export function EmptyState(props: {
  icon: ComponentChildren
  title: string
  text: string
  children?: ComponentChildren
  /** The heading of the whole page, where there is nothing else. */
  alone?: boolean
}): VNode {
  return (
    <div class="empty">
      <span class="empty-icon">{props.icon}</span>
      {props.alone ? <h1 class="empty-title">{props.title}</h1> : <h2 class="empty-title">{props.title}</h2>}
      <p class="empty-text">{props.text}</p>
      {props.children}
    </div>
  )
}
