/** The words of the card of a tour that was sent in English. They come with the card. */
export const tourCardWords = {
  offer: '{name} offers to show you',
  offerUnnamed: 'We offer to show you',
  sees: 'While it runs, {name} can see which step you are on.',
  pointsAtMarked:
    'While it runs, {name} can see which step you are on, and may point at a part of this page.',
  pointsAtLabelled:
    'While it runs, {name} can see which step you are on, and may point at a button or a field by its label. What you typed is never shown.',
  start: 'Start the tour',
  notNow: 'Not now',
  putOff: 'You can start it whenever you like.',
  running: 'Tour running',
  goOn: 'Go on with the tour',
  completed: 'Tour finished',
  dismissed: 'Tour ended',
  again: 'Show it again',
} as const
