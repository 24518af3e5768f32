/** The words of the panel itself; what is in it has its own. */
export const messengerWords = {
  messenger: 'Messenger',
  close: 'Close messenger',
  consentTitle: 'Before we begin',
  consentWhy:
    'To chat with {team}, this site keeps your messages and stores a random key in this browser, so that it knows you again.',
  agree: 'Agree and continue',
  decline: 'Not now',
} as const

export type MessengerWords = typeof messengerWords
