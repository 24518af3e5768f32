/** The one style sheet of a site's help centre: its colours, light and dark, then what all sites share. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { tokens } from '@docent/ui/theme'
import type { HelpSite } from './help-pages-source.ts'

export interface HelpStyle {
  readonly css: string
  /** A part of its address, so that it can be kept for ever. */
  readonly hash: string
}

const fileOf = (address: string): string => readFileSync(fileURLToPath(import.meta.resolve(address)), 'utf8')

/** Comments and the space between rules are for those who read the sources. */
const smaller = (css: string): string =>
  css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,>]) ?/g, '$1')
    .trim()

export function createHelpStyles(): (site: HelpSite) => HelpStyle {
  const shared = smaller(
    readFileSync(new URL('./help.css', import.meta.url), 'utf8') + fileOf('@docent/ui/article.css'),
  )
  const made = new Map<string, HelpStyle>()
  return ({ settings: { theme } }) => {
    const name = `${theme.brand} ${theme.scheme}`
    const known = made.get(name)
    if (known) return known
    const css = colours(theme.brand, theme.scheme) + shared
    const style = { css, hash: createHash('sha256').update(css).digest('hex').slice(0, 12) }
    // Colours that were tried in the settings are not kept for ever.
    if (made.size > 200) made.clear()
    made.set(name, style)
    return style
  }
}

function colours(brand: string, scheme: 'auto' | 'light' | 'dark'): string {
  const of = (one: 'light' | 'dark') =>
    `:root{color-scheme:${one};${Object.entries(tokens({ brand }, one))
      .map(([key, value]) => `${key}:${value}`)
      .join(';')}}`
  if (scheme === 'light') return of('light')
  // Paper is white, whatever the screen is.
  const dark = scheme === 'dark' ? 'screen' : 'screen and (prefers-color-scheme:dark)'
  return `${of('light')}@media ${dark}{${of('dark')}}`
}
