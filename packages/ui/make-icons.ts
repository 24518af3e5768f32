/**
 * Writes `src/icons.tsx` and the files of paths beside it from Lucide's sources. Run when an icon is needed that is not there:
 * add its name below, then `node packages/ui/make-icons.ts`.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'

/** Lucide's name of each icon that is used; the component is called `Icon` and the name in PascalCase. */
const names = [
  'alert-triangle:triangle-alert',
  'archive',
  'arrow-down',
  'arrow-left',
  'arrow-right',
  'arrow-right-left',
  'arrow-up',
  'at-sign',
  'bell',
  'bell-off',
  'bold',
  'book-open',
  'building',
  'calendar',
  'check',
  'check-check',
  'chevron-down',
  'chevron-left',
  'chevron-right',
  'chevron-up',
  'chevrons-up-down',
  'clock',
  'close:x',
  'cloud-off',
  'code',
  'command',
  'copy',
  'corner-down-left',
  'external-link',
  'eye',
  'file:file-text',
  'filter:list-filter',
  'flag',
  'globe',
  'help:circle-question-mark',
  'heading',
  'history:rotate-ccw-clock',
  'home:house',
  'image',
  'inbox',
  'info',
  'italic',
  'keyboard',
  'languages',
  'layout:layout-grid',
  'link',
  'list',
  'list-ordered',
  'lock',
  'log-out',
  'mail',
  'map-pin',
  'menu',
  'message:message-circle',
  'message-square',
  'monitor',
  'moon',
  'more:ellipsis',
  'note:sticky-note',
  'palette',
  'panel-left',
  'panel-right',
  'paperclip',
  'pause',
  'phone',
  'play',
  'plus',
  'refresh:refresh-cw',
  'reply',
  'rotate-ccw',
  'search',
  'send:send-horizontal',
  'settings',
  'smartphone',
  'smile:face-slightly-smiling',
  'sparkles',
  'star',
  'sun',
  'table',
  'tag',
  'tasks:list-checks',
  'trash',
  'user',
  'user-check',
  'user-plus',
  'users',
  'volume:volume-2',
  'volume-off:volume-x',
  'wifi-off',
  'zap',
] as const

type Shape = [tag: string, attributes: Record<string, string>]
const nodes = JSON.parse(
  readFileSync(createRequire(import.meta.url).resolve('lucide-static/icon-nodes.json'), 'utf8'),
) as Record<string, Shape[]>

/** Every shape as a path, so that an icon is nothing but one text. */
function pathOf([tag, a]: Shape): string {
  const n = (key: string) => Number(a[key] ?? 0)
  switch (tag) {
    case 'path':
      return a.d ?? ''
    case 'line':
      return `M${a.x1} ${a.y1}L${a.x2} ${a.y2}`
    case 'polyline':
    case 'polygon':
      return `M${a.points?.trim().split(/\s+/).join(' ')}${tag === 'polygon' ? 'z' : ''}`
    case 'circle':
    case 'ellipse': {
      const [rx, ry] = tag === 'circle' ? [n('r'), n('r')] : [n('rx'), n('ry')]
      return `M${n('cx') - rx} ${n('cy')}a${rx} ${ry} 0 1 0 ${rx * 2} 0a${rx} ${ry} 0 1 0 ${-rx * 2} 0`
    }
    case 'rect': {
      const [x, y, w, h] = [n('x'), n('y'), n('width'), n('height')]
      const r = Number(a.rx ?? a.ry ?? 0)
      if (!r) return `M${x} ${y}h${w}v${h}h${-w}z`
      const arc = (dx: number, dy: number) => `a${r} ${r} 0 0 1 ${dx} ${dy}`
      return `M${x + r} ${y}h${w - 2 * r}${arc(r, r)}v${h - 2 * r}${arc(-r, r)}h${2 * r - w}${arc(-r, -r)}v${2 * r - h}${arc(r, -r)}z`
    }
    default:
      throw new Error(`Lucide uses <${tag}>, which this script cannot turn into a path yet.`)
  }
}

/**
 * Several paths in one text: a relative first `m` would continue from the path before. Numbers that follow it without
 * a letter are relative lines, and would become absolute with it.
 */
const absolute = (path: string): string =>
  path
    .trim()
    .replace(
      /^m\s*(-?[\d.]+)[\s,]*(-?[\d.]+)\s*(?=([-\d.])?)/,
      (_match, x: string, y: string, next?: string) => (next === undefined ? `M${x} ${y}` : `M${x} ${y}l`),
    )

const number = '(-?(?:\\d*\\.\\d+|\\d+))[ ,]*'
/** The two flags of an arc may stand without anything between them and what follows. */
const arc = new RegExp(`${number}${number}${number}([01])[ ,]*([01])[ ,]*${number}${number}`, 'g')

/** Coordinates to a tenth of a unit, which at these sizes nobody sees, with no more between them than is needed. */
const short = (path: string): string => {
  const apart = path.replace(/a[^a-z]*/gi, (arcs) => arcs.replace(arc, '$1 $2 $3 $4 $5 $6 $7 '))
  const tokens = apart.match(/[a-z]|-?(?:\d*\.\d+|\d+)/gi) ?? []
  return tokens.map(rounded).reduce((all, token) => {
    const joins = /[a-z]$/i.test(all) || /^[-a-z]/i.test(token) || (token[0] === '.' && /\.\d+$/.test(all))
    return all + (joins ? '' : ' ') + token
  })
}

/** A dot is a line of almost no length: it must not become one of none. */
const rounded = (token: string): string =>
  /[a-z]/i.test(token) || Math.abs(Number(token)) < 0.05
    ? token
    : `${Number(Number(token).toFixed(1))}`.replace(/^(-?)0\./, '$1.')

const pascal = (name: string) =>
  name.replace(/(?:^|-)(\w)/g, (_match, letter: string) => letter.toUpperCase())
const camel = (name: string) => name.replace(/-(\w)/g, (_match, letter: string) => letter.toUpperCase())

const icons = names.map((entry) => {
  const [name = '', source = name] = entry.split(':')
  const shapes = nodes[source]
  if (!shapes) throw new Error(`Lucide has no icon called "${source}".`)
  return { name, path: shapes.map((shape) => short(absolute(pathOf(shape)))).join('') }
})

const credit = `Lucide, ISC License, © Lucide Icons and Contributors; some derived from Feather, MIT License, © 2013–present Cole Bemis.`
const here = new URL('./src/', import.meta.url)
const pathLines = (some: typeof icons) =>
  some.map(({ name, path }) => `export const ${camel(name)}Path =\n  '${path}'`).join('\n')

/** What a page loads before anything opens: in a file of its own, so that a bundler need not cut one in two. */
const first: readonly string[] = ['close', 'message']
writeFileSync(
  new URL('launcher-icon-paths.ts', here),
  `/** The launcher's two icons. Written by make-icons.ts. ${credit} */

${pathLines(icons.filter(({ name }) => first.includes(name)))}
`,
)
/** What only a messenger with several rooms shows. */
const bar: readonly string[] = ['home', 'tasks', 'help']
writeFileSync(
  new URL('bar-icon-paths.ts', here),
  `/** The icons of the messenger's bar that nothing else shows. Written by make-icons.ts. ${credit} */

${pathLines(icons.filter(({ name }) => bar.includes(name)))}
`,
)
/** What only checklists show. */
const checklist: readonly string[] = ['check', 'chevron-down']
writeFileSync(
  new URL('checklist-icon-paths.ts', here),
  `/** The icons of checklists. Written by make-icons.ts. ${credit} */

${pathLines(icons.filter(({ name }) => checklist.includes(name)))}
`,
)
/** What only the room of help shows. */
const help: readonly string[] = ['search', 'play']
writeFileSync(
  new URL('help-icon-paths.ts', here),
  `/** The icons of the messenger's Help that nothing else of it shows. Written by make-icons.ts. ${credit} */

${pathLines(icons.filter(({ name }) => help.includes(name)))}
`,
)
const apart = [first, bar, help, checklist].flat()
writeFileSync(
  new URL('icon-paths.ts', here),
  `/** The icons as texts for one \`<path>\` in a box of 24. Written by make-icons.ts. ${credit} */

export * from './bar-icon-paths.ts'
export * from './help-icon-paths.ts'
export * from './checklist-icon-paths.ts'
export * from './launcher-icon-paths.ts'

${pathLines(icons.filter(({ name }) => !apart.includes(name)))}
`,
)
writeFileSync(
  new URL('icons.tsx', here),
  `/** The icons as components. Written by make-icons.ts. ${credit} */
import { icon } from './icon.tsx'
import * as paths from './icon-paths.ts'

${icons.map(({ name }) => `export const Icon${pascal(name)} = /* @__PURE__ */ icon(paths.${camel(name)}Path)`).join('\n')}
`,
)
