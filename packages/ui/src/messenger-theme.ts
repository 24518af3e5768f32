/** A site's one brand colour becomes every colour of the messenger, light and dark each designed. Pure: no DOM. */
import { fillOf, type Hex, ink, mix, reach } from './colour.ts'
import type { Scheme } from './scheme.ts'

export type Tokens = Readonly<Record<`--d-${string}`, string>>

/** Neutrals with a slight blue. In the dark, what is raised is lighter. */
const neutrals = {
  light: {
    bg: '#ffffff',
    sunken: '#f6f7f9',
    raised: '#ffffff',
    hover: '#f0f2f5',
    bubble: '#eff1f5',
    line: '#e4e7ec',
    field: '#858d9b',
    text: '#1a1f2b',
    muted: '#555e6d',
    faint: '#636c7a',
  },
  dark: {
    bg: '#171a21',
    sunken: '#101217',
    raised: '#20242d',
    hover: '#292e39',
    bubble: '#282d38',
    line: '#2d323d',
    field: '#737b8a',
    text: '#e9ecf1',
    muted: '#a9b1be',
    faint: '#9aa2b0',
  },
} as const satisfies Record<Scheme, Record<string, Hex>>

/** What a strip or a line of text may mean. A quiet ground, and text for it. */
const meanings = { warning: '#c27803', danger: '#d6303a' } as const

const shadows = {
  light: {
    small: '0 1px 2px rgb(16 24 40 / 0.06), 0 2px 8px rgb(16 24 40 / 0.08)',
    large: '0 8px 40px rgb(16 24 40 / 0.16), 0 0 0 1px rgb(16 24 40 / 0.05)',
  },
  dark: {
    small: '0 1px 2px rgb(0 0 0 / 0.4), 0 2px 8px rgb(0 0 0 / 0.4)',
    large: '0 8px 40px rgb(0 0 0 / 0.55), 0 0 0 1px rgb(255 255 255 / 0.07)',
  },
} as const

/** The brand as a fill: visible on the panel, with text upon it at 4.5:1, also under the pointer. */
function brandColours(brand: Hex, scheme: Scheme) {
  const away = scheme === 'light' ? '#000000' : '#ffffff'
  const { ground, text } = fillOf(reach(brand.toLowerCase(), away, [neutrals[scheme].bg], 1.3))
  return {
    '--d-brand': ground,
    '--d-brand-hover': mix(ground, text === ink ? '#ffffff' : '#000000', 0.1),
    '--d-on-brand': text,
  } as const
}

/** The colours of the messenger as custom properties; `theme.ts` adds those that only a desk needs. */
export function messengerTokens(theme: { readonly brand: Hex }, scheme: Scheme): Tokens {
  const base = neutrals[scheme]
  const end = scheme === 'light' ? ink : '#ffffff'
  const quiet = (colour: Hex, share: number) => mix(base.bg, colour, share)
  const readable = (colour: Hex, ...grounds: Hex[]) =>
    reach(colour, end, [base.bg, base.sunken, base.raised, base.bubble, ...grounds], 4.5)

  const brandQuiet = quiet(theme.brand.toLowerCase(), scheme === 'light' ? 0.1 : 0.2)
  const brandText = readable(theme.brand.toLowerCase(), brandQuiet, base.hover)

  const found: Record<`--d-${string}`, string> = {
    '--d-bg': base.bg,
    '--d-sunken': base.sunken,
    '--d-raised': base.raised,
    '--d-hover': base.hover,
    '--d-bubble': base.bubble,
    '--d-line': base.line,
    '--d-field-line': base.field,
    '--d-text': base.text,
    '--d-muted': base.muted,
    '--d-faint': base.faint,
    ...brandColours(theme.brand, scheme),
    '--d-brand-quiet': brandQuiet,
    '--d-brand-text': brandText,
    '--d-focus': brandText,
    '--d-shadow-small': shadows[scheme].small,
    '--d-shadow-large': shadows[scheme].large,
    // Lightness of a face without a picture, and of the letters upon it; its hue is the person's.
    '--d-face': scheme === 'light' ? '90%' : '26%',
    '--d-face-text': scheme === 'light' ? '28%' : '82%',
  }
  for (const [name, colour] of Object.entries(meanings)) {
    const ground = quiet(colour, scheme === 'light' ? 0.1 : 0.18)
    found[`--d-${name}-quiet`] = ground
    found[`--d-${name}-text`] = readable(colour, ground)
  }
  return found
}
