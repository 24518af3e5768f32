/** Whether words may be read by everybody [HLP2] [HLP6] [HLP14]: the first thing that is missing, and what to do. Pure. */
import { type ArticleBlock, articleLimits, type PersonalMark } from '@docent/protocol'
import { picturesIn } from '../pictures/pictures-in-text.ts'
import type { Words } from './articles.store.ts'
import { standing } from './draft-marks.ts'

export interface Fault {
  /** Where in the draft. */
  readonly path: string
  readonly message: string
  /** What in the words it is about. */
  readonly piece?: string
}

export function faultOf(
  words: Words,
  nodes: readonly ArticleBlock[],
  marks: readonly PersonalMark[],
): Fault | null {
  if (words.title.trim() === '')
    return { path: 'title', message: 'The article has no title. Write one, then publish.' }
  if (nodes.length === 0)
    return { path: 'body', message: 'The article has no text yet. Write it, then publish.' }
  if (picturesIn(nodes).some(({ alt }) => alt.trim() === ''))
    return {
      path: 'body',
      message:
        'A picture has no alternative text. Say between the square brackets what it shows: ![what it shows](address).',
    }
  return markFaultOf(words, marks)
}

/** Of a picture that the text names as the relay's own, and that is not there. */
export const gonePicture = (alt: string): Fault => ({
  path: 'body',
  message: `The picture "${alt}" is gone: the server has none at its address. Insert it again or take it out, then publish.`,
})

/** The first piece that may be of one person, and that nobody confirmed. */
export function markFaultOf(
  words: Pick<Words, 'title' | 'body'>,
  marks: readonly PersonalMark[],
): Fault | null {
  const found = standing(marks, words)
  // Behind the last that is kept there may be others, which nobody was asked about.
  if (found.length >= articleLimits.marks)
    return {
      path: 'marks',
      message: `${articleLimits.marks} pieces or more may be of one person: too many to confirm. Take some out.`,
    }
  const open = found.find(({ confirmed }) => !confirmed)
  return open
    ? {
        path: 'marks',
        piece: open.text,
        message: `"${open.text}" may be of one person. Take it out, or confirm that everybody may read it.`,
      }
    : null
}
