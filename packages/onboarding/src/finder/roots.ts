/** The trees that a page consists of: its document and the open shadow roots in it, however deep. Our own are left out. */

/** What can be asked with one selector at a time. */
export type Root = Document | ShadowRoot

/** Closed shadow roots and other documents in frames stay unseen: nobody may look into them. */
export function rootsOf(page: Document): readonly Root[] {
  const roots: Root[] = [page]
  // The list grows while it is walked.
  for (const root of roots) {
    const all = root.querySelectorAll('*')
    // By numbers: over thousands of elements an iterator takes twice as long as what is asked of each.
    for (let at = 0; at < all.length; at++) {
      const { shadowRoot, localName } = all[at] as Element
      if (shadowRoot && !localName.startsWith('docent-')) roots.push(shadowRoot)
    }
  }
  return roots
}

/** The element and what it lies in, from the nearest outwards and out of shadow roots too. */
export function pathOf(element: Element): readonly Element[] {
  const path: Element[] = []
  for (
    let at: Element | null | undefined = element;
    at;
    at = at.parentElement ?? (at.getRootNode() as Partial<ShadowRoot>).host
  )
    path.push(at)
  return path
}

export function* textsIn(tree: Node): Generator<Text> {
  const texts = (tree.ownerDocument ?? (tree as Document)).createTreeWalker(tree, 4)
  while (texts.nextNode()) yield texts.currentNode as Text
}
