/** The program of the thread that parses articles: takes one text after the other. Holds nothing. */
import { parentPort } from 'node:worker_threads'
import { parseArticle } from '@docent/protocol/article-text'
import type { Parsed, ToParse } from './article-parsing.ts'

if (!parentPort) throw new Error('this program is a thread of the relay')
const main = parentPort

main.on('message', ({ id, markdown }: ToParse) =>
  main.postMessage({ id, nodes: JSON.stringify(parseArticle(markdown)) } satisfies Parsed),
)
