/** Counts what was answered to the questions of a survey [FLO16]. Pure; knows neither the questions nor where runs are stored. */
import type { SurveyAnswer } from '@docent/protocol'
import type { CountedRun } from './figures.ts'

export interface AnswersCount {
  /** Runs come in the order in which they began. */
  add(run: Pick<CountedRun, 'events'>): void
  /** By question; none for one that nobody answered. */
  of(stepId: string): readonly SurveyAnswer[] | undefined
}

/** Different answers to one question that are kept and told: a scale has eleven, and no one reads more words at once. */
const atMost = 200

export function createAnswersCount(): AnswersCount {
  const questions = new Map<string, Map<string | number, number>>()

  function count(stepId: string, value: string | number): void {
    const answers = questions.get(stepId) ?? new Map<string | number, number>()
    questions.set(stepId, answers)
    const runs = (answers.get(value) ?? 0) + 1
    // At the end again: the one that was not given for longest is the first to go.
    answers.delete(value)
    answers.set(value, runs)
    const [oldest] = answers.keys()
    if (answers.size > atMost && oldest !== undefined) answers.delete(oldest)
  }

  return {
    add: ({ events }) => {
      // Whoever answered twice, as from two tabs, is counted with the last word.
      const last = new Map<string, string | number>()
      for (const { stepId, value } of events)
        if (stepId !== null && value !== null && value !== undefined) last.set(stepId, value)
      for (const [stepId, value] of last) count(stepId, value)
    },
    of: (stepId) => {
      const answers = questions.get(stepId)
      return (
        answers &&
        [...answers]
          .map(([value, runs]) => ({ value, runs }))
          .reverse()
          .sort((one, other) => other.runs - one.runs)
      )
    },
  }
}
