/** One choice of a picker: what it is, its name, and what else helps to choose. */
import type { ComponentChildren, VNode } from 'preact'

export function ChoiceLine(props: {
  icon: ComponentChildren
  name: string
  children?: ComponentChildren
}): VNode {
  return (
    <>
      <span class="choice-icon">{props.icon}</span>
      <span class="choice-name" dir="auto">
        {props.name}
      </span>
      {props.children}
    </>
  )
}
