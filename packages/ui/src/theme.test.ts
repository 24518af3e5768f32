import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hues } from './avatar.tsx'
import { contrast } from './colour.ts'
import { schemeOf, tokens } from './theme.ts'

const anyColour = fc
  .integer({ min: 0, max: 0xffffff })
  .map((value) => `#${value.toString(16).padStart(6, '0')}`)
const anyScheme = fc.constantFrom('light' as const, 'dark' as const)

/** Every pair of text and ground that the interface shows. */
const pairs = [
  ['--d-text', '--d-bg'],
  ['--d-text', '--d-bubble'],
  ['--d-text', '--d-raised'],
  ['--d-text', '--d-hover'],
  ['--d-muted', '--d-bg'],
  ['--d-muted', '--d-sunken'],
  ['--d-muted', '--d-hover'],
  ['--d-muted', '--d-bubble'],
  ['--d-faint', '--d-bg'],
  ['--d-faint', '--d-sunken'],
  ['--d-on-brand', '--d-brand'],
  ['--d-on-brand', '--d-brand-hover'],
  ['--d-brand-text', '--d-bg'],
  ['--d-brand-text', '--d-sunken'],
  ['--d-brand-text', '--d-hover'],
  ['--d-brand-text', '--d-raised'],
  ['--d-brand-text', '--d-bubble'],
  ['--d-brand-text', '--d-brand-quiet'],
  ['--d-text', '--d-brand-quiet'],
  ['--d-note-text', '--d-note'],
  ['--d-success-text', '--d-success-quiet'],
  ['--d-warning-text', '--d-warning-quiet'],
  ['--d-danger-text', '--d-danger-quiet'],
  ['--d-danger-text', '--d-bg'],
  ['--d-on-danger', '--d-danger'],
  ['--d-on-success', '--d-success'],
  ['--d-on-warning', '--d-warning'],
] as const

/** As CSS defines it. */
function hsl(hue: number, saturation: number, lightness: number): string {
  const most = (saturation / 100) * Math.min(lightness / 100, 1 - lightness / 100)
  const channel = (offset: number) => {
    const place = (offset + hue / 30) % 12
    const value = lightness / 100 - most * Math.max(-1, Math.min(place - 3, 9 - place, 1))
    return Math.round(value * 255)
      .toString(16)
      .padStart(2, '0')
  }
  return `#${channel(0)}${channel(8)}${channel(4)}`
}

describe('theme', () => {
  it('[SET2] gives every text 4.5:1 for every brand colour, light and dark', () => {
    fc.assert(
      fc.property(anyColour, anyScheme, (brand, scheme) => {
        const all = tokens({ brand }, scheme)
        for (const [text, ground] of pairs)
          expect(
            contrast(all[text] ?? '', all[ground] ?? ''),
            `${text} on ${ground} of ${brand}`,
          ).toBeGreaterThanOrEqual(4.5)
      }),
      { numRuns: 300 },
    )
  })

  it('keeps the brand visible on the panel, even where it is the colour of the panel', () => {
    fc.assert(
      fc.property(anyColour, anyScheme, (brand, scheme) => {
        const all = tokens({ brand }, scheme)
        expect(contrast(all['--d-brand'] ?? '', all['--d-bg'] ?? '')).toBeGreaterThanOrEqual(1.29)
        expect(contrast(all['--d-focus'] ?? '', all['--d-bg'] ?? '')).toBeGreaterThanOrEqual(3)
        expect(contrast(all['--d-field-line'] ?? '', all['--d-bg'] ?? '')).toBeGreaterThanOrEqual(3)
      }),
    )
  })

  it('shows a brand that carries white text already just as it is', () => {
    expect(tokens({ brand: '#3b5bdb' }, 'light')['--d-brand']).toBe('#3b5bdb')
    expect(tokens({ brand: '#3B5BDB' }, 'light')['--d-on-brand']).toBe('#ffffff')
  })

  it('puts dark text on a bright brand', () => {
    expect(tokens({ brand: '#ffd43b' }, 'light')['--d-on-brand']).toBe('#14171d')
  })

  it('gives initials on every face 4.5:1', () => {
    for (const scheme of ['light', 'dark'] as const) {
      const all = tokens({ brand: '#3b5bdb' }, scheme)
      const lightness = (name: '--d-face' | '--d-face-text') => Number.parseFloat(all[name] ?? '')
      for (const hue of hues)
        expect(
          contrast(hsl(hue, 60, lightness('--d-face')), hsl(hue, 60, lightness('--d-face-text'))),
          `hue ${hue}, ${scheme}`,
        ).toBeGreaterThanOrEqual(4.5)
    }
  })

  it('follows the system where the site leaves it to it', () => {
    expect(schemeOf('auto', true)).toBe('dark')
    expect(schemeOf('auto', false)).toBe('light')
    expect(schemeOf('light', true)).toBe('light')
  })
})
