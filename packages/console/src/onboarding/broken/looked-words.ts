/** Says in words how a page's finder looked for an element, from its own short form, such as `docent:0 role:2`. */
import type { Say } from '../../words/words.tsx'

const ways = ['docent', 'css', 'role', 'text', 'within'] as const

/** One sentence for each way, in the order in which they were tried. What is of no known form stands as it is. */
export function lookedWords(say: Say, looked: string): readonly string[] {
  return looked.split(' ').map((part) => {
    const [by, count] = part.split(':')
    const way = ways.find((one) => one === by)
    if (!way || !/^\d+$/.test(count ?? '')) return part
    const words = say(`broken.ways.${way}`)
    return count === '0'
      ? say('broken.lookedNone', { way: words })
      : say('broken.lookedBy', { way: words, count: Number(count) })
  })
}
