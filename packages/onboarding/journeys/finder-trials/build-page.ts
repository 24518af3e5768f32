/** Builds a page of the trials into the browser's document and says which elements are the targets. */
import type { TrialPage } from './trial-page.ts'

/** Enough that things have a size, as they have on a page with its own styles. */
const css = `body{font:14px sans-serif}li,.chart,.paper,.field,.drop,td{min-height:8px;min-width:8px}
.switch{width:32px;height:16px}.sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
[role=textbox]{min-height:20px}.icon{width:16px;height:16px}`

/** @returns the targets by their keys; nothing of the marks is left on the page */
export function buildPage(trial: TrialPage): ReadonlyMap<string, Element> {
  const parsed = new DOMParser().parseFromString(trial.html, 'text/html')
  document.title = trial.title
  if (trial.lang) document.documentElement.lang = trial.lang
  else document.documentElement.removeAttribute('lang')
  const style = document.createElement('style')
  style.textContent = css
  document.head.replaceChildren(style)
  document.body.replaceChildren(...parsed.body.childNodes)
  openShadows(document.body)
  const targets = new Map<string, Element>()
  for (const element of allElements(document.body)) {
    const key = element.getAttribute('pick')
    if (key === null) continue
    element.removeAttribute('pick')
    targets.set(key, element)
  }
  return targets
}

function openShadows(from: ParentNode): void {
  for (const template of from.querySelectorAll<HTMLTemplateElement>('template[shadow]')) {
    const root = template.parentElement?.attachShadow({ mode: 'open' })
    template.remove()
    root?.append(template.content)
    if (root) openShadows(root)
  }
}

/** All elements below, shadow roots included. */
export function allElements(from: ParentNode): readonly Element[] {
  return [...from.querySelectorAll('*')].flatMap((element) =>
    element.shadowRoot ? [element, ...allElements(element.shadowRoot)] : [element],
  )
}

/** All texts below, shadow roots included. */
export function allTexts(from: Node): readonly Text[] {
  if (from instanceof Text) return [from]
  const inside = [...from.childNodes].flatMap((child) => allTexts(child))
  return from instanceof Element && from.shadowRoot ? [...inside, ...allTexts(from.shadowRoot)] : inside
}
