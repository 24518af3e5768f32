/** The words of articles in the chat in English. They come with them. */

export const inChatWords = {
  article: 'Article',
  readArticle: 'Read the article',
  offers: 'Articles that may help',
  dismiss: 'Hide these articles',
} as const

export type InChatWords = typeof inChatWords
