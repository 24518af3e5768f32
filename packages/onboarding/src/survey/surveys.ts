/** Plays surveys: each answer is kept as it is given. */
import type { VisitorFlows } from '@docent/client/visitor/flows/types'
import type { OnScreen, SurveyOnScreen } from '../on-screen.ts'
import type { Play } from '../showings.ts'

export function createSurveys(options: {
  readonly view: Window
  readonly flows: VisitorFlows
  readonly screen: OnScreen
}): Play {
  const { flows, screen, view } = options
  return ({ run: { runId }, flow: { content, locale } }, over) => {
    if (content.kind !== 'survey') return () => {}
    const survey: SurveyOnScreen = {
      content,
      locale,
      see: (stepId) => flows.record(runId, { kind: 'seen', stepId, data: { path: view.location.pathname } }),
      answer: (stepId, value) => flows.record(runId, { kind: 'item_done', stepId, data: { value } }),
      complete: () => flows.record(runId, { kind: 'completed' }),
      dismiss: () => {
        flows.record(runId, { kind: 'dismissed' })
        over()
      },
      leave: over,
    }
    screen.survey.value = survey
    return () => {
      if (screen.survey.peek() === survey) screen.survey.value = null
    }
  }
}
