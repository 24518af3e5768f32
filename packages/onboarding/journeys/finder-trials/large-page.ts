/** Runs in the browser: a page of about 5,000 elements, and how long looks at it take. Every look comes after a change, as in life. */
import type { Target } from '@docent/protocol'
import { describeTarget, findTarget } from '../../src/finder/index.ts'
import { buildPage } from './build-page.ts'

export interface Measured {
  readonly kind: string
  readonly nodes: number
  /** Milliseconds. */
  readonly p50: number
  readonly p95: number
  readonly found: string
}

const looks = 200

const row = (
  number: number,
): string => `<tr class="row"><td><input type="checkbox" aria-label="Select ${number}"></td>
  <td><a href="/orders/${number}" translate="no">Order ${number}</a></td><td><span class="badge"><b>Paid</b></span></td><td><time>12 May</time></td>
  <td><button class="btn">Open</button><button class="btn">Refund</button><button class="btn" aria-label="More"><svg width="16" height="16"><path d="M1 1h9"></path></svg></button></td></tr>`

const pageOfRows = (rows: number): string =>
  `<header><nav aria-label="Main"><a href="/orders">Orders</a><a href="/stock">Stock</a></nav><x-search><template shadow><label for="q">Find orders</label><input id="q"></template></x-search></header>
  <main><h1>Orders</h1><button pick="button" class="primary">New order</button><div pick="text" class="note">Figures are from today</div>
  <section><h2>This year</h2><table><tbody>${Array.from({ length: rows }, (_, number) => row(number).replace('<button class="btn">Refund', `<button class="btn"${number === 200 ? ' pick="row"' : ''}>Refund`)).join('')}</tbody></table></section>
  <a href="/help" data-docent="help" pick="docent">Help</a></main>`

/** A row comes and another attribute changes: what a page does many times a minute. Styles and layout are stale after it. */
function changeSomething(look: number): void {
  const rows = document.querySelector('tbody')
  const last = rows?.lastElementChild
  if (last) rows.append(last.cloneNode(true))
  last?.remove()
  document.body.firstElementChild?.setAttribute('data-look', String(look))
}

function measure(kind: string, look: () => string): Measured {
  const times: number[] = []
  let found = ''
  for (let number = 0; number < looks; number++) {
    changeSomething(number)
    const begin = performance.now()
    found = look()
    times.push(performance.now() - begin)
  }
  times.sort((one, other) => one - other)
  const at = (share: number): number => times[Math.floor(share * (looks - 1))] ?? 0
  return { kind, nodes: document.querySelectorAll('*').length, p50: at(0.5), p95: at(0.95), found }
}

const lookFor = (kind: string, target: Target): Measured =>
  measure(kind, () => {
    const result = findTarget(target, document)
    return result.element ? `locator ${result.locator}` : 'not found'
  })

export function measureLooks(): readonly Measured[] {
  const targets = buildPage({ name: 'large', title: 'Orders', lang: 'en', html: pageOfRows(355) })
  const described = [...targets].map(([key, element]) => ({ key, target: describeTarget(element, document) }))
  const only = (target: Target, by: string): Target => ({
    ...target,
    locators: target.locators.filter((locator) => locator.by === by),
  })
  const gone = (target: Target): Target => ({
    locators: [
      { by: 'css', selector: '#nothing' },
      { by: 'role', role: 'button', name: 'Nothing of this name' },
      { by: 'text', text: 'Nothing that anybody says' },
    ],
    ...(target.fingerprint && { fingerprint: { ...target.fingerprint, nameHash: 'nothing' } }),
  })
  const button = described.find(({ key }) => key === 'button')
  return [
    // What the page itself pays for the change; a look that needs sizes pays it in the page's place.
    measure('styles and layout alone', () => `${document.body.offsetHeight} px`),
    ...described.map(({ key, target }) => lookFor(`${key}, all locators`, target)),
    ...described.flatMap(({ key, target }) =>
      target.locators.length > 1 && key !== 'docent'
        ? [lookFor(`${key}, by ${target.locators[0]?.by} alone`, only(target, target.locators[0]?.by ?? ''))]
        : [],
    ),
    ...(button ? [lookFor('not there', gone(button.target))] : []),
  ]
}

Object.assign(window, { measureLooks })
