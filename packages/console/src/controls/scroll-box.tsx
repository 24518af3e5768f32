/** A part of the page that scrolls by itself: in the order of Tab, since a keyboard must be able to scroll it in every browser. */
import { type ComponentChildren, h, type VNode } from 'preact'

export function ScrollBox(props: { label: string; class: string; children: ComponentChildren }): VNode {
  return h(
    'div',
    { class: props.class, role: 'group', tabIndex: 0, 'aria-label': props.label },
    props.children,
  )
}
