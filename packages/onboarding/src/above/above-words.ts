/** What visitors read above a tour, in English: the table that every other language follows. */
export const aboveWords = {
  needHand: 'Need a hand?',
  needHandWhy: 'Somebody here can help you with this step.',
  askPerson: 'Ask a person',
  notNow: 'Not now',

  pointing: '{name} is pointing here',
  stop: 'Stop',
} as const
