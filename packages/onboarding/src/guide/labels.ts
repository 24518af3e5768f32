/**
 * What an agent who leads may point at, by its label: a control's name and what it is, never what it holds [FLO12].
 * An id stands for one element as long as that lives.
 */
import type { PageLabel } from '@docent/protocol'
import { nameOf } from '../finder/accessible-name.ts'
import { roleOf } from '../finder/roles.ts'
import { rootsOf } from '../finder/roots.ts'
import { isVisible } from '../finder/visible.ts'

export interface Labels {
  /** What there is now: `marked` by the site, or all controls that have a name as well. */
  collect(allowed: 'marked' | 'labelled' | 'off'): readonly PageLabel[]
  /** The element of an id that was given away; null once it has left the page. */
  find(id: string): Element | null
}

const marked = '[data-docent]'
const controls =
  'a[href],button,input:not([type=hidden]),select,textarea,summary,[contenteditable]:not([contenteditable=false]),:is([role=button],[role=link],[role=tab],[role=menuitem],[role=checkbox],[role=radio],[role=switch],[role=combobox],[role=textbox],[role=slider])'

const most = 200
const length = 80

export function createLabels(page: Document): Labels {
  const ids = new WeakMap<Element, string>()
  const elements = new Map<string, WeakRef<Element>>()
  let count = 0

  const idOf = (element: Element): string => {
    const known = ids.get(element)
    if (known) return known
    const id = `${++count}`
    ids.set(element, id)
    elements.set(id, new WeakRef(element))
    return id
  }

  return {
    collect: (allowed) => {
      if (allowed === 'off') return []
      const selector = allowed === 'marked' ? marked : `${marked},${controls}`
      const found: PageLabel[] = []
      for (const element of rootsOf(page).flatMap((root) => [...root.querySelectorAll(selector)])) {
        if (found.length >= most) break
        const { labels } = element as Partial<HTMLInputElement>
        const name = nameOf(element, [...(labels ?? [])]) || element.getAttribute('data-docent') || ''
        // Half of a character at the end, and the relay would refuse them all.
        const label = name.slice(0, length).trim().toWellFormed()
        if (label && isVisible(element))
          found.push({ id: idOf(element), label, role: roleOf(element).slice(0, 40) })
      }
      return found
    },
    find: (id) => {
      const element = elements.get(id)?.deref()
      return element?.isConnected ? element : null
    },
  }
}
