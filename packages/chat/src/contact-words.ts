/** The words of the form that asks for an address, in English. They come with the form. */
export const contactWords = {
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
