/** Every colour of the interface: the messenger's, and those of notes, success and lines that only a desk shows. */
import { fillOf, type Hex, ink, mix, reach } from './colour.ts'
import { messengerTokens, type Tokens } from './messenger-theme.ts'
import type { Scheme } from './scheme.ts'

export type { Tokens } from './messenger-theme.ts'
export { type Scheme, schemeOf } from './scheme.ts'

const amber = '#f5b301'
const green = '#2b8a3e'
const fills = { success: green, warning: '#c27803', danger: '#d6303a' } as const

/**
 * Every colour of the interface as custom properties.
 * @example Object.entries(tokens({ brand: '#3b5bdb' }, 'dark')).forEach(([name, value]) => root.style.setProperty(name, value))
 */
export function tokens(theme: { readonly brand: Hex }, scheme: Scheme): Tokens {
  const found: Record<`--d-${string}`, string> = { ...messengerTokens(theme, scheme) }
  const light = scheme === 'light'
  const panel = found['--d-bg'] ?? ''
  const end = light ? ink : '#ffffff'
  const note = mix(panel, amber, light ? 0.16 : 0.14)
  const success = mix(panel, green, light ? 0.1 : 0.18)
  Object.assign(found, {
    '--d-line-strong': light ? '#cdd2db' : '#434a58',
    '--d-note': note,
    '--d-note-line': mix(panel, amber, 0.45),
    '--d-note-text': reach('#7a5a00', end, [note], 7),
    '--d-success-quiet': success,
    '--d-success-text': reach(
      green,
      end,
      [success, panel, found['--d-raised'] ?? '', found['--d-bubble'] ?? ''],
      4.5,
    ),
    '--d-scrim': light ? 'rgb(16 24 40 / 0.35)' : 'rgb(0 0 0 / 0.55)',
  })
  for (const [name, colour] of Object.entries(fills)) {
    const { ground, text } = fillOf(colour)
    found[`--d-${name}`] = ground
    found[`--d-on-${name}`] = text
  }
  return found
}
