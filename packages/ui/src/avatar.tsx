/** A face for somebody without a picture: initials on a tint that stays the same for the same person. */
import type { VNode } from 'preact'

/** Degrees on the wheel of colours, far enough apart to tell people by them. */
export const hues = [226, 190, 140, 40, 18, 340, 288, 170] as const

/** At most two letters: of the first and the last word, whole characters of any script. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean)
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined]
  return letters
    .map((word) => [...(word ?? '')].find((character) => /[\p{L}\p{N}]/u.test(character)) ?? '')
    .join('')
    .toLocaleUpperCase()
}

/** Which hue a person has, from the id (or the name): FNV-1a, so that neighbours differ. */
export function hueOf(seed: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < seed.length; i += 1) hash = Math.imul(hash ^ seed.charCodeAt(i), 0x01000193)
  return hues[(hash >>> 0) % hues.length] ?? 0
}

/**
 * Decorative: the name stands beside it, or is given to screen readers elsewhere.
 * @param size CSS pixels; 32 where absent
 */
export function Avatar(props: {
  name: string
  id?: string | null | undefined
  size?: number
  dot?: 'online' | 'away' | undefined
}): VNode {
  const size = props.size ?? 32
  return (
    <span
      class="d-avatar"
      aria-hidden="true"
      style={{
        width: `${size}px`,
        height: `${size}px`,
        fontSize: `${Math.round(size * 0.38)}px`,
        '--d-hue': hueOf(props.id || props.name),
      }}
    >
      {initials(props.name) || '·'}
      {props.dot && <span class={`d-avatar-dot d-avatar-dot-${props.dot}`} />}
    </span>
  )
}
