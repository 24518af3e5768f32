/** What each button of the toolbar does to the text, in the words of the desk. */
import type { Say } from '../../words/words.tsx'
import type { MarkdownField } from './code-mirror.ts'
import {
  calledOut,
  coded,
  headed,
  linked,
  listed,
  type Selected,
  type TextChange,
  tabled,
  wrapped,
} from './markdown-edits.ts'

export type FormatName =
  | 'bold'
  | 'italic'
  | 'heading'
  | 'list'
  | 'numbers'
  | 'link'
  | 'article'
  | 'picture'
  | 'table'
  | 'callout'
  | 'code'
export type FormatVerbs = Readonly<Record<FormatName, () => void>>

/** @param field gives the text's field, while there is one */
export function createFormatVerbs(
  say: Say,
  field: () => MarkdownField | null,
  asks: Pick<FormatVerbs, 'article' | 'picture'>,
): FormatVerbs {
  const change = (make: (selected: Selected) => TextChange) => (): void => {
    const now = field()
    now?.apply(make(now.selected()))
  }
  return {
    bold: change((at) => wrapped(at, '**', say('article.sample.bold'))),
    italic: change((at) => wrapped(at, '*', say('article.sample.italic'))),
    heading: change(headed),
    list: change((at) => listed(at, false)),
    numbers: change((at) => listed(at, true)),
    link: change((at) => linked(at, say('article.sample.link'))),
    table: change((at) => tabled(at, say('article.sample.column'))),
    callout: change((at) => calledOut(at, say('article.sample.callout'))),
    code: change((at) => coded(at, say('article.sample.code'))),
    ...asks,
  }
}
