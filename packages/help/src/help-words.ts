/** The words of help in English: the table that every other language follows. */

export const helpWords = {
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
  inLanguage: 'In {language}',
  showMe: 'Show me how',
  ask: 'Ask a person',
  stuck: 'Not what you were looking for?',
  offline: 'You are offline. You can read what you have read before.',
  unreachable: 'Couldn’t reach the server. This is what was kept here.',
  failed: 'Couldn’t load this.',
  failedSearch: 'Couldn’t search at the moment.',
  tryAgain: 'Try again',
  gone: 'This article is not there any more',
} as const

export type HelpWords = typeof helpWords
