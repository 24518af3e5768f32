import { describe, expect, it } from 'vitest'
import { type ComboboxState, comboboxKey } from './combobox-keys.ts'

const press = (key: string, state: Partial<ComboboxState> = {}, altKey = false) =>
  comboboxKey({ key, altKey }, { asked: true, open: true, options: 3, at: -1, ...state })

describe('[HLP10] a key in the search field', () => {
  it('moves down and up through the list, and around its ends', () => {
    expect(press('ArrowDown')).toEqual({ act: 'move', to: 0 })
    expect(press('ArrowDown', { at: 2 })).toEqual({ act: 'move', to: 0 })
    expect(press('ArrowUp')).toEqual({ act: 'move', to: 2 })
    expect(press('ArrowUp', { at: 0 })).toEqual({ act: 'move', to: 2 })
    expect(press('ArrowUp', { at: 2 })).toEqual({ act: 'move', to: 1 })
  })

  it('opens the list with Alt and an arrow, without choosing', () => {
    expect(press('ArrowDown', { open: false }, true)).toEqual({ act: 'open' })
    expect(press('ArrowUp', {}, true)).toEqual({ act: 'close' })
  })

  it('goes back into the field, where the caret moves', () => {
    for (const key of ['ArrowLeft', 'ArrowRight', 'Home', 'End']) {
      expect(press(key, { at: 1 })).toEqual({ act: 'leaveList' })
      expect(press(key)).toBeNull()
    }
  })

  it('chooses with Enter, and with nothing chosen asks for what was typed', () => {
    expect(press('Enter', { at: 1 })).toEqual({ act: 'choose', at: 1 })
    expect(press('Enter')).toEqual({ act: 'submit' })
    expect(press('Enter', { asked: false })).toBeNull()
  })

  it('leaves with Esc step by step: the list, the words, the messenger', () => {
    expect(press('Escape', { at: 1 })).toEqual({ act: 'close' })
    expect(press('Escape')).toEqual({ act: 'close' })
    expect(press('Escape', { open: false })).toEqual({ act: 'clear' })
    expect(press('Escape', { options: 0 })).toEqual({ act: 'clear' })
    expect(press('Escape', { asked: false })).toBeNull()
  })

  it('is none of its business without words or without hits', () => {
    expect(press('ArrowDown', { asked: false })).toBeNull()
    expect(press('ArrowDown', { options: 0 })).toBeNull()
    expect(press('a')).toBeNull()
  })
})
