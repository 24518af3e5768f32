/** Makes a title and a body of what was asked and answered [HLP14]. Pure: knows messages in their order, and no person. */
import { articleLimits, type Part } from '@docent/protocol'
import { withoutPleasantries } from './pleasantries.ts'

export interface SaidMessage {
  readonly by: 'visitor' | 'agent'
  readonly parts: readonly Part[]
}

interface Options {
  /** In their order. */
  readonly messages: readonly SaidMessage[]
  /** How the title is to be, where somebody looked for it; else it is the question. */
  readonly wanted: string | null
  /** What the visitor looked for before asking. */
  readonly looked: string | null
  /** The key of an article, to name it by a link. */
  readonly keyOf: (articleId: string) => string | null
}

export interface DraftText {
  readonly title: string
  readonly body: string
}

const titleLength = 90

export function draftText({ messages, wanted, looked, keyOf }: Options): DraftText {
  const said = messages.map(({ by, parts }) => ({ by, text: withoutPleasantries(markdownOf(parts, keyOf)) }))
  const firstAnswer = said.findIndex(({ by, text }) => by === 'agent' && text !== '')
  const asked = said
    .slice(0, firstAnswer < 0 ? said.length : firstAnswer)
    .flatMap(({ by, text }) => (by === 'visitor' && text !== '' ? [text] : []))
  const answers = said.flatMap(({ by, text }) => (by === 'agent' && text !== '' ? [text] : []))
  const question = asked.join('\n\n') || looked || ''
  const quoted = question === '' ? [] : [quotedText(question)]
  return {
    title: titleOf(wanted ?? question) || titleOf(answers[0] ?? '') || 'Untitled',
    body: within([...quoted, ...answers].join('\n\n')),
  }
}

function markdownOf(parts: readonly Part[], keyOf: Options['keyOf']): string {
  return parts
    .flatMap((part) => {
      if (part.type === 'text') return [part.text]
      const key = part.type === 'article' ? keyOf(part.articleId) : null
      return part.type === 'article' && key !== null
        ? [`[${part.title.replace(/[[\]\\]/g, '\\$&')}](article:${key})`]
        : []
    })
    .join('\n\n')
}

const quotedText = (text: string): string =>
  text
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n')

/** The first sentence, with a capital, no longer than a list shows; as a question where it is one. */
export function titleOf(text: string): string {
  const plain = text
    .replace(/\[([^\]\n]{0,200})\]\([^)\n]{0,2000}\)/g, '$1')
    .replace(/[*_`#>]+/g, '')
    .replace(/\s+/g, ' ')
    .trim()
  const [sentence = ''] = /^.{3,}?(?:\?|[.!…](?=\s|$)|$)/u.exec(plain) ?? [plain]
  const said = sentence.replace(/[.!…,;:]+$/u, '')
  const [first = '', ...others] = said
  const line = first.toUpperCase() + others.join('')
  if (line.length <= titleLength) return line
  const cut = line.slice(0, titleLength)
  const end = cut.lastIndexOf(' ')
  return `${cut
    .slice(0, end > titleLength / 2 ? end : titleLength)
    .toWellFormed()
    .replace(/\uFFFD$/, '')}…`
}

/** As much as an article takes, up to the end of a line. */
function within(body: string): string {
  let cut = body.slice(0, articleLimits.bodyLength)
  while (Buffer.byteLength(cut) > articleLimits.bodyBytes) cut = cut.slice(0, Math.floor(cut.length * 0.9))
  return cut === body
    ? body
    : cut.slice(0, Math.max(0, cut.lastIndexOf('\n'))).trimEnd() || cut.toWellFormed()
}
