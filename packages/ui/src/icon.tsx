/** Makes an icon's component out of its path. Decorative: the name stands on what holds it. */
import type { VNode } from 'preact'

export interface IconProps {
  /** CSS pixels; 20 where absent. */
  size?: number
  class?: string
}

export type Icon = (props: IconProps) => VNode

/** Strokes are 1.75 pixels whatever the size, so that icons of two sizes look like one family. */
export const icon =
  (path: string): Icon =>
  ({ size = 20, ...rest }) => (
    <svg
      class={rest.class}
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width={(1.75 * 24) / size}
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={path} />
    </svg>
  )
