/** The words of articles in the chat in English. They come with them. */

/** What a card of an article says; the console shows it, too. */
export const articleCardWords = {
  article: 'Article',
  readArticle: 'Read the article',
} as const

export const inChatWords = {
  ...articleCardWords,
  offers: 'Articles that may help',
  dismiss: 'Hide these articles',
} as const

export type InChatWords = typeof inChatWords
export type ArticleCardWords = typeof articleCardWords
