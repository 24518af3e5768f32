/** A flow's figures as a table that spreadsheets open: one row for the whole flow, then one for each step, then the answers to a survey. */
import type { FlowFigureTable } from './flow-figures.ts'

const header = ['Step', 'Title', 'Started or seen', 'Done', 'Left', 'Median ms', 'Target missing']

export function figuresCsv({ name, figures, titles }: FlowFigureTable): string {
  const { started, completed, left, medianMs, steps } = figures
  const rows = [
    header,
    ['', name, started, completed, left, medianMs, null],
    ...steps.map((step, index) => [
      index + 1,
      titles.get(step.stepId) ?? step.stepId,
      step.seen,
      step.done,
      step.left,
      step.medianMs,
      step.missing,
    ]),
  ]
  const answers = steps.flatMap((step, index) =>
    (step.answers ?? []).map(({ value, runs }) => [
      index + 1,
      titles.get(step.stepId) ?? step.stepId,
      value,
      runs,
    ]),
  )
  if (answers.length > 0) rows.push([], ['Question', 'Title', 'Answer', 'Times'], ...answers)
  // With the mark of UTF-8, without which Excel takes letters beyond ASCII for something else.
  return `\uFEFF${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`
}

/** What begins like a formula is one for a spreadsheet, whoever wrote it: an apostrophe makes it a text. */
export function cell(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const safe = /^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]|^[\t\r\n]/u.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
