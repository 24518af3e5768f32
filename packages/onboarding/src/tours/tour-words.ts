/** The words on a tour's card in English: the table that every other language follows. They come with the renderer. */
export const tourWords = {
  next: 'Next',
  back: 'Back',
  done: 'Done',
  close: 'Close tour',
  skip: 'Skip tour',
  progress: '{place} of {of}',
} as const
