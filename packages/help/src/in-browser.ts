/** Search without the relay, with the code that does it: fetched when somebody is about to search, and by nobody else. */
import {
  createInBrowser,
  type InBrowser,
  type InBrowserOptions,
} from '@docent/client/visitor/help/in-browser'
import { articleWords } from '@docent/protocol/article-words'
import { createArticleIndex, loadArticleIndex, snippetOf } from '@docent/search'
import { createIdle, type IdleView } from './idle.ts'

const code = { createArticleIndex, loadArticleIndex, snippetOf, articleWords }

export interface StartInBrowserOptions extends Omit<InBrowserOptions, 'idle'> {
  readonly view: IdleView
}

export const startInBrowser = ({ view, ...options }: StartInBrowserOptions): InBrowser =>
  createInBrowser(code, { ...options, idle: createIdle(view) })
