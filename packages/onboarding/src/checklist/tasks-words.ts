/** What visitors read in the room "Tasks" beside its checklists, in English: the table that every other language follows. */
export const tasksWords = {
  tasks: 'Tasks',
  closeMessenger: 'Close messenger',
  noTasks: 'Nothing to do',
  noTasksWhy: 'When there is something to set up, you find it here.',
  finished: 'Finished',
  putAway: 'Put away',
} as const
