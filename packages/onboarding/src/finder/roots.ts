/** The trees that a page consists of: its document and the open shadow roots in it, however deep. Our own are left out. */

/** What can be asked with one selector at a time. */
export type Root = Document | ShadowRoot

/** Closed shadow roots and other documents in frames stay unseen: nobody may look into them. */
export function rootsOf(page: Document): readonly Root[] {
  const roots: Root[] = [page]
  // The list grows while it is walked.
  for (const root of roots)
    for (const element of root.querySelectorAll('*'))
      if (element.shadowRoot && !element.localName.startsWith('docent-')) roots.push(element.shadowRoot)
  return roots
}

/** The parent as it is seen, out of a shadow root too. */
export const parentOf = (element: Element): Element | null =>
  element.parentElement ?? (element.getRootNode() as Partial<ShadowRoot>).host ?? null
