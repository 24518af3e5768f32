/** What somebody who waits is told, in English. These words come with the notice. */
export const waitingWords = {
  queueNext: 'You are next. Somebody will be with you shortly.',
  queuePlace: { one: 'You are number {count} in the queue.', other: 'You are number {count} in the queue.' },
  queueSeconds: 'The wait is less than a minute.',
  queueMinutes: {
    one: 'The wait is about {count} minute.',
    other: 'The wait is about {count} minutes.',
  },
  queueKept: 'You can leave this page: your message stays in its place.',

  awayTitle: 'We are away at the moment',
  awayToday: 'We are back at {clock}. Your message is kept, and we answer it then.',
  awayTomorrow: 'We are back tomorrow at {clock}. Your message is kept, and we answer it then.',
  awayLater: 'We are back on {when}. Your message is kept, and we answer it then.',
  awayUnknown: 'Your message is kept, and we answer it as soon as we are back.',

  awayMail: 'Leave your email address and the answer reaches you there as well.',
  awayContact: 'Leave your email address so that we know how to reach you. It stays with this conversation.',
  email: 'Your email address',
  emailSave: 'Save',
  emailSaving: 'Saving',
  emailSaved: 'Your address {email} is kept with this conversation.',
  emailSavedMail: 'The answer is sent to {email} as well.',
  emailInvalid: 'This does not look like an email address. An example: name@example.org',
  emailFailed: 'The address could not be saved. Check the connection and try again.',
} as const

export type WaitingWords = typeof waitingWords
