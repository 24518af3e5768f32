/** The few words that every page loads. Other languages follow this table. */
export const launcherWords = {
  open: 'Open messenger',
  close: 'Close messenger',
  failed: 'The messenger could not be loaded. Try again.',
} as const
