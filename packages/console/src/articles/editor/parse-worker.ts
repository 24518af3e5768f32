/** The program of the worker that parses drafts for their preview: answers each text with its tree. */
import { parseArticle } from '@docent/protocol/article-text'

addEventListener('message', ({ data }: MessageEvent<string>) => postMessage(parseArticle(data)))
