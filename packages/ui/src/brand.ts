/** The few colours that a launcher needs: the brand as a fill, and text upon it. The rest of the theme loads with a room. */
import { fillOf, type Hex, ink, mix, reach } from './colour.ts'

export type Scheme = 'light' | 'dark'

/** What panels are painted with; the brand must be seen against it. */
export const panelGrounds = { light: '#ffffff', dark: '#171a21' } as const satisfies Record<Scheme, Hex>

/** The brand as a fill: visible on the panel, with text upon it at 4.5:1, also under the pointer. */
export function brandColours(brand: Hex, scheme: Scheme) {
  const away = scheme === 'light' ? '#000000' : '#ffffff'
  const { ground, text } = fillOf(reach(brand.toLowerCase(), away, [panelGrounds[scheme]], 1.3))
  return {
    '--d-brand': ground,
    '--d-brand-hover': mix(ground, text === ink ? '#ffffff' : '#000000', 0.1),
    '--d-on-brand': text,
  } as const
}

/** Which scheme is to be shown, where `auto` follows the reader's system. */
export const schemeOf = (wanted: 'auto' | Scheme, prefersDark: boolean): Scheme =>
  wanted === 'auto' ? (prefersDark ? 'dark' : 'light') : wanted
