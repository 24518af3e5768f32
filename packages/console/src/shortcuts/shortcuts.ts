/** THE table of shortcuts: keys, and where they work. Tooltips, the help and the keyboard all read it. */

export interface Keys {
  /** `KeyboardEvent.key`, letters in lower case. */
  readonly key: string
  readonly mod?: true
  readonly shift?: true
}

interface ShortcutRow {
  readonly keys: readonly Keys[]
  readonly group: 'move' | 'conversation' | 'desk'
}

export const shortcuts = {
  palette: { keys: [{ key: 'k', mod: true }], group: 'desk' },
  help: { keys: [{ key: '?' }], group: 'desk' },
  next: { keys: [{ key: 'j' }, { key: 'ArrowDown' }], group: 'move' },
  previous: { keys: [{ key: 'k' }, { key: 'ArrowUp' }], group: 'move' },
  open: { keys: [{ key: 'Enter' }], group: 'move' },
  back: { keys: [{ key: 'Escape' }], group: 'move' },
  filter: { keys: [{ key: '/' }], group: 'move' },
  sort: { keys: [{ key: 'o' }], group: 'move' },
  view1: { keys: [{ key: '1' }], group: 'move' },
  view2: { keys: [{ key: '2' }], group: 'move' },
  view3: { keys: [{ key: '3' }], group: 'move' },
  view4: { keys: [{ key: '4' }], group: 'move' },
  onboarding: { keys: [{ key: '5' }], group: 'move' },
  articles: { keys: [{ key: '6' }], group: 'move' },
  reply: { keys: [{ key: 'r' }], group: 'conversation' },
  note: { keys: [{ key: 'n' }], group: 'conversation' },
  send: { keys: [{ key: 'Enter', mod: true }], group: 'conversation' },
  take: { keys: [{ key: 't' }], group: 'conversation' },
  sendTour: { keys: [{ key: 's' }], group: 'conversation' },
  insertArticle: { keys: [{ key: 'i' }], group: 'conversation' },
  makeArticle: { keys: [{ key: 'm' }], group: 'conversation' },
  transfer: { keys: [{ key: 'g' }], group: 'conversation' },
  resolve: { keys: [{ key: 'e' }], group: 'conversation' },
  reopen: { keys: [{ key: 'e', shift: true }], group: 'conversation' },
  accept: { keys: [{ key: 'a' }], group: 'conversation' },
  decline: { keys: [{ key: 'd' }], group: 'conversation' },
  accepting: { keys: [{ key: 'a', shift: true }], group: 'desk' },
  views: { keys: [{ key: '[' }], group: 'desk' },
  visitor: { keys: [{ key: ']' }], group: 'desk' },
  settings: { keys: [{ key: ',' }], group: 'desk' },
  sound: { keys: [{ key: 's', shift: true }], group: 'desk' },
  signOut: { keys: [{ key: 'q', shift: true }], group: 'desk' },
} as const satisfies Record<string, ShortcutRow>

export type ShortcutName = keyof typeof shortcuts

export const shortcutNames = Object.keys(shortcuts) as ShortcutName[]

const shownKeys: Readonly<Record<string, string>> = {
  ArrowDown: '↓',
  ArrowUp: '↑',
  Escape: 'Esc',
}

/** How keys are written on a tooltip. @example keysText({ key: 'k', mod: true }, '⌘') // "⌘ K" */
export function keysText(keys: Keys, modifier: string): string {
  const shown = shownKeys[keys.key] ?? (keys.key.length === 1 ? keys.key.toUpperCase() : keys.key)
  return [keys.mod ? modifier : '', keys.shift ? '⇧' : '', shown].filter(Boolean).join(' ')
}

/** The first keys of a shortcut, for a tooltip. */
export const shortcutText = (name: ShortcutName, modifier: string): string =>
  keysText(shortcuts[name].keys[0], modifier)

/** The same for `aria-keyshortcuts`, which has names of its own. */
export function ariaKeys(name: ShortcutName, modifier: string): string {
  const keys: Keys = shortcuts[name].keys[0]
  const mod = keys.mod ? (modifier === '⌘' ? 'Meta' : 'Control') : ''
  const key = keys.key.length === 1 ? keys.key.toUpperCase() : keys.key
  return [mod, keys.shift ? 'Shift' : '', key].filter(Boolean).join('+')
}
