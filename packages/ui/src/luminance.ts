/** How bright a colour is, and the contrast of two, as WCAG 2 measures them. Small: every page loads it. */

/** A colour as `#rrggbb`. */
export type Hex = string

/** Red, green and blue, 0 to 255. */
export const channels = (hex: Hex): number[] =>
  [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16))

/** How much of the light that is seen each channel makes. */
const weights = [0.2126, 0.7152, 0.0722]

/** Relative luminance, 0 (black) to 1 (white). */
export const luminance = (hex: Hex): number =>
  channels(hex).reduce((sum, channel, index) => {
    const part = channel / 255
    return sum + (weights[index] ?? 0) * (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
  }, 0)

/** Contrast of two colours, 1 to 21. */
export function contrast(one: Hex, other: Hex): number {
  const ratio = (luminance(one) + 0.05) / (luminance(other) + 0.05)
  return ratio < 1 ? 1 / ratio : ratio
}

export const white = '#ffffff'
export const ink = '#14171d'

/** An icon upon a colour: white, unless that has less than the 3:1 which a graphic needs. */
export const iconOn = (ground: Hex): Hex => (contrast(ground, white) < 3 ? ink : white)
