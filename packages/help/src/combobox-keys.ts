/** What each key means in the search field, as the ARIA practices have it for an editable combobox with a list. Pure. */

export interface ComboboxState {
  /** Something stands in the field. */
  readonly asked: boolean
  readonly open: boolean
  /** How many options there are, and which one is chosen; -1 is none: the caret is in the field. */
  readonly options: number
  readonly at: number
}

export type ComboboxAct =
  | { readonly act: 'move'; readonly to: number }
  | { readonly act: 'open' | 'close' | 'clear' | 'submit' }
  | { readonly act: 'choose'; readonly at: number }
  /** Back into the field, where the browser moves the caret by itself. */
  | { readonly act: 'leaveList' }

/** Null: the key is none of the combobox's business. */
export function comboboxKey(
  { key, altKey }: Pick<KeyboardEvent, 'key' | 'altKey'>,
  { asked, open, options, at }: ComboboxState,
): ComboboxAct | null {
  switch (key) {
    case 'ArrowDown':
      if (!asked || !options) return null
      return altKey ? { act: 'open' } : { act: 'move', to: at + 1 < options ? at + 1 : 0 }
    case 'ArrowUp':
      if (!asked || !options) return null
      return altKey ? { act: 'close' } : { act: 'move', to: at > 0 ? at - 1 : options - 1 }
    case 'ArrowLeft':
    case 'ArrowRight':
    case 'Home':
    case 'End':
      return at < 0 ? null : { act: 'leaveList' }
    case 'Enter':
      if (open && at >= 0) return { act: 'choose', at }
      return asked ? { act: 'submit' } : null
    case 'Escape':
      if (!asked) return null
      return { act: open && options ? 'close' : 'clear' }
    default:
      return null
  }
}
