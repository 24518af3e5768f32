/** The words of the messenger's first page and its bar in English. They come with them. */
export const roomsWords = {
  bar: 'Rooms',
  home: 'Home',
  messages: 'Messages',
  help: 'Help',
  tasks: 'Tasks',
  close: 'Close messenger',
  unread: { one: 'Messages, {count} unread message', other: 'Messages, {count} unread messages' },
  goOn: 'Continue the conversation',
  writeToUs: 'Send us a message',
  away: 'We are away, and answer when we are back',
  progress: '{done} of {all} done',
  finished: 'All done',
  failed: 'Couldn’t load this.',
  tryAgain: 'Try again',
} as const
