/** What the console shows, too: the layout of a conversation and its bubbles, without a socket. Styles: `thread.css`. */
export { previewOf } from './preview.ts'
export * from './thread.ts'
export * from './thread-view.tsx'
export { type ThreadWords, threadWords } from './words.ts'
