/** Where the keyboard's focus may go: what can be focused within a box, and a loop that keeps it there. */

const focusable =
  'a[href],button:not([disabled]),input:not([disabled]),select:not([disabled]),textarea:not([disabled]),[tabindex]:not([tabindex="-1"])'

/** Everything within `box` that Tab reaches, in order. */
export const tabStops = (box: ParentNode): HTMLElement[] =>
  [...box.querySelectorAll<HTMLElement>(focusable)].filter(
    (element) => !element.closest('[hidden],[inert]') && element.tabIndex >= 0,
  )

/** The element that has the focus, looked up through shadow roots. */
export function focusedIn(root: Document | ShadowRoot): Element | null {
  let active = root.activeElement
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement
  return active
}

/**
 * Tab and Shift+Tab stay within `box` while `isActive()` says so. Returns the undo.
 * @example const release = trapFocus(dialog, () => isPhone())
 */
export function trapFocus(box: HTMLElement, isActive: () => boolean = () => true): () => void {
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Tab' || !isActive()) return
    const stops = tabStops(box)
    const first = stops[0]
    const last = stops.at(-1)
    const active = focusedIn(box.getRootNode() as Document | ShadowRoot)
    if (!first || !last) return
    if (event.shiftKey && (active === first || active === box)) {
      event.preventDefault()
      last.focus()
    } else if (!event.shiftKey && active === last) {
      event.preventDefault()
      first.focus()
    }
  }
  box.addEventListener('keydown', onKeyDown)
  return () => box.removeEventListener('keydown', onKeyDown)
}
