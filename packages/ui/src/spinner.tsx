/** Something is on its way. Says so in words, too. */
import type { VNode } from 'preact'

export function Spinner({ label, size = 20 }: { label: string; size?: number }): VNode {
  return (
    <span class="d-spinner" role="status">
      <svg width={size} height={size} viewBox="0 0 20 20" fill="none" aria-hidden="true">
        <circle cx="10" cy="10" r="8" stroke="currentColor" stroke-width="2" opacity="0.2" />
        <path d="M10 2a8 8 0 0 1 8 8" stroke="currentColor" stroke-width="2" stroke-linecap="round" />
      </svg>
      <span class="d-hidden">{label}</span>
    </span>
  )
}
