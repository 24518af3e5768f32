/** Mixes colours, and finds the one that has enough contrast. Knows nothing of themes. */
import { channels, contrast, type Hex, ink, white } from './luminance.ts'

export { contrast, type Hex, ink } from './luminance.ts'

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
