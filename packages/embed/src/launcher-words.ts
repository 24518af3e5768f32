/** The few words that every page loads. Other languages follow this table. */
export const launcherWords = {
  open: 'Open messenger',
  close: 'Close messenger',
  unread: { one: '{count} unread message', other: '{count} unread messages' },
  failed: 'The messenger could not be loaded. Check the connection and try again.',
} as const

export type LauncherWords = typeof launcherWords
