/** What the console shows, too: the card of an article and the words around a hit, without a socket. Styles: `card.css`. */
export { ArticleCard, type ArticleCardProps } from './article-card.tsx'
export { type ArticleCardWords, articleCardWords } from './in-chat-words.ts'
export { marked } from './marked.tsx'
