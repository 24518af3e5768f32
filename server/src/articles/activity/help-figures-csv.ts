/** The figures of a site's help as a table that spreadsheets open: the whole, then each day, then each article. */
import type { HelpFigures } from '@docent/protocol'
import { cell } from '../../flows/figures-csv.ts'

export function helpFiguresCsv(figures: HelpFigures): string {
  const { searches, withoutResult, withoutClick, sessions, deflected, asked, days, articles } = figures
  const rows: readonly (readonly (string | number | null)[])[] = [
    [
      'Sessions with a search',
      'Searches',
      'Without result',
      'Without click',
      'Answered by an article',
      'Asked a person',
    ],
    [sessions, searches, withoutResult, withoutClick, deflected, asked],
    [],
    ['Day', 'Searches', 'Without result', 'Asked a person'],
    ...days.map((day) => [day.day, day.searches, day.withoutResult, day.asked]),
    [],
    ['Article', 'Language', 'Views', 'Helpful', 'Not helpful', 'Reasons'],
    ...articles.map(({ title, locale, views, helpful, unhelpful, reasons }) => [
      title,
      locale,
      views,
      helpful,
      unhelpful,
      reasons.map(({ text }) => text).join('\n'),
    ]),
  ]
  // With the mark of UTF-8, without which Excel takes letters beyond ASCII for something else.
  return `\uFEFF${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`
}
