/** Light or dark, as the site wishes or as the reader's system has it at the moment. */
import { type Scheme, schemeOf } from '@docent/ui/brand'

export interface SchemeWatch {
  current(wanted: 'auto' | Scheme): Scheme
  close(): void
}

export function watchScheme(view: Window, onChange: () => void): SchemeWatch {
  const dark = view.matchMedia('(prefers-color-scheme: dark)')
  dark.addEventListener('change', onChange)
  return {
    current: (wanted) => schemeOf(wanted, dark.matches),
    close: () => dark.removeEventListener('change', onChange),
  }
}
