/**
 * What the builds leave out of Shepherd 13.0.1, for a visitor's bytes: all that the renderer does by itself, and takes
 * Shepherd's hands off for: placing, an overlay, headers, buttons, and options that nobody gives. For builds alone; no
 * source imports it. A part that is not found ends the build: another version was installed.
 */
import type { Plugin } from 'vite'

/** Beginnings of top-level declarations, each ending with the first brace at the left edge, and what stands in their place. */
const replaced: Readonly<Record<string, string>> = {
  // Floating UI with it, half of the package: a card is placed by `place-card.ts`.
  'function setupTooltip(':
    'function setupTooltip(step) { step.target = step._getResolvedAttachToOptions().element }',
  'function mergeTooltipConfig(': 'function mergeTooltipConfig() {}',
  'function deepmerge(': 'function deepmerge() { return {} }',
  // Ours is used; of this one the tour only wants to know that it is there.
  'class Shepherd_modal ': 'class Shepherd_modal { hide() {} setupForStep() {} }',
  'function bindAdvance(': 'function bindAdvance() {}',
  'function cleanupSteps(': 'function cleanupSteps() {}',
  'function normalizePrefix(': "function normalizePrefix() { return '' }",
  // A card has neither: what stands on it is ours, and given as the step's text.
  'function create_if_block_2(': 'function create_if_block_2() {}',
  'function create_if_block$1(': 'function create_if_block$1() {}',
  'function create_if_block(': 'function create_if_block() {}',
}

const isShepherd = /\/shepherd\.js\/dist\/esm\/shepherd\.mjs$/

export const leanShepherd: Plugin = {
  name: 'docent:lean-shepherd',
  enforce: 'pre',
  transform: (code, id) => (isShepherd.test(id.replaceAll('\\', '/')) ? lean(code) : null),
}

/** @throws when a part is not there */
export function lean(code: string): string {
  let left = code
  for (const [beginning, instead] of Object.entries(replaced)) {
    const start = left.indexOf(`\n${beginning}`)
    const end = left.indexOf('\n}\n', start)
    if (start < 0 || end < 0) throw new Error(`Shepherd has no "${beginning}" to leave out: is it 13.0.1?`)
    left = `${left.slice(0, start + 1)}${instead}${left.slice(end + 2)}`
  }
  return left
}
