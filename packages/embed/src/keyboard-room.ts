/** Keeps the panel within what a phone's on-screen keyboard leaves: the visual viewport, not the window. */

/** Sets `--d-view-top` and `--d-view-height` on `panel`. Returns the undo. */
export function fitToKeyboard(view: Window, panel: HTMLElement): () => void {
  const viewport = view.visualViewport
  if (!viewport) return () => {}
  const fit = (): void => {
    // While somebody zooms, the viewport is a part of the page that they chose, not what a keyboard left over.
    if (viewport.scale > 1.01) return
    panel.style.setProperty('--d-view-top', `${Math.round(viewport.offsetTop)}px`)
    panel.style.setProperty('--d-view-height', `${Math.round(viewport.height)}px`)
  }
  fit()
  viewport.addEventListener('resize', fit)
  viewport.addEventListener('scroll', fit)
  return () => {
    viewport.removeEventListener('resize', fit)
    viewport.removeEventListener('scroll', fit)
  }
}
