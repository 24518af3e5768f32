/**
 * The fifteen changes that pages go through between the day a target is picked and the day it is looked for.
 * Each changes the built page and says which element a person would point at afterwards; null: it is not there any more.
 */
import { allElements } from './build-page.ts'
import { addHiddenCopy, growList, replaceByLookalike, takeAway } from './look-alikes.ts'
import { editSlightly, rewrite, translate } from './words.ts'

export interface Change {
  readonly name: string
  /** @param place number of the target among all, so that changes of several kinds meet each kind of target */
  apply(target: Element, place: number): Element | null
}

const stays = (apply: (target: Element, place: number) => void) => (target: Element, place: number) => {
  apply(target, place)
  return target
}
const inBody = () => allElements(document.body)

/** The element that gives an input or a button its words, beside itself. */
const labelsOf = (target: Element): readonly Element[] => {
  const root = target.getRootNode() as Document | ShadowRoot
  const ids = target.getAttribute('aria-labelledby')?.split(' ') ?? []
  const labels = 'labels' in target ? [...((target.labels as NodeListOf<Element> | null) ?? [])] : []
  return [...labels, ...ids.flatMap((id) => root.getElementById(id) ?? [])]
}

function moveIds(): void {
  const known = new Map<string, string>()
  const other = (id: string): string => {
    const made = known.get(id) ?? `r${(known.size * 7919 + 1237).toString(36)}x`
    known.set(id, made)
    return made
  }
  for (const element of inBody())
    for (const attribute of ['id', 'for', 'aria-labelledby', 'aria-controls']) {
      const value = element.getAttribute(attribute)
      if (value) element.setAttribute(attribute, value.split(' ').map(other).join(' '))
    }
}

function reverseChildren(parent: Element | null | undefined): void {
  if (parent && !parent.matches('body,html,select')) parent.append(...[...parent.children].reverse())
}

/** Elements that may only lie in certain parents cannot be wrapped themselves. */
const bound = 'li,tr,td,th,tbody,thead,option,summary,legend,dt,dd'
const outermost = (target: Element): Element => {
  const root = target.getRootNode()
  let top = target
  while (top.parentElement && top.parentElement !== document.body) top = top.parentElement
  return root instanceof ShadowRoot || top.parentElement ? top : target
}

function wrap(element: Element): void {
  const wrapper = document.createElement('div')
  wrapper.className = 'wrapper'
  element.replaceWith(wrapper)
  wrapper.append(element)
}

function moveIntoShadow(target: Element, place: number): void {
  const section = place % 2 ? target.closest('section,main,form,aside,article,header') : null
  const moved = section ?? outermost(target)
  const host = document.createElement('div')
  host.className = 'island'
  moved.replaceWith(host)
  host.attachShadow({ mode: 'open' }).append(moved)
}

/** The same control built of other tags, as design systems do. */
function changeTag(target: Element): Element {
  const role = roleAfter(target)
  const made = document.createElement(role ? 'div' : target.localName === 'div' ? 'section' : 'div')
  for (const { name, value } of target.attributes)
    if (!['type', 'href', 'for', 'value'].includes(name)) made.setAttribute(name, value)
  if (role) made.setAttribute('role', role)
  if (role && role !== 'heading' && role !== 'listitem') made.setAttribute('tabindex', '0')
  const words = labelsOf(target)
    .map((label) => label.textContent?.trim())
    .join(' ')
  if (words && !made.hasAttribute('aria-labelledby')) made.setAttribute('aria-label', words)
  const value = target.matches('input[type=submit]') ? target.getAttribute('value') : null
  if (target.matches('select,textarea')) made.append('…')
  else made.append(...(value ? [value] : target.childNodes))
  target.replaceWith(made)
  return made
}

function roleAfter(target: Element): string | null {
  const given = target.getAttribute('role')
  if (given) return given
  const roles: Record<string, string> = {
    'button,summary,input[type=submit]': 'button',
    a: 'link',
    'input[type=checkbox]': 'checkbox',
    'input[type=number]': 'spinbutton',
    'input[type=search]': 'searchbox',
    'input,textarea': 'textbox',
    select: 'combobox',
    'h1,h2,h3,h4': 'heading',
    li: 'listitem',
    tr: 'row',
    img: 'img',
  }
  return Object.entries(roles).find(([selector]) => target.matches(selector))?.[1] ?? null
}

export const changes: readonly Change[] = [
  {
    name: 'class names hashed anew',
    apply: stays(() => {
      for (const element of inBody())
        if (element.classList.length)
          element.setAttribute(
            'class',
            [...element.classList].map((name) => `k${btoa(name).slice(0, 5)}_`).join(' '),
          )
    }),
  },
  { name: 'ids made anew', apply: stays(moveIds) },
  {
    name: 'order of siblings changed',
    apply: stays((target) => {
      const list = target.closest('ul,ol,tbody,.cards,.grid,.lanes,.opts,.files,.bar')
      reverseChildren(list)
      if (target.parentElement !== list) reverseChildren(target.parentElement)
    }),
  },
  {
    name: 'wrapper added',
    apply: stays((target) => {
      wrap(outermost(target))
      if (!target.matches(bound)) wrap(target)
    }),
  },
  {
    name: 'wrapper removed',
    apply: stays((target) => {
      const gone = target.parentElement?.closest('div:not([role]),span,section,form,aside,header,footer,main')
      if (gone && gone !== document.body && !gone.shadowRoot) gone.replaceWith(...gone.childNodes)
    }),
  },
  {
    name: 'text translated',
    apply: stays(() => {
      rewrite(document.body, translate)
      document.title = translate(document.title)
      if (document.documentElement.lang) document.documentElement.lang = 'lv'
    }),
  },
  {
    name: 'text slightly edited',
    apply: stays((target, place) => {
      for (const element of [target, ...labelsOf(target)])
        rewrite(element, (text) => editSlightly(text, place))
    }),
  },
  { name: 'moved into an open shadow root', apply: stays(moveIntoShadow) },
  { name: 'built of another tag', apply: changeTag },
  {
    name: 'attributes added',
    apply: stays((target, place) => {
      for (const element of inBody()) element.setAttribute('data-v-7ba5bd90', '')
      target.setAttribute('data-track', `event-${place}`)
      target.setAttribute('aria-describedby', 'nothing')
      target.setAttribute('style', 'outline-color: red')
      target.setAttribute('data-state', 'closed')
    }),
  },
  { name: 'list grown by similar items', apply: stays(growList) },
  { name: 'hidden copy elsewhere', apply: stays(addHiddenCopy) },
  {
    name: 'aria-label taken off',
    apply: stays((target) => {
      for (const element of [target, ...allElements(target)]) element.removeAttribute('aria-label')
    }),
  },
  { name: 'target taken away', apply: takeAway },
  { name: 'lookalike in its place', apply: replaceByLookalike },
]
