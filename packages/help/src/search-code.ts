/** What searches in the browser: fetched when somebody is about to search, and by nobody else. */
export { articleWords } from '@docent/protocol/article-words'
export { createArticleIndex, loadArticleIndex, snippetOf } from '@docent/search'
