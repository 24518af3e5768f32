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

function measure(kind: string, target: Target): Measured {
  const times: number[] = []
  let found = ''
  for (let look = 0; look < looks; look++) {
    // Styles and layout are stale, as after any change of a page: what the look forces counts.
    document.body.firstElementChild?.setAttribute('data-look', String(look))
    document.body.style.setProperty('--look', String(look))
    const begin = performance.now()
    const result = findTarget(target, document)
    times.push(performance.now() - begin)
    found = result.element ? `locator ${'locator' in result ? result.locator : ''}` : 'not found'
  }
  times.sort((one, other) => one - other)
  const at = (share: number): number => times[Math.floor(share * (looks - 1))] ?? 0
  return { kind, nodes: document.querySelectorAll('*').length, p50: at(0.5), p95: at(0.95), found }
}

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
    ...described.map(({ key, target }) => measure(`${key}, all locators`, target)),
    ...described.flatMap(({ key, target }) =>
      target.locators.length > 1 && key !== 'docent'
        ? [measure(`${key}, by ${target.locators[0]?.by} alone`, only(target, target.locators[0]?.by ?? ''))]
        : [],
    ),
    ...(button ? [measure('not there', gone(button.target))] : []),
  ]
}

Object.assign(window, { measureLooks })
