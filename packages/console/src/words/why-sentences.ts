/** Says the relay's structured reason for an assignment in whole sentences [RTE3]. */
import type { Why } from '@docent/protocol'
import type { Say } from './words.tsx'

/**
 * @param name of the chosen agent
 * @param nameOf finds the name of whoever did it
 * @example whySentences(say, { rule: 'least_busy', active: 1, capacity: 3 }, 'Ada', nameOf)
 */
export function whySentences(
  say: Say,
  why: Why,
  name: string,
  nameOf: (agentId: string) => string,
): readonly string[] {
  const sentences = [say(`why.${why.rule}`, { name })]
  if (why.active !== undefined && why.capacity !== undefined)
    sentences.push(say('why.load', { active: why.active, capacity: why.capacity }))
  if (why.candidates !== undefined) sentences.push(say('why.candidates', { count: why.candidates }))
  if (why.tieBrokenBy !== undefined) sentences.push(say(`why.${why.tieBrokenBy}`))
  if (why.by !== undefined) sentences.push(say('why.by', { name: nameOf(why.by) }))
  return sentences
}
