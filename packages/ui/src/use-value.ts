/**
 * A signal's value as a component's state. `@preact/signals` does it without a hook, for more bytes than a widget has.
 */
import type { ReadonlySignal } from '@preact/signals-core'
import { useLayoutEffect, useReducer, useRef } from 'preact/hooks'

/** The signal's value; the component is drawn again when it changes. */
export function useValue<T>(source: ReadonlySignal<T>): T {
  const [, redraw] = useReducer<number, undefined>((turn) => turn + 1, 0)
  const shown = useRef<T>(source.peek())
  shown.current = source.peek()
  useLayoutEffect(
    () =>
      source.subscribe((value) => {
        if (value !== shown.current) redraw(undefined)
      }),
    [source],
  )
  return shown.current
}
