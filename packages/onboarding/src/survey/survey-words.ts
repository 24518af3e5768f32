/** What visitors read beside the texts of a survey, in English: the table that every other language follows. */
export const surveyWords = {
  closeSurvey: 'Close survey',
  submit: 'Send',
  close: 'Close',
  required: 'Please answer this one.',
  npsLow: 'Not at all likely',
  npsHigh: 'Very likely',
  csatLow: 'Very unsatisfied',
  csatHigh: 'Very satisfied',
  cesLow: 'Very difficult',
  cesHigh: 'Very easy',
} as const
