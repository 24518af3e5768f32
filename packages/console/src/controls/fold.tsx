/** What is seldom needed, behind its name. */
import { IconChevronRight } from '@docent/ui/icons.tsx'
import type { ComponentChildren, VNode } from 'preact'

export function Fold({ label, children }: { label: string; children: ComponentChildren }): VNode {
  return (
    <details class="fold">
      <summary class="fold-name">
        <IconChevronRight size={16} />
        {label}
      </summary>
      <div class="fold-body">{children}</div>
    </details>
  )
}
