/** Changes of the trials that make something similar to a target, or leave only what is similar. */
import { allElements, allTexts } from './build-page.ts'
import { otherWords, rewrite } from './words.ts'

const items =
  'li,tr,article,.plan,.card,.opt,.file,.line,.wz-row,.field,.f,[role=tab],[role=radio],[role=row]'

/** The repeated thing that the target is or lies in: a row, a card, an entry. */
function itemOf(target: Element): Element | null {
  for (let at: Element | null = target; at; at = at.parentElement) {
    const { localName, className } = at
    const alike = [...(at.parentElement?.children ?? [])].filter(
      (other) => other.localName === localName && other.className === className,
    )
    if (alike.length > 1 && (at === target || at.matches(items))) return at
  }
  return null
}

function renumber(copy: Element, number: number): void {
  for (const element of [copy, ...allElements(copy)])
    for (const attribute of ['id', 'for', 'href', 'aria-labelledby', 'aria-controls']) {
      const value = element.getAttribute(attribute)
      if (value) element.setAttribute(attribute, `${value}-${number}`)
    }
}

/** Three more of its kind: two before, one after. In a row or card the buttons say the same, what people entered differs. */
export function growList(target: Element): void {
  const item = itemOf(target) ?? target
  const made = [1, 2, 3].map((number) => {
    const copy = item.cloneNode(true) as Element
    renumber(copy, number)
    let left = item === target || !copy.querySelector('[translate=no]') ? 1 : 0
    for (const text of allTexts(copy)) {
      const entered = text.parentElement?.closest('[translate=no]')
      if (!text.data.trim() || (!entered && left-- <= 0)) continue
      text.data = `${otherWords[number]} ${number}`
    }
    if (item === target && copy.hasAttribute('aria-label'))
      copy.setAttribute('aria-label', `${otherWords[number]} ${number}`)
    for (const attribute of ['title', 'placeholder', 'data-testid', 'data-docent', 'name'])
      if (item === target && copy.hasAttribute(attribute))
        copy.setAttribute(attribute, `${otherWords[number]}-${number}`)
    if (item === target && copy.matches('input[type=submit]'))
      copy.setAttribute('value', `${otherWords[number]} ${number}`)
    return copy
  })
  const [first, second, third] = made
  if (first && second) item.before(first, second)
  if (third && item !== target && item.parentElement) item.parentElement.append(third)
  else if (third) item.after(third)
}

/** A copy that nobody sees, as menus for phones leave it: careless, with the same ids. */
export function addHiddenCopy(target: Element, place: number): void {
  const box = document.createElement('div')
  box.append((place % 2 ? (itemOf(target) ?? target) : target).cloneNode(true))
  const hide = [
    () => box.style.setProperty('display', 'none'),
    () => box.style.setProperty('visibility', 'hidden'),
    () => box.setAttribute('hidden', ''),
    () => box.style.setProperty('opacity', '0'),
    () => box.setAttribute('inert', ''),
  ]
  hide[place % hide.length]?.()
  if (place % 3) document.body.append(box)
  else document.body.prepend(box)
}

const labelOf = (target: Element): Element | null =>
  'labels' in target ? ((target.labels as NodeListOf<Element> | null)?.[0] ?? null) : null

/** Only the control, or the whole row or card that it lies in. */
export function takeAway(target: Element, place: number): null {
  const gone = place % 2 ? (itemOf(target) ?? target) : target
  labelOf(target)?.remove()
  gone.remove()
  return null
}

/**
 * Another control in the same place, with the same looks: other words, other icon, other address. Every second one has
 * kept the old id and attributes, as a careless copy would; a mark that the site gave for us never stays.
 */
export function replaceByLookalike(target: Element, place: number): null {
  const other = otherWords[place % otherWords.length] ?? 'Archive'
  const copy = target.cloneNode(true) as Element
  for (const element of [copy, ...allElements(copy)]) {
    element.removeAttribute('data-docent')
    if (element.hasAttribute('href')) element.setAttribute('href', `/other/${place}`)
    if (element.localName === 'path') element.setAttribute('d', `M${place} 3h9v${place}z`)
    if (element.localName === 'img') element.setAttribute('src', `/img/other-${place}.png`)
    for (const attribute of ['id', 'name', 'data-testid', 'autocomplete', 'aria-controls'])
      if (!(place % 2) && element.hasAttribute(attribute)) element.setAttribute(attribute, `other-${place}`)
  }
  const label = labelOf(target)
  const said = [copy, ...allElements(copy)].some((element) =>
    ['aria-label', 'alt', 'title', 'placeholder', 'value'].some((name) => element.hasAttribute(name)),
  )
  if (label && !label.contains(target)) {
    label.textContent = other
    if (copy.id !== target.id) label.setAttribute('for', copy.id)
  } else if (label) rewrite(label, () => other)
  else if (copy.textContent?.trim() || said) rewrite(copy, () => other, true)
  else rewrite(itemOf(target) ?? copy, () => other, true)
  const labelledBy = target.getAttribute('aria-labelledby')
  const elsewhere = labelledBy && (target.getRootNode() as Document).getElementById(labelledBy)
  if (elsewhere)
    rewrite(itemOf(elsewhere) ?? itemOf(target.parentElement ?? target) ?? elsewhere, () => other)
  target.replaceWith(copy)
  if (label?.contains(copy)) rewrite(label, () => other)
  return null
}
