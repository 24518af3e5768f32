/** The words of the list of conversations in English. They come with the list. */
export const listWords = {
  messages: 'Messages',
  newConversation: 'New conversation',
  writeToUs: 'Send us a message',
  noConversations: 'No conversations yet',
  noConversationsHint: 'What you write to us, and our answers, will be here.',
  unreadCount: { one: '{count} unread message', other: '{count} unread messages' },
  resolvedRow: 'Resolved',
  waitingRow: 'Waiting for an answer',
  ownPreview: 'You: {text}',
} as const
