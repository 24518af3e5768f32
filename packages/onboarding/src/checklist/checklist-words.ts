/** What visitors read on a checklist, in English: the table that every other language follows. */
export const checklistWords = {
  progress: '{done} of {of} done',
  itemDone: 'Done',
  markDone: 'Mark as done',
  allDone: 'All done',
  later: 'Comes after the items before it',
} as const
