/** The words of help in English: the table that every other language follows. */

/** What a card of an article says, wherever it is shown. */
export const articleCardWords = {
  article: 'Article',
  readArticle: 'Read the article',
} as const

export const helpWords = {
  ...articleCardWords,
  help: 'Help',
  back: 'Back',
  close: 'Close messenger',
  search: 'Search for help',
  clear: 'Clear the search',
  results: 'Articles',
  found: { one: '{count} article found', other: '{count} articles found' },
  foundNone: 'No articles found',
  nothing: 'Nothing found for “{query}”',
  nothingHint: 'Try other words, or ask us.',
  nothingHintAlone: 'Try other words.',
  searching: 'Searching',
  loading: 'Loading',
  suggested: 'For this page',
  collections: 'Collections',
  more: 'Articles',
  articles: { one: '{count} article', other: '{count} articles' },
  empty: 'There are no articles yet',
  related: 'Related articles',
  inLanguage: 'In {language}',
  note: 'Note',
  tip: 'Tip',
  warning: 'Warning',
  showMe: 'Show me how',
  ask: 'Ask a person',
  stuck: 'Not what you were looking for?',
  helpful: 'Was this helpful?',
  yes: 'Yes',
  no: 'No',
  thanks: 'Thank you.',
  whatMissing: 'What was missing?',
  sendReason: 'Send',
  sorry: 'Thank you. We’ll make it better.',
  offline: 'You are offline. You can read what you have read before.',
  unreachable: 'Couldn’t reach the server. This is what was kept here.',
  failed: 'Couldn’t load this.',
  failedOffline: 'You haven’t read this here before, so it needs a connection.',
  failedSearch: 'Couldn’t search at the moment.',
  tryAgain: 'Try again',
  gone: 'This article is not there any more',
  offers: 'Articles that may help',
  dismiss: 'Hide these articles',
} as const

export type HelpWords = typeof helpWords
export type ArticleCardWords = typeof articleCardWords
