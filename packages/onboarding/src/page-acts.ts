/**
 * What the visitor does to one element of the page: clicks and input, heard on the document, so that an element which a
 * framework renders anew needs no new listener. Reads a field's value to judge it here; it goes nowhere.
 */
import type { Undo } from '@docent/client/outside'

/** Whether an event happened at the element or in it, through open shadow roots. */
export const isWithin = (event: Event, element: Element | null): boolean =>
  element !== null && event.composedPath().includes(element)

const typed =
  'input:not([type=button],[type=submit],[type=reset],[type=checkbox],[type=radio],[type=range],[type=color],[type=file],[type=image]),textarea,[contenteditable]:not([contenteditable=false])'

/** Whether the visitor types there. */
export const isEditable = (element: unknown): boolean =>
  element instanceof Object && 'matches' in element && (element as Element).matches(`${typed},select`)

/** What the field holds at this moment; empty for a box that is not ticked. */
export function fieldValue(field: EventTarget | undefined): string {
  const { type, checked, value, textContent } = (field ?? {}) as Partial<HTMLInputElement>
  if (type === 'checkbox' || type === 'radio') return checked ? (value ?? 'on') : ''
  return `${value ?? textContent ?? ''}`.trim()
}

export function listen(
  target: EventTarget,
  types: string,
  act: (event: Event) => void,
  options: AddEventListenerOptions = { capture: true, passive: true },
): Undo {
  const all = types.split(' ')
  for (const type of all) target.addEventListener(type, act, options)
  return () => {
    for (const type of all) target.removeEventListener(type, act, options)
  }
}
