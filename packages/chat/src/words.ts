/** The words of the chat in English: the table that every other language follows. */

/** What bubbles and lines of a conversation say; the console shows them, too. */
export const threadWords = {
  conversation: 'Conversation',
  you: 'You',
  unread: 'New messages',
  queued: 'Waiting to be sent',
  sending: 'Sending',
  sent: 'Sent',
  read: 'Read',
  failed: 'Not sent. Try again',
  failedWhy: 'This message was refused. Its text stays here.',
  discard: 'Delete this message',
  edited: 'Edited',
  deleted: 'This message was deleted',
  joined: '{name} joined the conversation',
  joinedUnnamed: 'A colleague joined the conversation',
  resolved: 'This conversation was marked as resolved',
  reopened: 'This conversation was opened again',
  about: 'About “{text}”',
  tour: 'Tour: {title}',
  unknownEntry: 'Reload the page to see this',
  typing: '{name} is writing',
  typingUnnamed: 'Somebody is writing',
} as const

/** What the room says that is loaded when the messenger opens. */
export const chatWords = {
  ...threadWords,
  back: 'All conversations',
  close: 'Close messenger',

  write: 'Write a message',
  send: 'Send',
  charactersLeft: { one: '{count} character left', other: '{count} characters left' },
  charactersOver: { one: '{count} character over', other: '{count} characters over' },
  notKept: 'Your message could not be kept. Try again.',

  loading: 'Loading messages',
  toEnd: 'Go to the latest message',
  newBelow: { one: '{count} new message', other: '{count} new messages' },

  online: 'Online',
  awayShort: 'Away',
  backToday: 'Back at {clock}',
  backTomorrow: 'Back tomorrow at {clock}',
  backLater: 'Back on {when}',

  offline: 'You are offline. What you write is kept and sent later.',
  unreachable: 'Couldn’t reach the server. Trying again in {seconds} s.',
  reconnecting: 'Couldn’t reach the server. Trying again.',
  tryNow: 'Try now',
  outdated: 'This page is outdated. Reload it to go on writing.',
  reload: 'Reload',
  refused: 'We can’t connect you. What you write is kept.',
  tryAgain: 'Try again',
} as const

export type ThreadWords = typeof threadWords
export type ChatWords = typeof chatWords
