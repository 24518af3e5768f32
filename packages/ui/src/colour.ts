/** Arithmetic on colours: contrast as WCAG 2 measures it, and how to reach it. Knows nothing of themes. */

/** A colour as `#rrggbb`. */
export type Hex = string

type Rgb = readonly [red: number, green: number, blue: number]

const rgbOf = (hex: Hex): Rgb => {
  const value = Number.parseInt(hex.slice(1), 16)
  return [value >> 16, (value >> 8) & 255, value & 255]
}

const hexOf = (rgb: Rgb): Hex =>
  `#${rgb.map((channel) => Math.round(channel).toString(16).padStart(2, '0')).join('')}`

const linear = (channel: number): number => {
  const part = channel / 255
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
}

/** Relative luminance, 0 (black) to 1 (white). */
export function luminance(hex: Hex): number {
  const [red, green, blue] = rgbOf(hex)
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

/** Contrast of two colours, 1 to 21. */
export function contrast(one: Hex, other: Hex): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number]
  return (high + 0.05) / (low + 0.05)
}

/** `share` of `over` laid upon `under`: 0 is `under`, 1 is `over`. */
export function mix(under: Hex, over: Hex, share: number): Hex {
  const a = rgbOf(under)
  const b = rgbOf(over)
  return hexOf([0, 1, 2].map((i) => (a[i] ?? 0) * (1 - share) + (b[i] ?? 0) * share) as unknown as Rgb)
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

const white = '#ffffff'
export const ink = '#14171d'

/**
 * The fill nearest to a colour. Bright colours carry dark text; colours of the middle are darkened a little,
 * since white upon them is what a brand's own button shows.
 */
export function fillOf(colour: Hex): Fill {
  if (contrast(colour, white) < 3) return { ground: colour, text: ink }
  return { ground: reach(colour, '#000000', [white], 4.5), text: white }
}
