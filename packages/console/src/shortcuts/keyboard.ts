/** Finds the shortcut that a key press means, and leaves alone what belongs to a field, a menu or the browser. */
import { type Keys, type ShortcutName, shortcutNames, shortcuts } from './shortcuts.ts'

export interface KeyPress {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
  readonly isComposing: boolean
  readonly defaultPrevented: boolean
}

export interface KeyPlace {
  /** The focus is where letters are text. */
  readonly inField: boolean
  /** A dialog or menu is open, which has keys of its own. */
  readonly inDialog: boolean
  readonly apple: boolean
  /** Whether single keys count. */
  readonly singleKeys: boolean
}

/** Handled where the focus is (list, field, dialog), never globally. */
const local: readonly ShortcutName[] = ['open', 'back', 'send']

export function shortcutFor(press: KeyPress, place: KeyPlace): ShortcutName | null {
  if (press.defaultPrevented || press.isComposing || press.altKey) return null
  const name = shortcutNames.find(
    (one) =>
      !local.includes(one) && shortcuts[one].keys.some((keys: Keys) => isPressed(keys, press, place.apple)),
  )
  if (!name) return null
  const withModifier = shortcuts[name].keys.some((keys: Keys) => keys.mod)
  if (withModifier) return name
  if (place.inField || place.inDialog) return null
  const arrow = press.key.startsWith('Arrow')
  return arrow || place.singleKeys ? name : null
}

function isPressed(keys: Keys, press: KeyPress, apple: boolean): boolean {
  const mod = apple ? press.metaKey : press.ctrlKey
  const otherMod = apple ? press.ctrlKey : press.metaKey
  if (otherMod || mod !== (keys.mod ?? false)) return false
  const letter = /^[a-z]$/.test(keys.key)
  // "?" and "[" are typed with other keys on other keyboards: for signs the sign counts, not Shift.
  if (letter && press.shiftKey !== (keys.shift ?? false)) return false
  return (letter ? press.key.toLowerCase() : press.key) === keys.key
}

/** Whether letters typed here are text. */
export function isField(element: Element | null): boolean {
  if (!element) return false
  if (element.matches('textarea, select, [contenteditable="true"]')) return true
  return element.matches('input') && !element.matches('[type=checkbox], [type=radio], [type=button]')
}
