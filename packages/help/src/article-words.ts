/** The words around an article in English. They come with its screen. */
export const articleWords = {
  related: 'Related articles',
  note: 'Note',
  tip: 'Tip',
  warning: 'Warning',
  table: 'Table',
  code: 'Code',
  helpful: 'Was this helpful?',
  yes: 'Yes',
  no: 'No',
  thanks: 'Thank you.',
  whatMissing: 'What was missing?',
  sendReason: 'Send',
  sorry: 'Thank you. We’ll make it better.',
  failedOffline: 'You haven’t read this here before, so it needs a connection.',
} as const

export type ArticleWords = typeof articleWords
