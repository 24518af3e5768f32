/** One number among a few: its name, large what it came to, and small what that is a part of. Stands in a `dl` of the class `numbers`. */
import type { VNode } from 'preact'

export function NamedNumber({ name, value, note }: { name: string; value: string; note?: string }): VNode {
  return (
    <div class="number">
      <dt class="number-name">{name}</dt>
      <dd class="number-value tabular">
        {value}
        {note && <span class="number-note">{note}</span>}
      </dd>
    </div>
  )
}
