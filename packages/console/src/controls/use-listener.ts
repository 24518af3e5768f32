/** Listens on a box for what bubbles up from within it, always with the latest handler. */
import type { RefObject } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

export function useListener<Name extends keyof HTMLElementEventMap>(
  target: RefObject<HTMLElement | null>,
  name: Name,
  handle: (event: HTMLElementEventMap[Name]) => void,
): void {
  const latest = useRef(handle)
  latest.current = handle
  useEffect(() => {
    const element = target.current
    if (!element) return
    const listener = (event: HTMLElementEventMap[Name]): void => latest.current(event)
    element.addEventListener(name, listener)
    return () => element.removeEventListener(name, listener)
  }, [target, name])
}
