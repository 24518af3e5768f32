/** Measures colours as WCAG 2 does, mixes them, and finds the one that has enough contrast. Knows nothing of themes. */

/** A colour as `#rrggbb`. */
export type Hex = string

export const ink = '#14171d'
const white = '#ffffff'

/** Red, green and blue, 0 to 255. */
const channels = (hex: Hex): number[] => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16))

/** How much of the light that is seen each channel makes. */
const weights = [0.2126, 0.7152, 0.0722]

/** Relative luminance, 0 (black) to 1 (white). */
const luminance = (hex: Hex): number =>
  channels(hex).reduce((sum, channel, index) => {
    const part = channel / 255
    return sum + (weights[index] ?? 0) * (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
  }, 0)

/** Contrast of two colours, 1 to 21, as WCAG 2 measures it. */
export function contrast(one: Hex, other: Hex): number {
  const ratio = (luminance(one) + 0.05) / (luminance(other) + 0.05)
  return ratio < 1 ? 1 / ratio : ratio
}

/** `share` of `over` laid upon `under`: 0 is `under`, 1 is `over`. */
export function mix(under: Hex, over: Hex, share: number): Hex {
  const upper = channels(over)
  const mixed = channels(under).map((channel, index) =>
    Math.round(channel + ((upper[index] ?? 0) - channel) * share)
      .toString(16)
      .padStart(2, '0'),
  )
  return `#${mixed.join('')}`
}

/**
 * The colour nearest to `hex` on its way to `towards` that has at least `least` contrast with every one of `grounds`;
 * `towards` itself where none has.
 */
export function reach(hex: Hex, towards: Hex, grounds: readonly Hex[], least: number): Hex {
  for (let share = 0; share < 1; share += 0.02) {
    const tried = mix(hex, towards, share)
    if (grounds.every((ground) => contrast(tried, ground) >= least)) return tried
  }
  return towards
}

/** A ground and the text upon it, which always has 4.5:1. */
export interface Fill {
  readonly ground: Hex
  readonly text: Hex
}

/**
 * The fill nearest to a colour. Bright colours carry dark text; colours of the middle are darkened a little,
 * since white upon them is what a brand's own button shows.
 */
export function fillOf(colour: Hex): Fill {
  if (contrast(colour, white) < 3) return { ground: colour, text: ink }
  return { ground: reach(colour, '#000000', [white], 4.5), text: white }
}
