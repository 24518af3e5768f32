/** What visitors read beside the texts of flows on the page, in English: the table that every other language follows. */
import { checklistWords } from './checklist/checklist-words.ts'

export const stageWords = {
  ...checklistWords,
  launcher: '{title}, {done} of {of} done',
  hideList: 'Hide checklist',
  closeList: 'Close checklist',

  hint: 'Hint: {title}',
  gotIt: 'Got it',
  banner: 'Announcement',
  closeBanner: 'Close banner',
} as const
